import { type ActionSet, coversActions, hasAction } from './action-set.ts';
import { matchesArn } from './arn-set.ts';
import { type Atom, atomHolds } from './key-values.ts';
import type { Request } from './request.ts';
import { coversResources, type ResourceSet } from './resource-patterns.ts';
import type { Statement } from './statement.ts';
import { conditionsIn, isWiderArn, sayTheSame, wordedArnsIn } from './wording.ts';

/** The requests that a statement matches: an action, a resource, and every atom. */
export interface Box {
  readonly actions: ActionSet;
  readonly resources: ResourceSet;
  readonly atoms: readonly Atom[];
  /** Its statement, if all of that was understood. */
  readonly statement: Statement | undefined;
}

/** A request as boxes read it. */
export interface Sought {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  /** By key in lower case. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export function soughtIn({ action, resource, context }: Request): Sought {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return { action: action.toLowerCase(), resource, values };
}

/** Whether the box has the request. */
export function boxHas({ actions, resources, atoms }: Box, { action, resource, values }: Sought): boolean {
  return (
    hasAction(actions, action) &&
    resources.globs.some((arn) => matchesArn(arn, resource)) !== resources.not &&
    atoms.every((atom) => atomHolds(atom, values.get(atom.key) ?? []))
  );
}

/** True only if `outer` has every request that `inner` has: the plain case, which needs no search. */
export function boxCovers(outer: Box, inner: Box): boolean {
  return (
    coversActions(outer.actions, inner.actions) &&
    outer.atoms.every((atom) => inner.atoms.some(({ name }) => name === atom.name)) &&
    coversResources(outer.resources, inner.resources)
  );
}

/**
 * True only if `outer` has every request of `inner` whatever the variables of both mean. A pattern without `?` that
 * takes the name of a variable takes each of its values: either as the same variable, or within a star.
 */
export function saysAtLeast(outer: Box, inner: Box): boolean {
  const [outside, inside] = [outer.statement, inner.statement];
  if (outside === undefined || inside === undefined) return false;
  if (sayTheSame(outside, inside)) return true;
  return (
    outer.resources.not === inner.resources.not &&
    [...conditionsIn(outside)].every((name) => conditionsIn(inside).has(name)) &&
    coversActions(outer.actions, inner.actions) &&
    (outer.resources.not
      ? wordedArnsIn(outside).every(({ pattern }) =>
          wordedArnsIn(inside).some((arn) => arn.pattern === pattern),
        )
      : wordedArnsIn(inside).every((arn) => wordedArnsIn(outside).some((wider) => isWiderArn(wider, arn))))
  );
}
