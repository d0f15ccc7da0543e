import { strToU8, zlibSync } from 'fflate';
import type { Finding } from '../../findings/finding.ts';
import type { PicturedRole } from '../../findings/picture.ts';
import type { Report } from '../../findings/report.ts';
import { fold } from './folded.ts';
import {
  type Columns,
  type Detail,
  findingsPart,
  type Head,
  LINKS,
  type Part,
  ROWS,
  type RowColumns,
  rolesPart,
} from './parts.ts';

/** Few enough to be unpacked at once, many enough to be small together. */
const FINDINGS_IN_PART = 250;
const ROLES_IN_PART = 100;

/** What the page needs before anything is unpacked. */
export function headOf({ findings, picture, ...report }: Report): Head {
  const firstRoles = inParts(picture?.roles ?? [], ROLES_IN_PART).map(([first]) => first?.arn ?? '');
  return {
    report,
    findings: findings.length,
    findingsInPart: FINDINGS_IN_PART,
    hasPicture: picture !== undefined,
    firstRoles,
  };
}

/** Every part of the report by its name, one at a time. The same report gives the same bytes, on every machine. */
export function* partsOf(report: Report): Iterable<readonly [name: string, text: string]> {
  const { runId } = report;
  for (const [name, content] of contentsOf(report)) yield [name, packed({ name, runId, content })];
}

function* contentsOf({ findings, picture }: Report): Iterable<readonly [name: string, content: unknown]> {
  yield [ROWS, columnsOf(findings)];
  for (const [part, some] of inParts(findings, FINDINGS_IN_PART).entries())
    yield [findingsPart(part), some.map(detailOf)];
  if (picture === undefined) return;
  yield [LINKS, picture.links];
  for (const [part, some] of inParts<PicturedRole>(picture.roles, ROLES_IN_PART).entries())
    yield [rolesPart(part), some];
}

function columnsOf(findings: readonly Finding[]): RowColumns {
  const column = <Field extends keyof Columns>(field: Field) => findings.map((finding) => finding[field]);
  return {
    id: column('id'),
    ruleId: column('ruleId'),
    severity: column('severity'),
    status: column('status'),
    confidence: column('confidence'),
    region: column('region'),
    resource: findings.map(({ resource }) => resource.arn),
    role: findings.map(({ role }) => role.arn),
    roleName: findings.map(({ role }) => role.name),
    because: findings.map(becauseOf),
    message: column('message'),
  };
}

function becauseOf({ because }: Finding): readonly string[] {
  return [...new Set(because.map(({ stateMachine, resource }) => stateMachine ?? resource ?? ''))];
}

function detailOf(finding: Finding): Detail {
  const { id, ruleId, severity, status, confidence, message, region, role, resource, ...rest } = finding;
  return { ...rest, resource: { type: resource.type } };
}

/** `zlib` of Node compresses to other bytes in another version. */
function packed(part: Part): string {
  const bytes = zlibSync(strToU8(JSON.stringify(fold(part))), { level: 6 });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function inParts<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const parts: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += most) parts.push(items.slice(at, at + most));
  return parts;
}
