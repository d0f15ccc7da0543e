import type { Finding } from '../findings/finding.ts';
import type { PicturedRole, PictureLink } from '../findings/picture.ts';
import { parseArn } from '../model/arn.ts';
import { type Folded, unfold } from '../publish/html/folded.ts';
import {
  type Detail,
  findingsPart,
  HEAD,
  type Head,
  LINKS,
  type Part,
  ROWS,
  type RowColumns,
  rolesPart,
} from '../publish/html/parts.ts';
import type { PageData, Row } from './data.ts';

/** The file is not the one that was written. The message is for the reader of the page. */
export class ReportFileError extends Error {
  override readonly name = 'ReportFileError';
}

/** The document, as far as it holds data. */
export interface DataElements {
  readonly getElementById: (id: string) => { readonly textContent: string | null } | null;
}

/** Parts that are kept unpacked. */
const MOST_KEPT = 8;

/** The report that the document carries. Throws ReportFileError where its head cannot be read. */
export function loadData(document: DataElements): PageData {
  const head = headIn(document);
  const { runId } = head.report;
  const read = (name: string): Promise<unknown> => contentOf(textOf(document, name), { name, runId });
  const rows = once(async () => rowsOf((await read(ROWS)) as RowColumns));
  const links = once(async () => (await read(LINKS)) as readonly PictureLink[]);
  const details = remembering((part) => read(findingsPart(part)));
  const roles = remembering((part) => read(rolesPart(part)));
  return {
    head: head.report,
    rows,
    links: head.hasPicture ? links : async () => [],
    finding: async (at) => {
      if (!Number.isInteger(at) || at < 0 || at >= head.findings)
        throw new RangeError(`there is no finding ${at}`);
      const [listed, some] = await Promise.all([rows(), details(Math.floor(at / head.findingsInPart))]);
      const row = listed[at];
      const detail = (some as readonly Detail[])[at % head.findingsInPart];
      if (row === undefined || detail === undefined) throw new ReportFileError(broken(ROWS));
      return findingOf(row, detail);
    },
    role: async (arn) => {
      const part = head.firstRoles.findLastIndex((first) => first <= arn);
      if (part === -1) return undefined;
      return ((await roles(part)) as readonly PicturedRole[]).find((role) => role.arn === arn);
    },
  };
}

function headIn(document: DataElements): Head {
  try {
    return JSON.parse(textOf(document, HEAD)) as Head;
  } catch (cause) {
    throw new ReportFileError(broken(HEAD), { cause });
  }
}

function textOf(document: DataElements, name: string): string {
  return document.getElementById(name)?.textContent ?? '';
}

function broken(name: string): string {
  return `This file is damaged: its part “${name}” is cut off or was changed. Write the report once more, or copy the whole file`;
}

async function contentOf(packed: string, { name, runId }: Omit<Part, 'content'>): Promise<unknown> {
  try {
    const part = unfold(JSON.parse(await inflated(packed)) as Folded) as Part;
    if (part.name !== name || part.runId !== runId) throw new TypeError(`the part is ${part.name}`);
    return part.content;
  } catch (cause) {
    throw new ReportFileError(broken(name), { cause });
  }
}

/** The checksum at the end tells what was cut off or changed. */
async function inflated(base64: string): Promise<string> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
}

function rowsOf(columns: RowColumns): readonly Row[] {
  const { id, ruleId, severity, status, confidence, message, region } = columns;
  const { resource, role, roleName, because } = columns;
  const names = new Map<string, string>();
  const nameIn = (arn: string): string => {
    const name = names.get(arn) ?? nameOf(arn);
    names.set(arn, name);
    return name;
  };
  return id.map((own, at) => ({
    at,
    id: own,
    ruleId: cell(ruleId, at),
    severity: cell(severity, at),
    status: cell(status, at),
    confidence: cell(confidence, at),
    message: cell(message, at),
    region: cell(region, at),
    resource: cell(resource, at),
    role: cell(role, at),
    roleName: cell(roleName, at),
    because: cell(because, at).map(nameIn),
  }));
}

function cell<Value>(column: readonly Value[], at: number): Value {
  const value = column[at];
  if (value === undefined) throw new ReportFileError(broken(ROWS));
  return value;
}

/** The last part of an ARN: the name of a state machine, with its version, or of a resource. */
function nameOf(arn: string): string {
  const { resource = arn } = parseArn(arn) ?? {};
  return resource.slice(resource.search(/[:/]/) + 1);
}

function findingOf(row: Row, { resource, ...rest }: Detail): Finding {
  const { id, ruleId, severity, status, confidence, message, region } = row;
  return {
    id,
    ruleId,
    severity,
    status,
    confidence,
    message,
    region,
    resource: { arn: row.resource, type: resource.type },
    role: { arn: row.role, name: row.roleName },
    ...rest,
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Keeps what was asked for last. */
function remembering<Value>(make: (part: number) => Promise<Value>): (part: number) => Promise<Value> {
  const kept = new Map<number, Promise<Value>>();
  return (part) => {
    const value = kept.get(part) ?? make(part);
    kept.delete(part);
    kept.set(part, value);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
