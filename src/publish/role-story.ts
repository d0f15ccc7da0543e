import type { ChangedBy, Finding } from '../findings/finding.ts';
import { groupBy } from '../findings/group-by.ts';
import { printable } from '../findings/printable.ts';
import { SUPPRESSION_TYPE } from '../findings/suppression.ts';
import { compactJson } from './compact-json.ts';
import type { Canvas } from './format.ts';
import { few, paint, severityLabel, wrap } from './layout.ts';
import { mergePolicies } from './merge-policies.ts';
import { placesOf } from './places.ts';

const MARGIN = '  ';
/** `witness  ` and the other labels. */
const LABEL = 9;
const MOST_PLACES = 4;
const MOST_ALIKE = 4;
const MOST_IDS = 3;

/** What a story goes by beside its findings. */
export interface Telling extends Canvas {
  /** True where an earlier run is known, so that it means something that a finding is new. */
  readonly isCompared: boolean;
  /** So many characters of an id tell which finding it is. */
  readonly idLength: number;
}

type Findings = readonly [Finding, ...Finding[]];

/** All about one role: what fails or is too wide, the request that proves it, who needs it, and what to do. */
export function roleStory(findings: Findings, telling: Telling): string {
  const told = [...groupBy(findings, alike).values()].map((same) => findingText(same, telling));
  return [titleOf(findings[0], telling), ...told, ...remedies(findings, telling)].join('\n\n');
}

/** What findings agree in that are told together: only who needs it, and the resource of the request, may differ. */
function alike(finding: Finding): readonly unknown[] {
  const { ruleId, severity, confidence, status, witness, remedy, statement, change } = finding;
  return [ruleId, severity, confidence, status, witness?.action, remedy.text, statement, change];
}

/** Entries of the file of suppressions belong together, and to no role. */
function titleOf({ role, resource }: Finding, canvas: Canvas): string {
  if (resource.type === SUPPRESSION_TYPE) return paint(canvas, 'bold', 'Suppressions');
  const name = paint(canvas, 'bold', printable(role.name));
  return wrap(`${name}  ${paint(canvas, 'gray', printable(role.arn))}`, MARGIN, canvas, '');
}

function findingText([finding, ...others]: Findings, telling: Telling): string {
  const { severity, message, because, change } = finding;
  const deep = deepIn(telling);
  return [
    headingOf(finding, telling),
    wrap(message, deep, telling),
    ...(change === undefined ? [] : [wrap(whoChanged(change), `${deep}  `, telling, deep)]),
    ...(severity === 'info' ? [] : labelled('witness', witnessLines(finding), telling)),
    ...(severity === 'info' ? [] : labelled('for', whoAsks(because), telling)),
    ...labelled('likewise', likewise(finding, others, telling), telling),
  ].join('\n');
}

function headingOf(finding: Finding, telling: Telling): string {
  const { severity, ruleId } = finding;
  const rule = `${paint(telling, 'bold', ruleId)}${remarksOn(finding, telling)}`;
  const id = paint(telling, 'gray', shortId(finding, telling));
  return wrap(`${severityLabel(telling, severity)}  ${rule}  ${id}`, deepIn(telling), telling, MARGIN);
}

function shortId({ id }: Finding, { idLength }: Telling): string {
  return printable(id.slice(0, idLength));
}

/** Under the name of the rule; on a narrow terminal there is no room for that. */
function deepIn({ width }: Canvas): string {
  return ' '.repeat(width < 72 ? 4 : 12);
}

/** Lines of which the first stands behind a label; none where there is nothing to tell. */
function labelled(label: string, lines: readonly string[], canvas: Canvas): readonly string[] {
  const deep = deepIn(canvas);
  const rest = `${deep}${' '.repeat(LABEL)}`;
  return lines.map((line, index) =>
    wrap(line, `${rest}  `, canvas, index === 0 ? `${deep}${label.padEnd(LABEL)}` : rest),
  );
}

function witnessLines({ witness }: Finding): readonly string[] {
  if (witness === undefined) return [];
  const context = Object.entries(witness.context).map(
    ([key, values]) => `${printable(key)} = ${values.map(printable).join(', ')}`,
  );
  return [printable(witness.action), printable(witness.resource), ...context];
}

/** `changed by arn:aws:iam::111122223333:user/ada (PutRolePolicy, 2026-11-28T10:15:00Z)`. */
function whoChanged({ by, event, at }: ChangedBy): string {
  return `changed by ${printable(by)} (${printable(event)}, ${printable(at)})`;
}

function remarksOn({ confidence, status }: Finding, { isCompared }: Telling): string {
  const isNews = status !== 'active' && (status !== 'new' || isCompared);
  const remarks = [...(confidence === 'potential' ? [confidence] : []), ...(isNews ? [status] : [])];
  return remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
}

/** The states and resources behind a finding; more than a handful are counted. */
function whoAsks(because: Finding['because']): readonly string[] {
  const places = placesOf(because);
  const more = places.slice(MOST_PLACES).reduce((sum, { count }) => sum + count, 0);
  return [
    ...places.slice(0, MOST_PLACES).map(({ text }) => text),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ];
}

/** Findings that differ from the first one in who needs it alone, a line for each. */
function likewise(first: Finding, others: readonly Finding[], telling: Telling): readonly string[] {
  const more = others.length - MOST_ALIKE;
  const lines = others.slice(0, MOST_ALIKE).map((other) => {
    const [place] = placesOf(other.because);
    const { witness } = other;
    const isOther = witness !== undefined && witness.resource !== first.witness?.resource;
    return [
      shortId(other, telling),
      place?.text ?? printable(other.resource.arn),
      ...(isOther ? [`on ${printable(witness.resource)}`] : []),
    ].join(' ');
  });
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/**
 * Remedies that are told in the same words are one: their policies are merged. Where a role has several, each says which
 * findings it is for.
 */
function remedies(findings: readonly Finding[], telling: Telling): readonly string[] {
  const groups = [
    ...groupBy(
      findings.filter(({ severity }) => severity !== 'info'),
      ({ remedy }) => [remedy.text],
    ).values(),
  ];
  return groups.map((same) => {
    const policies = same.flatMap(({ remedy }) => remedy.policy ?? []);
    const ids = few(
      same.map((finding) => shortId(finding, telling)),
      MOST_IDS,
    );
    const whose = groups.length > 1 ? ` (${ids})` : '';
    const text = `${same[0].remedy.text}${whose}${policies.length > 0 ? ':' : ''}`;
    const heading = wrap(text, `${MARGIN}  `, telling, `${MARGIN}→ `);
    if (policies.length === 0) return heading;
    return `${heading}\n${compactJson(mergePolicies(policies), `${MARGIN}  `, telling.width)}`;
  });
}
