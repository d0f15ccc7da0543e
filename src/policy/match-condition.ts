import { mapped } from '../model/mapped.ts';
import { parseAddress } from './address.ts';
import type { Condition } from './condition.ts';
import { ANY_IF_EXISTS, type Comparison, isBase64, type Test } from './condition-test.ts';
import { parseDecimal } from './decimal.ts';
import { matchesArnText, matchesText } from './match-text.ts';
import { parseMoment } from './moment.ts';
import type { Relation } from './operator.ts';
import { colonsIn, fillVariables, type PlainPart, parsePattern } from './pattern-parts.ts';
import { type PinnedValues, variableValue } from './pins.ts';

/** Whether something applies to a request, in three values. */
export type Match =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'maybe'; readonly why: string };

export const YES: Match = { kind: 'yes' };
export const NO: Match = { kind: 'no' };

type ValuesTest = Extract<Test, { kind: 'values' }>;

/**
 * Whether a condition holds; `at` is the path of its statement, for reasons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function matchCondition({ key, spelling, test }: Condition, keys: PinnedValues, at: string): Match {
  const values = keys.get(key) ?? [];
  const subject = `${at}: the condition on \`${spelling}\``;
  switch (test.kind) {
    case 'undecided':
      return { kind: 'maybe', why: test.why };
    case 'null':
      return test.values.includes(values.length === 0) ? YES : NO;
    case 'values':
      return test.quantifier === 'one'
        ? matchSingle(test, values, keys, subject)
        : matchSeveral(test, values, keys, subject);
  }
}

/** A list of several values is equal to no single one. */
function matchSingle(
  test: ValuesTest,
  values: readonly string[],
  keys: PinnedValues,
  subject: string,
): Match {
  const [value, ...more] = values;
  if (value === undefined) return test.ifExists || test.negated ? YES : NO;
  return more.length > 0 ? NO : matchValue(test, value, keys, subject);
}

/** Under a set operator an empty text is no value. */
function matchSeveral(
  test: ValuesTest,
  values: readonly string[],
  keys: PinnedValues,
  subject: string,
): Match {
  const matches = values
    .filter((value) => value !== '')
    .map((value) => matchValue(test, value, keys, subject));
  const all = test.quantifier === 'all';
  if (matches.length === 0) {
    if (all) return YES;
    return test.ifExists ? { kind: 'maybe', why: `${subject} ${ANY_IF_EXISTS}` } : NO;
  }
  return (
    matches.find(({ kind }) => kind === (all ? 'no' : 'yes')) ??
    matches.find(({ kind }) => kind === 'maybe') ??
    (all ? YES : NO)
  );
}

function matchValue(
  { negated, comparison }: ValuesTest,
  value: string,
  keys: PinnedValues,
  subject: string,
): Match {
  const match = matchComparison(comparison, value, keys);
  if (match.kind === 'maybe') return { kind: 'maybe', why: `${subject} ${match.why}` };
  return (match.kind === 'yes') === negated ? NO : YES;
}

/** Whether any value of the policy matches; what is not of the operator's type matches nothing. */
function matchComparison(comparison: Comparison, value: string, keys: PinnedValues): Match {
  switch (comparison.kind) {
    case 'string':
      return matchString(comparison, value, keys);
    case 'arn':
      return matchArn(comparison.values, value, keys);
    case 'bool':
      return yesIf(comparison.values.some((flag) => String(flag) === value.toLowerCase()));
    case 'number':
      return matchOrder(comparison, parseDecimal(value));
    case 'date':
      return matchOrder(comparison, parseMoment(value));
    case 'address': {
      const address = parseAddress(value);
      return yesIf(
        address !== undefined && comparison.values.some(({ from, to }) => address >= from && address <= to),
      );
    }
    case 'binary':
      return yesIf(isBase64(value) && comparison.values.includes(value));
  }
}

function yesIf(holds: boolean): Match {
  return holds ? YES : NO;
}

function matchOrder(
  { relation, values }: Extract<Comparison, { kind: 'number' | 'date' }>,
  value: bigint | undefined,
): Match {
  return yesIf(value !== undefined && values.some((other) => isRelated(value, relation, other)));
}

function isRelated(value: bigint, relation: Relation, other: bigint): boolean {
  switch (relation) {
    case 'equals':
      return value === other;
    case 'less':
      return value < other;
    case 'lessOrEqual':
      return value <= other;
    case 'greater':
      return value > other;
    case 'greaterOrEqual':
      return value >= other;
  }
}

function matchString(
  { match, ignoreCase, values }: Extract<Comparison, { kind: 'string' }>,
  value: string,
  keys: PinnedValues,
): Match {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  return anyPattern(values, match, keys, (parts) => {
    const folded = mapped(parts, (part) =>
      part.kind === 'text' ? { ...part, text: fold(part.text) } : part,
    );
    return yesIf(matchesText(folded, fold(value)));
  });
}

function matchArn(patterns: readonly string[], value: string, keys: PinnedValues): Match {
  return anyPattern(patterns, 'like', keys, (parts) =>
    colonsIn(parts) < 5
      ? { kind: 'maybe', why: 'has a pattern of fewer than six parts' }
      : yesIf(matchesArnText(parts, value)),
  );
}

/** A pattern with a variable that has no value matches nothing. */
function anyPattern(
  patterns: readonly string[],
  dialect: 'equals' | 'like',
  keys: PinnedValues,
  matches: (parts: readonly PlainPart[]) => Match,
): Match {
  let open: Match | undefined;
  for (const pattern of patterns) {
    const filled = fillVariables(parsePattern(pattern, dialect), (name) => textOfVariable(name, keys));
    if (filled.kind === 'open')
      open ??= { kind: 'maybe', why: `depends on the value of \`${filled.variable}\`` };
    if (filled.kind !== 'filled') continue;
    const match = matches(filled.parts);
    if (match.kind === 'yes') return YES;
    if (match.kind === 'maybe') open ??= match;
  }
  return open ?? NO;
}

/** A key that the request does not have has no text; one with several values has none that could be told. */
export function textOfVariable(name: string, keys: PinnedValues): string | null | undefined {
  return keys.has(name) ? variableValue(keys, name) : null;
}
