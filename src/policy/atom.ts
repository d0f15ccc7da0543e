import type { Condition, Test } from './condition.ts';
import { type Glob, globOf } from './glob.ts';
import type { Atom } from './key-values.ts';
import { fillVariables, parsePattern } from './pattern-parts.ts';
import { type PinnedValues, variableValue } from './pins.ts';

/** A condition for the algebra, or why it cannot be decided. */
export type CompiledCondition =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'open'; readonly why: string };

/**
 * Compiles one condition; variables take their values from `pins`. An absent key fails a positive test and passes
 * a negated one, one with `IfExists`, and `Null`.
 * `at` is the path of the statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(
  { key, spelling, test }: Condition,
  pins: PinnedValues,
  at: string,
): CompiledCondition {
  const atom = (rest: Pick<Atom, 'whenAbsent' | 'whenPresent'>): CompiledCondition => ({
    kind: 'atom',
    atom: { key, spelling, ...rest },
  });
  switch (test.kind) {
    case 'undecided':
      return { kind: 'open', why: test.why };
    case 'null':
      return atom({
        whenAbsent: test.values.includes(true),
        whenPresent: { kind: 'constant', holds: test.values.includes(false) },
      });
    case 'bool':
      return atom({
        whenAbsent: test.ifExists,
        whenPresent: { kind: 'text', globs: test.values.map(booleanGlob), negated: false, boolean: true },
      });
    case 'string': {
      const compiled = valueGlobs(test, pins);
      if (compiled.kind === 'open')
        return { kind: 'open', why: `${at}: the condition on \`${spelling}\` ${compiled.why}` };
      const { globs } = compiled;
      return atom({
        whenAbsent: test.negated || test.ifExists,
        whenPresent: { kind: 'text', globs, negated: test.negated, boolean: false },
      });
    }
  }
}

function booleanGlob(value: boolean): Glob {
  return globOf([{ kind: 'text', text: String(value) }], true);
}

/** A value whose variable is known to have no text matches nothing and falls away. */
function valueGlobs(
  test: Extract<Test, { kind: 'string' }>,
  pins: PinnedValues,
):
  | { readonly kind: 'globs'; readonly globs: readonly Glob[] }
  | { readonly kind: 'open'; readonly why: string } {
  const globs: Glob[] = [];
  for (const value of test.values) {
    const filled = fillVariables(parsePattern(value, test.match), (name) => variableValue(pins, name));
    if (filled.kind === 'open')
      return { kind: 'open', why: `depends on the value of \`${filled.variable}\`` };
    if (filled.kind === 'filled') globs.push(globOf(filled.parts, test.ignoreCase));
  }
  return { kind: 'globs', globs };
}
