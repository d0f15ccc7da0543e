import { shortestWord, strangerTo } from './automaton.ts';
import { ANY, codesOf, covers, EVERYTHING, type Glob, matchesGlob, STAR, takes } from './glob.ts';
import { pairs } from './pairs.ts';
import { found, NONE, type Search, type Work } from './work.ts';

/** The texts that every glob of `within` matches and none of `without`. */
export interface TextSet {
  /** INVARIANT: none covers another; empty: all texts. */
  readonly within: readonly Glob[];
  readonly without: readonly Glob[];
}

export const ALL_TEXTS: TextSet = { within: [], without: [] };

/** The part of the set that `glob` matches. */
export function within(set: TextSet, glob: Glob): TextSet {
  if (set.within.some((known) => covers(glob, known))) return set;
  return { ...set, within: [...set.within.filter((known) => !covers(known, glob)), glob] };
}

/** The part of the set that none of the globs matches. */
export function without(set: TextSet, globs: readonly Glob[]): TextSet {
  return { ...set, without: [...set.without, ...globs] };
}

/**
 * True where one glob is all that the set is within and no exclusion has a `?` or a letter of either case. Then a
 * symbol that no exclusion names can stand for every star, so that the set is empty only if a single exclusion
 * covers it, and exclusions never interact.
 */
export function isSimple({ within: wanted, without: excluded }: TextSet): boolean {
  const [only = EVERYTHING, ...more] = wanted;
  return (
    more.length === 0 &&
    only.tokens.every((token) => token < 0 || codesOf(token).length === 1) &&
    excluded.every((glob) => glob.starOnly)
  );
}

/** A text of the set, made with the first of `fillers` for its stars that serves; any other text if none does. */
export function findText(set: TextSet, fillers: readonly string[], work: Work): Search<string> {
  const [base = EVERYTHING] = set.within;
  if (set.without.some((glob) => covers(glob, base))) return NONE;
  if (base.literal !== undefined) return holds(set, base.literal) ? found(base.literal) : NONE;
  const stranger = strangerTo([base, ...set.without]);
  for (const filler of [...fillers, stranger]) {
    const text = filled(base, filler);
    if (holds(set, text)) return found(text);
  }
  return shortestWord(set.within, set.without, work);
}

/** Whether the text is in the set. */
export function holds(set: TextSet, text: string): boolean {
  return (
    set.within.every((glob) => matchesGlob(glob, text)) &&
    !set.without.some((glob) => matchesGlob(glob, text))
  );
}

/** Is there any text in the set? */
export function inhabited(set: TextSet, work: Work): Search<unknown> {
  const [base = EVERYTHING, ...others] = set.within;
  if (!others.every((other) => meet(base, other))) return NONE;
  if (others.length === 1 && set.without.length === 0 && set.within.every(({ starOnly }) => starOnly))
    return found(base);
  if (isSimple(set)) return set.without.some((glob) => covers(glob, base)) ? NONE : found(base);
  return findText(set, [], work);
}

/**
 * False only if no text matches both. For star-only globs also the reverse: stars take what the other glob has
 * between its ends, so that only what comes before the first star and after the last one can disagree.
 */
function meet(left: Glob, right: Glob): boolean {
  if (left.literal !== undefined) return matchesGlob(right, left.literal);
  if (right.literal !== undefined) return matchesGlob(left, right.literal);
  return agree(left.tokens, right.tokens) && agree(left.tokens.toReversed(), right.tokens.toReversed());
}

function agree(left: readonly number[], right: readonly number[]): boolean {
  for (const [one, other] of pairs(left, right)) {
    if (one === STAR || other === STAR) return true;
    if (!takes(one, other) && !takes(other, one)) return false;
  }
  return true;
}

function filled(glob: Glob, filler: string): string {
  let text = '';
  for (const token of glob.tokens) {
    if (token === STAR) text += filler;
    else if (token === ANY) text += filler.charAt(0);
    else text += String.fromCharCode(...codesOf(token).slice(0, 1));
  }
  return text;
}
