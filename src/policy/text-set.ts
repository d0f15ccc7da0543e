import { shortestWord, strangerTo } from './automaton.ts';
import { ANY, codesOf, covers, EVERYTHING, type Glob, matchesGlob, meet, STAR } from './glob.ts';
import { found, NONE, type Search, type Work } from './work.ts';

/** The texts that every glob of `within` matches and none of `without`. */
export interface TextSet {
  /** INVARIANT: none covers another; empty: all texts. */
  readonly within: readonly Glob[];
  readonly without: readonly Glob[];
  /**
   * True where one glob is all that the set is within and no exclusion has a `?` or a letter of either case. Then a
   * symbol that no exclusion names can stand for every star, so that the set is empty only if a single exclusion
   * covers it, and exclusions never interact.
   */
  readonly isSimple: boolean;
}

export const ALL_TEXTS: TextSet = { within: [], without: [], isSimple: true };

/** The part of the set that `glob` matches. */
export function within(set: TextSet, glob: Glob): TextSet {
  if (set.within.length === 0) return glob === EVERYTHING ? set : alone(glob, set.without);
  if (set.within.some((known) => covers(glob, known))) return set;
  const others = set.within.filter((known) => !covers(known, glob));
  return others.length === 0
    ? alone(glob, set.without)
    : { within: [...others, glob], without: set.without, isSimple: false };
}

function alone(glob: Glob, excluded: readonly Glob[]): TextSet {
  const isSimple = isPlain(glob) && excluded.every(({ starOnly }) => starOnly);
  return { within: [glob], without: excluded, isSimple };
}

/** The part of the set that none of the globs matches. */
export function without(set: TextSet, globs: readonly Glob[]): TextSet {
  const isSimple = set.isSimple && globs.every(({ starOnly }) => starOnly);
  return { within: set.within, without: [...set.without, ...globs], isSimple };
}

/** No token stands for two letters. */
function isPlain({ starOnly, tokens }: Glob): boolean {
  return starOnly || tokens.every((token) => token < 0 || codesOf(token).length === 1);
}

/** A text of the set, made with the first of `fillers` for its stars that serves; any other text if none does. */
export function findText(set: TextSet, fillers: readonly string[], work: Work): Search<string> {
  const [base = EVERYTHING, ...others] = set.within;
  if (set.without.some((glob) => covers(glob, base))) return NONE;
  if (base.literal !== undefined) return holds(set, base.literal) ? found(base.literal) : NONE;
  if (!others.every((other) => meet(base, other))) return NONE;
  for (const filler of fillers) {
    const text = filled(base, filler);
    if (holds(set, text)) return found(text);
  }
  const text = filled(base, strangerTo([base, ...set.without]));
  return holds(set, text) ? found(text) : searchText(set, work);
}

/** How much is spent on the shortest text before likely ones are tried. */
const SHORT_SEARCH = 5_000;

function searchText(set: TextSet, work: Work): Search<string> {
  const without = undominated(set);
  const allowance = Math.min(SHORT_SEARCH, work.left);
  const short = { left: allowance };
  const word = shortestWord(set.within, without, short);
  work.left -= allowance - short.left;
  if (word.kind !== 'gaveUp') return word;
  for (const text of crossings(set.within)) if (holds(set, text)) return found(text);
  return shortestWord(set.within, without, work);
}

/** Each glob with another one in the place of its stars. */
function* crossings(globs: readonly Glob[]): Iterable<string> {
  for (const one of globs) for (const other of globs) if (one !== other) yield filled(one, filled(other, ''));
}

/** The exclusions that take something away, and of two that do so only the greater one. */
function undominated(set: TextSet): readonly Glob[] {
  const relevant: Glob[] = [];
  for (const glob of set.without) {
    if (!set.within.every((wanted) => meet(wanted, glob))) continue;
    if (!relevant.some((known) => covers(known, glob))) relevant.push(glob);
  }
  return relevant.filter((glob) => !relevant.some((other) => other !== glob && covers(other, glob)));
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
  // Most sets have no exclusion, and nothing has to be made to see that there is something in them.
  if (set.isSimple && set.without.length === 0) return found(set);
  const [base = EVERYTHING, ...others] = set.within;
  if (!others.every((other) => meet(base, other))) return NONE;
  if (others.length === 1 && set.without.length === 0 && set.within.every(({ starOnly }) => starOnly))
    return found(base);
  if (set.isSimple) return set.without.some((glob) => covers(glob, base)) ? NONE : found(base);
  return findText(set, [], work);
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
