import { compileCondition } from './atom.ts';
import type { Box } from './box.ts';
import { type Atom, atomHolds } from './key-values.ts';
import type { PinnedValues } from './pins.ts';
import { resourceSetOf } from './resource-patterns.ts';
import type { Statement } from './statement.ts';
import { statementName } from './statement-name.ts';

/** A statement as a box. */
export interface CompiledStatement {
  /** The widest reading; undefined: matches nothing whatever the reading. */
  readonly box: Box | undefined;
  /** Why the statement may match less than the box says. */
  readonly doubt?: string;
  /** What it matches for certain, where that is known of a statement in doubt. */
  readonly core?: Box;
}

/** Compiles a statement; what depends on something unknown is left out, which widens the box, and is a doubt. */
export function compileStatement(statement: Statement, pins: PinnedValues): CompiledStatement {
  const doubts: string[] = statement.trouble === undefined ? [] : [statement.trouble];
  const resources = resourceSetOf(statement.resources, pins, (why) =>
    doubts.push(`$.Statement[${statement.index}]: ${why}`),
  );
  const atoms = compileConditions(statement, pins, doubts);
  if (atoms === undefined) return { box: undefined };
  const name = statementName(statement);
  const unnamed = { actions: statement.actions, resources, atoms };
  const box = name === undefined ? unnamed : { ...unnamed, name };
  const [doubt] = doubts;
  if (doubt !== undefined) return { box, doubt };
  const absentDoubt = atoms.find((atom) => atom.absentDoubt !== undefined)?.absentDoubt;
  if (absentDoubt === undefined) return { box };
  return { box, doubt: absentDoubt, core: { ...unnamed, atoms: atoms.map(withoutDoubt) } };
}

function withoutDoubt(atom: Atom): Atom {
  return atom.absentDoubt === undefined
    ? atom
    : { ...atom, name: `${atom.name} if present`, whenAbsent: false };
}

/** Undefined where a condition fails for certain. */
function compileConditions(
  { index, conditions }: Statement,
  pins: PinnedValues,
  doubts: string[],
): readonly Atom[] | undefined {
  const atoms: Atom[] = [];
  let isImpossible = false;
  for (const condition of conditions) {
    const compiled = compileCondition(condition, pins, `$.Statement[${index}]`);
    const pinned = pins.get(condition.key);
    if (compiled.kind === 'open') doubts.push(compiled.why);
    else if (pinned === undefined) atoms.push(compiled.atom);
    else {
      isImpossible ||= !atomHolds(compiled.atom, pinned);
      if (pinned.length === 0 && compiled.atom.absentDoubt !== undefined)
        doubts.push(compiled.atom.absentDoubt);
    }
  }
  return isImpossible ? undefined : atoms;
}
