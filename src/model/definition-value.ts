import { formatPrefix, jsonataPrefix, type Text } from './definition-text.ts';
import { isRecord, own } from './json.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** The request of a task as its definition writes it. */
export interface RequestTemplate {
  readonly queryLanguage: QueryLanguage;
  /** `Parameters` (JSONPath) or `Arguments` (JSONata); `undefined` where the state has none and sends its input. */
  readonly parameters: unknown;
}

/**
 * What a definition tells about one parameter. A `literal` that is an object or array may hold expressions of its
 * own. `dynamic`: only a run decides; `present` is false where it even decides whether the parameter is there.
 */
export type ParameterValue =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'dynamic'; readonly present: boolean }
  | { readonly kind: 'absent' };

const ABSENT: ParameterValue = { kind: 'absent' };
const DECIDED_BY_RUN: ParameterValue = { kind: 'dynamic', present: true };
const PERHAPS_PRESENT: ParameterValue = { kind: 'dynamic', present: false };

/**
 * The value at a dotted path: `RoleArn`, `TrainingJobDefinition.RoleArn`. `Name[]` walks a list and gives one
 * value for each entry; a path without list gives exactly one.
 */
export function valuesAt(template: RequestTemplate, path: string): readonly ParameterValue[] {
  if (template.parameters === undefined) return [PERHAPS_PRESENT];
  return descend(template.parameters, stepsOf(path), template.queryLanguage);
}

/** One step of a path, as it is looked up. */
interface Step {
  readonly key: string;
  /** The key of a field whose value is a path. */
  readonly pathKey: string;
  readonly isList: boolean;
  readonly next: Step | undefined;
}

/** The fields of APIs are asked again and again; an account may bring paths of its own. */
const STEPS = new Map<string, Step>();
const MOST_PATHS = 10_000;

function stepsOf(path: string): Step | undefined {
  const known = STEPS.get(path);
  if (known !== undefined) return known;
  let first: Step | undefined;
  for (const step of path.split('.').reverse()) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    first = { key, pathKey: `${key}.$`, isList, next: first };
  }
  if (STEPS.size >= MOST_PATHS) STEPS.clear();
  if (first !== undefined) STEPS.set(path, first);
  return first;
}

function descend(node: unknown, step: Step | undefined, language: QueryLanguage): readonly ParameterValue[] {
  if (step === undefined) return [leaf(node, language)];
  if (language === 'JSONata' && isExpression(node)) return [PERHAPS_PRESENT];
  if (!isRecord(node)) return [ABSENT];
  const { key, pathKey, isList, next } = step;
  const path = language === 'JSONPath' ? own(node, pathKey) : undefined;
  if (path !== undefined) return [next !== undefined || isList ? PERHAPS_PRESENT : pathValue(path)];
  const child = own(node, key);
  if (child === undefined) return [ABSENT];
  if (!isList) return descend(child, next, language);
  if (Array.isArray(child)) return child.flatMap((entry) => descend(entry, next, language));
  return [language === 'JSONata' && isExpression(child) ? PERHAPS_PRESENT : ABSENT];
}

/** The value of a key that ends in `.$`: a path into the input or the context, or an intrinsic function. */
function pathValue(expression: unknown): ParameterValue {
  const text = typeof expression === 'string' ? formatPrefix(expression) : undefined;
  return text === undefined ? DECIDED_BY_RUN : fromText(text);
}

function leaf(value: unknown, language: QueryLanguage): ParameterValue {
  if (typeof value !== 'string') return { kind: 'literal', value };
  if (language === 'JSONPath' || !isExpression(value)) return fromText({ text: value, complete: true });
  const text = jsonataPrefix(value.slice(2, -2));
  return text === undefined ? DECIDED_BY_RUN : fromText(text);
}

function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}

/** `${Name}` in a definition that is not deployed yet stands for text that nobody knows. */
function fromText({ text, complete }: Text): ParameterValue {
  const placeholder = text.indexOf('${');
  if (placeholder < 0 && complete) return { kind: 'literal', value: text };
  const prefix = placeholder < 0 ? text : text.slice(0, placeholder);
  return prefix === '' ? DECIDED_BY_RUN : { kind: 'prefix', prefix };
}
