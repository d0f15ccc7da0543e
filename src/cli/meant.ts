/** A longer text is no slip of the hand, and takes the square of its length. */
const LONGEST = 64;
const MOST = 3;
/** Fewer letters are part of too many names. */
const LEAST_PART = 4;

/**
 * Which of the candidates a text was probably meant to be, in their order, at most three: the nearest ones where less than a
 * third of the letters is wrong, else those of which the text is a part between hyphens. None is better than a wrong one.
 */
export function meant(text: string, candidates: readonly string[]): readonly string[] {
  if (text.length > LONGEST) return [];
  const typed = text.toLowerCase();
  const near = candidates.map((candidate) => ({
    candidate,
    distance: distanceOf(typed, candidate.toLowerCase()),
  }));
  const least = Math.min(...near.map(({ distance }) => distance));
  const nearest = near.filter(
    ({ candidate, distance }) =>
      distance === least && distance * 3 < Math.max(typed.length, candidate.length),
  );
  const found = nearest.length > 0 ? nearest.map(({ candidate }) => candidate) : withPart(typed, candidates);
  return found.slice(0, MOST);
}

/** `did you mean …?` for a text that is none of the candidates; undefined where nothing comes near. */
export function didYouMean(text: string, candidates: readonly string[]): string | undefined {
  const names = meant(text, candidates).map((name) => `\`${name}\``);
  const last = names.pop();
  if (last === undefined) return undefined;
  return `did you mean ${names.length === 0 ? last : `${names.join(', ')} or ${last}`}?`;
}

function withPart(typed: string, candidates: readonly string[]): readonly string[] {
  if (typed.replaceAll('-', '').length < LEAST_PART) return [];
  return candidates.filter((candidate) => `-${candidate}-`.includes(`-${typed}-`));
}

/**
 * How many letters have to be put in, left out, changed, or swapped with the next one: the optimal string alignment of
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance. A swap is the most frequent slip.
 */
function distanceOf(one: string, other: string): number {
  let older: readonly number[] = [];
  let before: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      now.push(
        Math.min(
          at(before, column) + 1,
          at(now, column - 1) + 1,
          at(before, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(older, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    older = before;
    before = now;
  }
  return at(before, other.length);
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Number.POSITIVE_INFINITY;
}
