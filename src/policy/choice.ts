import {
  type ArnGlob,
  type ArnSet,
  coversSegments,
  inhabitedArn,
  meetsSegments,
  withinArn,
} from './arn-set.ts';
import { covers, EVERYTHING, type Glob, meet } from './glob.ts';
import { inhabited, type TextSet, within } from './text-set.ts';
import { type Search, spend, type Work } from './work.ts';

/** Sets that patterns cut out of one axis of the requests. */
interface Space<Set, Pattern> {
  readonly narrow: (set: Set, pattern: Pattern) => Set;
  /** False only if the pattern matches nothing of the set; costs less than to narrow it. */
  readonly meets: (pattern: Pattern, set: Set) => boolean;
  /** True only if the pattern matches all of the set. */
  readonly holdsAll: (pattern: Pattern, set: Set) => boolean;
  readonly inhabited: (set: Set, work: Work) => Search<unknown>;
}

export const TEXT_SPACE: Space<TextSet, Glob> = {
  narrow: within,
  meets: (glob, { within: globs }) => globs.every((base) => meet(glob, base)),
  holdsAll: (glob, { within: globs }) => covers(glob, globs[0] ?? EVERYTHING),
  inhabited,
};

export const ARN_SPACE: Space<ArnSet, ArnGlob> = {
  narrow: withinArn,
  meets: meetsSegments,
  holdsAll: coversSegments,
  inhabited: inhabitedArn,
};

/**
 * The inhabited parts of the set that are within one pattern of each choice. Where one pattern of a choice holds
 * all of the set, the others add nothing. Stops where the work runs out.
 */
export function choose<Set, Pattern>(
  space: Space<Set, Pattern>,
  set: Set,
  choices: readonly (readonly Pattern[])[],
  work: Work,
): Iterable<Set> {
  const [patterns] = choices;
  if (patterns === undefined) return space.inhabited(set, work).kind === 'none' ? [] : [set];
  const rest = choices.slice(1);
  return patterns.some((pattern) => space.holdsAll(pattern, set))
    ? choose(space, set, rest, work)
    : chooseEach(space, set, patterns, rest, work);
}

/** Pattern after pattern: nobody may ask for the parts of the later ones. */
function* chooseEach<Set, Pattern>(
  space: Space<Set, Pattern>,
  set: Set,
  patterns: readonly Pattern[],
  rest: readonly (readonly Pattern[])[],
  work: Work,
): Iterable<Set> {
  for (const pattern of patterns) {
    if (!spend(work, 1)) return;
    const part = partOf(space, set, pattern, work);
    if (part !== undefined) yield* choose(space, part, rest, work);
  }
}

/** What the pattern matches of the set, if that is anything. */
function partOf<Set, Pattern>(
  space: Space<Set, Pattern>,
  set: Set,
  pattern: Pattern,
  work: Work,
): Set | undefined {
  if (!space.meets(pattern, set)) return undefined;
  const narrowed = space.narrow(set, pattern);
  return space.inhabited(narrowed, work).kind === 'none' ? undefined : narrowed;
}
