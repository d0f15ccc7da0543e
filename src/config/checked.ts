import * as v from 'valibot';
import { printable } from '../findings/printable.ts';
import { isRecord, kindOf, pathStep } from '../model/json.ts';

/** A value from outside after its shape was checked, or all that is wrong with it. */
export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

const LONGEST_QUOTE = 80;

/** Names every field that is unknown or wrong by its JSON path, which starts with `at`; nothing is coerced. */
export function checkObject<Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  value: unknown,
  at: string,
): Checked<v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
  if (!isRecord(value))
    return { kind: 'invalid', problems: [`\`${at}\`: expected an object, found ${kindOf(value)}`] };
  const fields = Object.keys(schema.entries);
  const problems: string[] = [];
  for (const key of Object.keys(value)) {
    if (fields.includes(key)) continue;
    problems.push(`\`${pathOf(at, [key])}\` is not known here: expected one of ${fields.join(', ')}`);
  }
  const result = v.safeParse(schema, value);
  for (const issue of result.issues ?? []) problems.push(describeIssue(issue, at));
  return result.success && problems.length === 0
    ? { kind: 'valid', value: result.output }
    : { kind: 'invalid', problems };
}

function describeIssue(issue: v.BaseIssue<unknown>, at: string): string {
  const steps = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const path = pathOf(at, steps);
  if (issue.input === undefined) return `\`${path}\` is missing`;
  const wanted = `\`${path}\`: expected ${issue.message}`;
  if (typeof issue.input === 'string') return `${wanted}, found "${shown(issue.input)}"`;
  return issue.kind === 'schema' ? `${wanted}, found ${kindOf(issue.input)}` : wanted;
}

function pathOf(at: string, steps: readonly (string | number)[]): string {
  const path = steps.map(pathStep).join('');
  return shown(at === '' ? path.replace(/^\./, '') : at + path);
}

/** Text from outside, short and printable. */
export function shown(text: string): string {
  return printable(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}
