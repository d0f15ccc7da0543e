import { compileCondition } from '../../src/policy/atom.ts';
import { parseConditions } from '../../src/policy/condition.ts';
import type { Atom } from '../../src/policy/key-values.ts';
import type { ValueTest } from '../../src/policy/value-test.ts';

/** Values by operator, such as `{"StringLike": "a*"}`. */
export type Block = Readonly<Record<string, unknown>>;

/** The atoms of a block of conditions on the key `k`, none of them in doubt. */
export function atomsOf(block: Block): readonly Atom[] {
  const fail = (what: unknown): never => {
    throw new Error(`A case has a mistake: ${JSON.stringify(what)}`);
  };
  const onKey = Object.fromEntries(
    Object.entries(block).map(([operator, values]) => [operator, { k: values }]),
  );
  const conditions = parseConditions(onKey, '$', { version: '2012-10-17', report: fail }, fail);
  return conditions.map((condition) => {
    const compiled = compileCondition(condition, () => undefined, '$');
    return compiled.kind === 'atom' ? compiled.atom : fail(compiled.why);
  });
}

/** What the block asks of one value. */
export function valueTestsOf(block: Block): readonly ValueTest[] {
  return atomsOf(block).flatMap(({ whenPresent }) =>
    whenPresent.kind === 'values' ? [whenPresent.test] : [],
  );
}
