import type { Condition, Test } from './condition.ts';
import { matchesResourceText, matchesText } from './match-text.ts';
import { type FilledPattern, fillVariables, parsePattern, parseWildcards } from './pattern-parts.ts';
import { type PinnedValues, variableValue } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';

/** Whether a statement applies to a request, in three values. */
export type Match =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'maybe'; readonly why: string };

const YES: Match = { kind: 'yes' };
const NO: Match = { kind: 'no' };

/** A statement applies where its actions, its resources and every condition do; `keys` are in lower case. */
export function matchStatement(statement: Statement, request: Request, keys: PinnedValues): Match {
  let answer: Match = statement.trouble === undefined ? YES : { kind: 'maybe', why: statement.trouble };
  for (const match of matchParts(statement, request, keys)) {
    if (match.kind === 'no') return NO;
    if (match.kind === 'maybe' && answer.kind === 'yes') answer = match;
  }
  return answer;
}

function* matchParts(statement: Statement, request: Request, keys: PinnedValues): Iterable<Match> {
  const at = `$.Statement[${statement.index}]`;
  yield matchAction(statement, request.action);
  yield matchResource(statement, request.resource, keys, at);
  for (const condition of statement.conditions) yield matchCondition(condition, keys, at);
}

function matchAction({ actions: { not, patterns } }: Statement, action: string): Match {
  const text = action.toLowerCase();
  const matches = (pattern: string): boolean =>
    /[*?]/.test(pattern)
      ? matchesText(parseWildcards(pattern.toLowerCase()), text)
      : pattern.toLowerCase() === text;
  return patterns.some(matches) !== not ? YES : NO;
}

/** A variable without a value matches no resource; whether NotResource then matches any is not documented. */
function matchResource(
  { resources: { not, patterns } }: Statement,
  resource: string,
  keys: PinnedValues,
  at: string,
): Match {
  let open: string | undefined;
  for (const pattern of patterns) {
    const resolved = filled(pattern, 'like', keys);
    if (resolved.kind === 'open' || (resolved.kind === 'matchesNothing' && not)) open ??= resolved.variable;
    else if (resolved.kind === 'filled' && matchesResourceText(resolved.parts, resource))
      return not ? NO : YES;
  }
  if (open !== undefined)
    return { kind: 'maybe', why: `${at}: the resources depend on the value of \`${open}\`` };
  return not ? YES : NO;
}

/** A key that the request does not have has no text; one with several values has none that could be told. */
function filled(pattern: string, dialect: 'equals' | 'like', keys: PinnedValues): FilledPattern {
  return fillVariables(parsePattern(pattern, dialect), (name) =>
    keys.has(name) ? variableValue(keys, name) : null,
  );
}

/**
 * A list of several values is equal to no single text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function matchCondition({ key, spelling, test }: Condition, keys: PinnedValues, at: string): Match {
  const [value, ...more] = keys.get(key) ?? [];
  if (test.kind === 'undecided') return { kind: 'maybe', why: test.why };
  if (test.kind === 'null') return test.values.includes(value === undefined) ? YES : NO;
  if (value === undefined) return matchAbsent(test);
  if (more.length > 0) return NO;
  if (test.kind === 'bool')
    return test.values.some((flag) => String(flag) === value.toLowerCase()) ? YES : NO;
  return matchString(test, value, keys, `${at}: the condition on \`${spelling}\``);
}

function matchAbsent(test: Extract<Test, { kind: 'string' | 'bool' }>): Match {
  return test.ifExists || (test.kind === 'string' && test.negated) ? YES : NO;
}

function matchString(
  test: Extract<Test, { kind: 'string' }>,
  value: string,
  keys: PinnedValues,
  subject: string,
): Match {
  const fold = (text: string): string => (test.ignoreCase ? text.toLowerCase() : text);
  let open: string | undefined;
  for (const pattern of test.values) {
    const resolved = filled(pattern, test.match, keys);
    if (resolved.kind === 'open') open ??= resolved.variable;
    if (resolved.kind !== 'filled') continue;
    const parts = resolved.parts.map((part) =>
      part.kind === 'text' ? { ...part, text: fold(part.text) } : part,
    );
    if (matchesText(parts, fold(value))) return test.negated ? NO : YES;
  }
  if (open !== undefined) return { kind: 'maybe', why: `${subject} depends on the value of \`${open}\`` };
  return test.negated ? YES : NO;
}
