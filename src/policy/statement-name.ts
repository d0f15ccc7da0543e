import type { Condition } from './condition.ts';
import type { Statement } from './statement.ts';

/**
 * One text for all statements that say the same in other words: order, repetition and the case of actions and keys
 * do not count. Undefined where a part was not understood: such a statement says too little to be told from others.
 */
export function statementName(statement: Statement): string | undefined {
  const { effect, actions, resources, conditions, trouble } = statement;
  if (trouble !== undefined || conditions.some(({ test }) => test.kind === 'undecided')) return undefined;
  return JSON.stringify([
    effect,
    actions.not,
    distinct(actions.globs.map(({ tokens, literal }) => literal ?? tokens.join())),
    resources.not,
    distinct(resources.patterns),
    distinct(conditions.map(conditionName)),
  ]);
}

/** The same for conditions. */
export function conditionName({ key, test }: Condition): string {
  if (test.kind === 'undecided') return test.why;
  if (test.kind === 'null') return JSON.stringify([key, distinct(test.values.map(String))]);
  const { comparison, ...rest } = test;
  return JSON.stringify([key, rest, { ...comparison, values: distinct(comparison.values.map(spelled)) }]);
}

function spelled(value: string | boolean | bigint | { readonly from: bigint; readonly to: bigint }): string {
  return typeof value === 'object' ? `${value.from}-${value.to}` : String(value);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
