import { type Glob, globOf, matchesGlob } from './glob.ts';
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
  };
}

export function actionGlob(pattern: string): Glob {
  return globOf(parseWildcards(pattern.toLowerCase()));
}

/** Whether the set has the action, given in lower case. */
export function hasAction({ not, names, wildcards }: ActionSet, name: string): boolean {
  return (names.has(name) || wildcards.some((glob) => matchesGlob(glob, name))) !== not;
}
