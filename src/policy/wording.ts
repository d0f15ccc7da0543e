import { mapped } from '../model/mapped.ts';
import { type ArnGlob, arnGlobOf, coversArn } from './arn-set.ts';
import type { Test } from './condition-test.ts';
import { kept, memory } from './kept.ts';
import { colonsIn, type PlainPart, parsePattern } from './pattern-parts.ts';
import type { Statement } from './statement.ts';
import { hasForm } from './variables.ts';

interface WordedArn {
  readonly pattern: string;
  readonly hasVariable: boolean;
  /** Each variable stands as a text of its own; undefined where its value might move the segments of the ARN. */
  readonly arn: ArnGlob | undefined;
}

/** False where a part was not understood: such a statement says too little to be compared with others. */
export function isUnderstood({ conditions, trouble }: Statement): boolean {
  return trouble === undefined && conditions.every(({ test }) => test.kind !== 'undecided');
}

/** True where both say the same in other words, whatever their variables mean: order, repetition and case do not count. */
export function sayTheSame(one: Statement, other: Statement): boolean {
  return one === other || nameOf(one) === nameOf(other);
}

/** One text for all statements that say the same. */
export function nameOf(statement: Statement): string {
  return kept(STATEMENT_NAMES, statement, newNameOf);
}

const STATEMENT_NAMES = memory<Statement, string>();

function newNameOf(statement: Statement): string {
  const { effect, actions, resources } = statement;
  return JSON.stringify([
    effect,
    actions.not,
    distinct(actions.patterns.map((pattern) => pattern.toLowerCase())),
    resources.not,
    distinct(resources.patterns),
    distinct([...conditionsIn(statement)]),
  ]);
}

/** The conditions of an understood statement, one text for all that say the same. */
export function conditionsIn(statement: Statement): ReadonlySet<string> {
  return kept(CONDITIONS, statement, newConditionsIn);
}

const CONDITIONS = memory<Statement, ReadonlySet<string>>();

function newConditionsIn({ conditions }: Statement): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { key, test } of conditions) if (test.kind !== 'undecided') names.add(conditionName(key, test));
  return names;
}

/** The resource patterns of a statement. */
export function wordedArnsIn(statement: Statement): readonly WordedArn[] {
  return kept(ARNS, statement, ({ resources }) => resources.patterns.map(wordedArn));
}

const ARNS = memory<Statement, readonly WordedArn[]>();

type DecidedTest = Exclude<Test, { kind: 'undecided' }>;

/**
 * One text for all conditions that say the same.
 * INVARIANT: a test is always asked about with the key of its condition.
 */
export function conditionName(key: string, test: DecidedTest): string {
  return kept(NAMES, test, () => newName(key, test));
}

/** A condition is compiled for several sets of pins. */
const NAMES = memory<DecidedTest, string>();

function newName(key: string, test: DecidedTest): string {
  if (test.kind === 'null') return JSON.stringify([key, distinct(test.values.map(String))]);
  const { comparison, ...rest } = test;
  return JSON.stringify([key, rest, { ...comparison, values: distinct(mapped(comparison.values, spelled)) }]);
}

/** True only if `wider` takes every resource that the other takes, whatever their variables mean. */
export function isWiderArn(wider: WordedArn, { pattern, hasVariable, arn }: WordedArn): boolean {
  if (wider.pattern === pattern) return true;
  if (wider.arn === undefined || arn === undefined) return false;
  return (!hasVariable || wider.arn.every(({ starOnly }) => starOnly)) && coversArn(wider.arn, arn);
}

function wordedArn(pattern: string): WordedArn {
  const plain: PlainPart[] = [];
  let hasVariable = false;
  let mayMove = false;
  for (const part of parsePattern(pattern, 'like')) {
    if (part.kind === 'malformed') mayMove = true;
    else if (part.kind === 'variable') {
      hasVariable = true;
      mayMove ||= colonsIn(plain) < 5 && !hasForm(part.name);
      plain.push({ kind: 'text', text: `\${${part.name},${part.fallback ?? ''}}` });
    } else plain.push(part);
  }
  return { pattern, hasVariable, arn: mayMove ? undefined : arnGlobOf(plain) };
}

function spelled(value: string | boolean | bigint | { readonly from: bigint; readonly to: bigint }): string {
  return typeof value === 'object' ? `${value.from}-${value.to}` : String(value);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
