import type { BecauseLine, ChangedBy, Confidence, Finding, Status } from '../findings/finding.ts';
import { printable, printableJson } from '../findings/printable.ts';
import { SUPPRESSION_TYPE } from '../findings/suppression.ts';
import type { Canvas } from './format.ts';
import { indented, paint, severityLabel, wrap } from './layout.ts';
import { mergePolicies } from './merge-policies.ts';

const MARGIN = '  ';
const DEEP = `${MARGIN}          `;

/**
 * All about one role: what fails or is too wide, the request that proves it, and what to do. `isCompared`: an earlier run is
 * known, so that it means something that a finding is new.
 */
export function roleStory(
  findings: readonly [Finding, ...Finding[]],
  canvas: Canvas,
  isCompared = false,
): string {
  const told = findings.map((finding) => findingText(finding, canvas, isCompared));
  return [titleOf(findings[0], canvas), ...told, ...remedies(findings, canvas)].join('\n\n');
}

/** Entries of the file of suppressions belong together, and to no role. */
function titleOf({ role, resource }: Finding, canvas: Canvas): string {
  if (resource.type === SUPPRESSION_TYPE) return paint(canvas, 'bold', 'Suppressions');
  return `${paint(canvas, 'bold', printable(role.name))}  ${paint(canvas, 'gray', printable(role.arn))}`;
}

function findingText(finding: Finding, canvas: Canvas, isCompared: boolean): string {
  const { severity, ruleId, message, confidence, witness, because, change } = finding;
  const remarks = remarksOn(confidence, finding.status, isCompared);
  const lines = [
    `${MARGIN}${severityLabel(canvas, severity)}  ${paint(canvas, 'bold', ruleId)}${remarks}`,
    wrap(message, DEEP, canvas),
    ...(change === undefined ? [] : [`${DEEP}${whoChanged(change)}`]),
  ];
  if (severity === 'info') return lines.join('\n');
  if (witness !== undefined) {
    lines.push(
      `${DEEP}witness  ${printable(witness.action)}`,
      `${DEEP}         ${printable(witness.resource)}`,
    );
    for (const [key, values] of Object.entries(witness.context))
      lines.push(`${DEEP}         ${printable(key)} = ${values.map(printable).join(', ')}`);
  }
  if (because.length > 0) lines.push(...whoAsks(because));
  return lines.join('\n');
}

/** `changed by arn:aws:iam::111122223333:user/ada (PutRolePolicy, 2026-11-28T10:15:00Z)`. */
function whoChanged({ by, event, at }: ChangedBy): string {
  return `changed by ${printable(by)} (${printable(event)}, ${printable(at)})`;
}

function remarksOn(confidence: Confidence, status: Status, isCompared: boolean): string {
  const isNews = status !== 'active' && (status !== 'new' || isCompared);
  const remarks = [...(confidence === 'potential' ? [confidence] : []), ...(isNews ? [status] : [])];
  return remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
}

/** The states and resources behind a finding; more than a handful are counted. */
function whoAsks(because: readonly BecauseLine[]): readonly string[] {
  const places = new Set(because.map(placeOf));
  const [first = '', ...rest] = [...places].slice(0, 4);
  const more = places.size > 4 ? [`${DEEP}         and ${places.size - 4} more`] : [];
  return [`${DEEP}for      ${first}`, ...rest.map((place) => `${DEEP}         ${place}`), ...more];
}

function placeOf({ stateMachine, resource, state, field, integration, pattern }: BecauseLine): string {
  const waits = pattern === undefined || pattern === 'request-response' ? '' : pattern;
  const what = `(${integration}${waits}${field === undefined ? '' : `, ${printable(field)}`})`;
  const model = resource === undefined ? '' : printable(afterColons(resource, 5));
  if (stateMachine === undefined) return `${model} ${what}`;
  const by = resource === undefined ? '' : ` by ${model}`;
  return `${printable(afterColons(stateMachine, 6))} ${printable(state)}${by} ${what}`;
}

/** The end of an ARN that tells what it is: of a state machine its name, of others type and name. */
function afterColons(arn: string, colons: number): string {
  return arn.split(':').slice(colons).join(':');
}

/** Remedies that are told in the same words are one: their policies are merged. */
function remedies(findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const byText = new Map<string, Finding['remedy'][]>();
  for (const { remedy, severity } of findings) {
    if (severity !== 'info') byText.set(remedy.text, [...(byText.get(remedy.text) ?? []), remedy]);
  }
  return [...byText].map(([text, same]) => {
    const policies = same.flatMap(({ policy }) => policy ?? []);
    const heading = wrap(`→ ${text}${policies.length > 0 ? ':' : ''}`, MARGIN, canvas);
    if (policies.length === 0) return heading;
    return `${heading}\n${indented(printableJson(mergePolicies(policies)), `${MARGIN}  `)}`;
  });
}
