import { isArn } from './arn-set.ts';
import { type Glob, globOf, matchesGlob, meet } from './glob.ts';
import { kept, shortMemory } from './kept.ts';
import { widestParts } from './pattern-parts.ts';

/** Wildcards, variables and escaped characters: without any of them a pattern is its own text. */
const SPECIAL = /[*?$]/;

/**
 * Whether some resource may match both patterns; false is certain, whatever variables stand for and however wildcards take
 * the colons of an ARN.
 */
export function mayMeet(one: string, other: string): boolean {
  const [start, otherStart] = [startOf(one), startOf(other)];
  if (!start.startsWith(otherStart) && !otherStart.startsWith(start)) return false;
  // What lacks parts of an ARN may match more than it says.
  if (!isArn(one) || !isArn(other)) return true;
  if (!SPECIAL.test(one)) return SPECIAL.test(other) ? matchesGlob(widest(other), one) : one === other;
  return SPECIAL.test(other) ? meet(widest(one), widest(other)) : matchesGlob(widest(one), other);
}

/** What all that the pattern matches begins with. */
function startOf(pattern: string): string {
  const end = pattern.search(SPECIAL);
  return end < 0 ? pattern : pattern.slice(0, end);
}

const WIDEST = shortMemory<string, Glob>(1_000);

/** All wildcards take colons. */
function widest(pattern: string): Glob {
  return kept(WIDEST, pattern, () => globOf(widestParts(pattern)));
}
