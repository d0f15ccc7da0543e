import { covers, EVERYTHING, type Glob, globOf, matchesGlob, meet } from './glob.ts';
import { parseWildcards } from './pattern-parts.ts';
import type { PatternSet } from './statement-parts.ts';

/** Action or NotAction, ready for the algebra; globs are in lower case, as actions compare without case. */
export interface ActionSet extends PatternSet {
  /** The actions that are named in full. */
  readonly names: ReadonlySet<string>;
  /** The patterns with `*` or `?`. */
  readonly wildcards: readonly Glob[];
  /** Both. */
  readonly globs: readonly Glob[];
  /** The services that the actions can be of; undefined: any. */
  readonly services: ReadonlySet<string> | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function actionSetOf({ not, patterns }: PatternSet): ActionSet {
  const globs = new Map(patterns.map((pattern) => [pattern.toLowerCase(), actionGlob(pattern)]));
  const all = [...globs.values()];
  return {
    not,
    patterns,
    names: new Set(all.flatMap(({ literal }) => (literal === undefined ? [] : [literal]))),
    wildcards: all.filter(({ literal }) => literal === undefined),
    globs: all,
    services: not ? undefined : servicesOf(all),
  };
}

export function actionGlob(pattern: string): Glob {
  return globOf(parseWildcards(pattern.toLowerCase()));
}

function servicesOf(globs: readonly Glob[]): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const glob of globs) {
    const service = serviceOf(glob.start);
    if (service === undefined) return undefined;
    services.add(service);
  }
  return services;
}

/** The service that all actions with this start are of, if it names one. */
export function serviceOf(start: string): string | undefined {
  const colon = start.indexOf(':');
  return colon < 0 ? undefined : start.slice(0, colon);
}

/** Whether the set has the action, given in lower case. */
export function hasAction({ not, names, wildcards }: ActionSet, name: string): boolean {
  return (names.has(name) || wildcards.some((glob) => matchesGlob(glob, name))) !== not;
}

/** False only if the set has none of the actions that the glob matches. */
export function meetsActions({ not, names, wildcards, globs }: ActionSet, glob: Glob): boolean {
  if (glob.literal !== undefined)
    return (names.has(glob.literal) || wildcards.some((own) => meet(own, glob))) !== not;
  return not ? !globs.some((excluded) => covers(excluded, glob)) : globs.some((own) => meet(own, glob));
}

/** True only if `outer` has every action of `inner`. */
export function coversActions(outer: ActionSet, inner: ActionSet): boolean {
  if (inner.not && outer.not)
    return outer.globs.every((excluded) => inner.globs.some((glob) => covers(glob, excluded)));
  const bases = inner.not ? [EVERYTHING] : inner.globs;
  if (outer.not) return bases.every((base) => !outer.globs.some((excluded) => meet(excluded, base)));
  return bases.every(
    (base) =>
      (base.literal !== undefined && outer.names.has(base.literal)) ||
      outer.wildcards.some((glob) => covers(glob, base)),
  );
}
