import { type ActionSet, hasAction } from './action-set.ts';
import { matchesArn } from './arn-set.ts';
import { compileCondition } from './atom.ts';
import { type Atom, atomHolds } from './key-values.ts';
import type { PinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import { type ResourceSet, resourceSetOf } from './resource-patterns.ts';
import type { Statement } from './statement.ts';

/** The requests that a statement matches: an action, a resource, and every atom. */
export interface Box {
  readonly actions: ActionSet;
  readonly resources: ResourceSet;
  readonly atoms: readonly Atom[];
}

/** What is known beforehand about the keys of a request. */
export interface Knowledge {
  readonly pins: PinnedValues;
  /** False for a key that nobody can know the value of. */
  readonly isFree: (key: string) => boolean;
}

/** A statement as a box. */
export interface CompiledStatement {
  /** The widest reading; undefined: matches nothing whatever the reading. */
  readonly box: Box | undefined;
  /** Why the statement may match less than the box says. */
  readonly doubt?: string;
}

/** Compiles a statement; what depends on something unknown is left out, which widens the box, and is a doubt. */
export function compileStatement(statement: Statement, knowledge: Knowledge): CompiledStatement {
  const doubts: string[] = statement.trouble === undefined ? [] : [statement.trouble];
  const at = `$.Statement[${statement.index}]`;
  const resources = resourceSetOf(statement.resources, knowledge.pins, (why) => doubts.push(`${at}: ${why}`));
  const atoms: Atom[] = [];
  let impossible = false;
  for (const condition of statement.conditions) {
    const compiled = compileCondition(condition, knowledge.pins, at);
    const pinned = knowledge.pins.get(condition.key);
    if (compiled.kind === 'open') doubts.push(compiled.why);
    else if (pinned !== undefined) impossible ||= !atomHolds(compiled.atom, pinned);
    else if (knowledge.isFree(condition.key)) atoms.push(compiled.atom);
    else doubts.push(`${at}: the request may or may not meet the condition on \`${condition.spelling}\``);
  }
  const [doubt] = doubts;
  const box = impossible ? undefined : { actions: statement.actions, resources, atoms };
  return doubt === undefined ? { box } : { box, doubt };
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
