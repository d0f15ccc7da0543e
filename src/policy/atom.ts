import { mapped } from '../model/mapped.ts';
import { arnGlobOf } from './arn-set.ts';
import type { Condition } from './condition.ts';
import { ANY_IF_EXISTS, type Comparison, type Test } from './condition-test.ts';
import { LAST_NUMBER } from './decimal.ts';
import { type Glob, globOf } from './glob.ts';
import { memory } from './kept.ts';
import type { Atom } from './key-values.ts';
import type { Relation } from './operator.ts';
import {
  colonsIn,
  fillVariables,
  type PlainPart,
  parsePattern,
  type VariableValue,
} from './pattern-parts.ts';
import { type Range, rangesOf } from './ranges.ts';
import type { ValueTest } from './value-test.ts';
import { conditionName } from './wording.ts';

/** A condition for the algebra, or why it cannot be decided. */
export type CompiledCondition =
  | { readonly kind: 'atom'; readonly atom: Atom }
  /** `opaque`: holds or not, as nobody can tell, but wherever it stands it answers the same. */
  | { readonly kind: 'open'; readonly why: string; readonly opaque?: Atom };

/**
 * Compiles one condition; variables take their values from `textOf`. An absent key fails a positive test and
 * `ForAnyValue`; it passes a negated one, `ForAllValues`, one with `IfExists`, and `Null`.
 * `at` is the path of the statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(condition: Condition, textOf: VariableValue, at: string): CompiledCondition {
  const known = SETTLED.get(condition);
  if (known !== undefined) return known;
  let isSettled = true;
  const asked: VariableValue = (variable) => {
    isSettled = false;
    return textOf(variable);
  };
  const compiled = compileAnew(condition, asked, at);
  if (isSettled) SETTLED.set(condition, compiled);
  return compiled;
}

/** Conditions without variables: they come to the same whatever is pinned. */
const SETTLED = memory<Condition, CompiledCondition>();

function compileAnew(
  { key, spelling, test }: Condition,
  textOf: VariableValue,
  at: string,
): CompiledCondition {
  if (test.kind === 'undecided') return { kind: 'open', why: test.why };
  const named = { key, spelling, name: conditionName(key, test) };
  if (test.kind === 'null') {
    const whenPresent = { kind: 'constant', holds: test.values.includes(false) } as const;
    return { kind: 'atom', atom: { whenAbsent: test.values.includes(true), whenPresent, ...named } };
  }
  const { quantifier, negated, ifExists } = test;
  const subject = `${at}: the condition on \`${spelling}\``;
  const compiled = compileComparison(test.comparison, negated, textOf);
  if (compiled.kind === 'open') {
    const opaque: Atom = { whenAbsent: true, whenPresent: { kind: 'opaque' }, ...named };
    return { kind: 'open', why: `${subject} ${compiled.why}`, opaque };
  }
  const atom: Atom = {
    whenAbsent: holdsWhenAbsent(test),
    whenPresent: { kind: 'values', quantifier, test: compiled },
    ...named,
  };
  return quantifier === 'any' && ifExists
    ? { kind: 'atom', atom: { absentDoubt: `${subject} ${ANY_IF_EXISTS}`, ...atom } }
    : { kind: 'atom', atom };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function holdsWhenAbsent({ quantifier, negated, ifExists }: Extract<Test, { kind: 'values' }>): boolean {
  return ifExists || quantifier === 'all' || (quantifier === 'one' && negated);
}

type Open = { readonly kind: 'open'; readonly why: string };

function compileComparison(
  comparison: Comparison,
  negated: boolean,
  textOf: VariableValue,
): ValueTest | Open {
  switch (comparison.kind) {
    case 'bool':
      return { kind: 'text', negated, boolean: true, globs: comparison.values.map(booleanGlob) };
    case 'string':
      return compileString(comparison, negated, textOf);
    case 'arn':
      return compileArn(comparison.values, negated, textOf);
    case 'number':
    case 'date': {
      const ranges = rangesOf(comparison.values.map((value) => related(comparison.relation, value)));
      return { kind: comparison.kind, negated, ranges };
    }
    case 'address':
      return { kind: 'address', negated, ranges: rangesOf(comparison.values) };
    case 'binary':
      return { kind: 'binary', negated, texts: comparison.values };
  }
}

function booleanGlob(value: boolean): Glob {
  return globOf([{ kind: 'text', text: String(value) }], true);
}

/** The values that are so related to `value`; no scale goes beyond the numbers. */
function related(relation: Relation, value: bigint): Range {
  const [first, last] = [-LAST_NUMBER, LAST_NUMBER];
  switch (relation) {
    case 'equals':
      return { from: value, to: value };
    case 'less':
      return { from: first, to: value - 1n };
    case 'lessOrEqual':
      return { from: first, to: value };
    case 'greater':
      return { from: value + 1n, to: last };
    case 'greaterOrEqual':
      return { from: value, to: last };
  }
}

function compileString(
  { values, match, ignoreCase }: Extract<Comparison, { kind: 'string' }>,
  negated: boolean,
  textOf: VariableValue,
): ValueTest | Open {
  const filled = fillAll(values, match, textOf);
  if (filled.kind === 'open') return filled;
  const globs = mapped(filled.patterns, (parts) => globOf(parts, ignoreCase));
  return { kind: 'text', negated, boolean: false, globs };
}

function compileArn(values: readonly string[], negated: boolean, textOf: VariableValue): ValueTest | Open {
  const filled = fillAll(values, 'like', textOf);
  if (filled.kind === 'open') return filled;
  if (filled.patterns.some((parts) => colonsIn(parts) < 5))
    return { kind: 'open', why: 'has a pattern of fewer than six parts' };
  return { kind: 'arn', negated, arns: filled.patterns.map(arnGlobOf) };
}

/** A pattern whose variable is known to have no text matches nothing and falls away. */
function fillAll(
  patterns: readonly string[],
  dialect: 'equals' | 'like',
  textOf: VariableValue,
): { readonly kind: 'filled'; readonly patterns: readonly (readonly PlainPart[])[] } | Open {
  const plain: (readonly PlainPart[])[] = [];
  for (const pattern of patterns) {
    const filled = fillVariables(parsePattern(pattern, dialect), textOf);
    if (filled.kind === 'open')
      return { kind: 'open', why: `depends on the value of \`${filled.variable}\`` };
    if (filled.kind === 'filled') plain.push(filled.parts);
  }
  return { kind: 'filled', patterns: plain };
}
