import { type ActionSet, hasAction } from './action-set.ts';
import { matchesArn } from './arn-set.ts';
import { compileCondition } from './atom.ts';
import { type Atom, atomHolds, type KeyDomain } from './key-values.ts';
import type { PinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import { type ResourceSet, resourceSetOf } from './resource-patterns.ts';
import type { Statement } from './statement.ts';

/** The requests that a statement matches: an action, a resource, and every atom. */
export interface Box {
  readonly actions: ActionSet;
  readonly resources: ResourceSet;
  readonly atoms: readonly Atom[];
  /** Stands for what a statement in doubt says: whatever two of one name match, they match the same. */
  readonly name?: string;
}

/** What is known beforehand about the keys of a request. */
export interface Knowledge {
  readonly pins: PinnedValues;
  /** False for a key that nobody can know the value of. */
  readonly isFree: (key: string) => boolean;
  readonly domainOf: (key: string) => KeyDomain;
}

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
export function compileStatement(statement: Statement, knowledge: Knowledge): CompiledStatement {
  const doubts: string[] = statement.trouble === undefined ? [] : [statement.trouble];
  const { actions } = statement;
  const resources = resourceSetOf(statement.resources, knowledge.pins, (why) =>
    doubts.push(`$.Statement[${statement.index}]: ${why}`),
  );
  const atoms = compileConditions(statement, knowledge, doubts);
  if (atoms === undefined) return { box: undefined };
  const box = { actions, resources, atoms };
  const [doubt] = doubts;
  if (doubt !== undefined) return { box: named(box, statement), doubt };
  const absentDoubt = atoms.find((atom) => atom.absentDoubt !== undefined)?.absentDoubt;
  if (absentDoubt === undefined) return { box };
  const certain = atoms.map((atom) =>
    atom.absentDoubt === undefined ? atom : { ...atom, whenAbsent: false },
  );
  return { box: named(box, statement), doubt: absentDoubt, core: { ...box, atoms: certain } };
}

/** A statement with parts that were not understood says too little to be told from others. */
function named(box: Box, { effect, actions, resources, conditions, trouble }: Statement): Box {
  if (trouble !== undefined || conditions.some(({ test }) => test.kind === 'undecided')) return box;
  const said = [
    effect,
    [actions.not, actions.patterns],
    [resources.not, resources.patterns],
    conditions.map(({ key, test }) => [key, test]),
  ];
  const name = JSON.stringify(said, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
  return { ...box, name };
}

/** Undefined where a condition fails for certain. */
function compileConditions(
  { index, conditions }: Statement,
  { pins, isFree, domainOf }: Knowledge,
  doubts: string[],
): readonly Atom[] | undefined {
  const at = `$.Statement[${index}]`;
  const atoms: Atom[] = [];
  let isImpossible = false;
  for (const condition of conditions) {
    const { key, spelling } = condition;
    const compiled = compileCondition(condition, pins, at, domainOf(key));
    const pinned = pins.get(key);
    if (compiled.kind === 'open') doubts.push(compiled.why);
    else if (pinned !== undefined) {
      isImpossible ||= !atomHolds(compiled.atom, pinned);
      if (pinned.length === 0 && compiled.atom.absentDoubt !== undefined)
        doubts.push(compiled.atom.absentDoubt);
    } else if (isFree(key)) atoms.push(compiled.atom);
    else doubts.push(`${at}: the request may or may not meet the condition on \`${spelling}\``);
  }
  return isImpossible ? undefined : atoms;
}

/** Whether the box has the request. */
export function boxHas({ actions, resources, atoms }: Box, request: Request): boolean {
  const values = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]));
  return (
    hasAction(actions, request.action.toLowerCase()) &&
    resources.globs.some((arn) => matchesArn(arn, request.resource)) !== resources.not &&
    atoms.every((atom) => atomHolds(atom, values.get(atom.key) ?? []))
  );
}
