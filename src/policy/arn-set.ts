import { covers, EVERYTHING, type Glob, globOf, literalGlob, matchesGlob } from './glob.ts';
import { pairs } from './pairs.ts';
import type { PlainPart } from './pattern-parts.ts';
import { ALL_TEXTS, findText, inhabited, isSimple, type TextSet, within, without } from './text-set.ts';
import { firstFound, found, GAVE_UP, NONE, type Search, spend, type Work } from './work.ts';

const SEGMENTS = 6;

/**
 * A resource pattern as globs for the six segments of an ARN.
 * INVARIANT: six of them; only the last can match a colon.
 */
export type ArnGlob = readonly Glob[];

/** The resources whose segments are in `segments` and that no glob of `without` matches. */
export interface ArnSet {
  /** INVARIANT: six of them, each without exclusions. */
  readonly segments: readonly TextSet[];
  readonly without: readonly ArnGlob[];
}

export const ALL_RESOURCES: ArnSet = {
  segments: Array.from({ length: SEGMENTS }, () => ALL_TEXTS),
  without: [],
};

/**
 * Splits a pattern on its first five colons; missing segments are `*`, so that `*` alone matches everything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function arnGlobOf(parts: readonly PlainPart[]): ArnGlob {
  const segments: PlainPart[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'text') segments.at(-1)?.push(part);
    else
      for (const [index, text] of splitText(part.text, SEGMENTS - segments.length).entries()) {
        if (index > 0) segments.push([]);
        segments.at(-1)?.push({ kind: 'text', text });
      }
  }
  const globs = segments.map((segment) => globOf(segment));
  while (globs.length < SEGMENTS) globs.push(EVERYTHING);
  return globs;
}

/** The glob that matches just this resource. */
export function literalArn(resource: string): ArnGlob {
  return segmentsOf(resource).map(literalGlob);
}

/** The pieces between the first `colons` colons; the rest stays in one piece. */
function splitText(text: string, colons: number): readonly string[] {
  const pieces = text.split(':');
  const rest = pieces.splice(colons);
  return rest.length === 0 ? pieces : [...pieces, rest.join(':')];
}

/** The six segments of a resource; those that it lacks are empty. */
export function segmentsOf(resource: string): readonly string[] {
  const segments = [...splitText(resource, SEGMENTS - 1)];
  while (segments.length < SEGMENTS) segments.push('');
  return segments;
}

/** Whether a text has all six segments. */
export function isArn(text: string): boolean {
  return text.split(':', SEGMENTS).length === SEGMENTS;
}

export function matchesArn(arn: ArnGlob, resource: string): boolean {
  for (const [glob, segment] of pairs(arn, segmentsOf(resource)))
    if (!matchesGlob(glob, segment)) return false;
  return true;
}

export function withinArn(set: ArnSet, arn: ArnGlob): ArnSet {
  return {
    ...set,
    segments: pairs(set.segments, arn).map(([segment, glob]) => within(segment, glob)),
  };
}

export function withoutArns(set: ArnSet, arns: readonly ArnGlob[]): ArnSet {
  return { ...set, without: [...set.without, ...arns] };
}

/** True where exclusions cannot interact: see `isSimple` of text sets, which holds segment by segment. */
export function isSimpleArnSet(set: ArnSet): boolean {
  return set.segments.every(isSimple) && set.without.every((arn) => arn.every((glob) => glob.starOnly));
}

/** Whether the exclusion leaves nothing of the set's segments; exact in a simple set, else true is certain. */
export function coversSegments(arn: ArnGlob, set: ArnSet): boolean {
  for (const [segment, glob] of pairs(set.segments, arn)) {
    const bases = segment.within.length === 0 ? [EVERYTHING] : segment.within;
    if (!bases.some((base) => covers(glob, base))) return false;
  }
  return true;
}

/** Is there any resource in the set? */
export function inhabitedArn(set: ArnSet, work: Work): Search<unknown> {
  for (const segment of set.segments) if (inhabited(segment, work).kind === 'none') return NONE;
  if (set.without.length === 0) return found(set);
  if (set.without.some((arn) => coversSegments(arn, set))) return NONE;
  return isSimpleArnSet(set) ? found(set) : findSegments(set, [], work);
}

/** A resource of the set as text, its stars filled from the list for each segment where that serves. */
export function findArn(set: ArnSet, fillers: readonly (readonly string[])[], work: Work): Search<string> {
  const whole = findWholeArn(set, fillers, work);
  return whole.kind === 'found' ? found(whole.value.replace(/:+$/, '')) : whole;
}

/** The same with all of its six segments, of which the last ones may be empty. */
export function findWholeArn(
  set: ArnSet,
  fillers: readonly (readonly string[])[],
  work: Work,
): Search<string> {
  const segments = findSegments(set, fillers, work);
  return segments.kind === 'found' ? found(segments.value.join(':')) : segments;
}

/** Every exclusion must be escaped in some segment. */
function findSegments(
  set: ArnSet,
  fillers: readonly (readonly string[])[],
  work: Work,
): Search<readonly string[]> {
  if (isSimpleArnSet(set)) {
    const segments = escapeAll(set);
    return segments === undefined ? NONE : fillSegments(segments, fillers, work);
  }
  const [arn, ...rest] = set.without;
  if (arn === undefined) return fillSegments(set.segments, fillers, work);
  if (!spend(work, set.without.length)) return GAVE_UP;
  return firstFound(
    escapes(set.segments, arn, work),
    (segments) => findSegments({ segments, without: rest }, fillers, work),
    work,
  );
}

/** In a simple set the first segment that can escape will do; undefined where none can. */
function escapeAll({ segments, without: arns }: ArnSet): readonly TextSet[] | undefined {
  let current = segments;
  for (const arn of arns) {
    const next: TextSet[] = [];
    let escaped = false;
    // From the resource name up: a witness in another partition is the last thing to offer.
    for (const [segment, glob] of pairs(current, arn).toReversed()) {
      const [base = EVERYTHING] = segment.within;
      const here: boolean = !escaped && !covers(glob, base);
      next.unshift(here ? without(segment, [glob]) : segment);
      escaped ||= here;
    }
    if (!escaped) return undefined;
    current = next;
  }
  return current;
}

function* escapes(segments: readonly TextSet[], arn: ArnGlob, work: Work): Iterable<readonly TextSet[]> {
  const cut = pairs(segments, arn).map(([segment, glob]) => without(segment, [glob]));
  for (const [index, smaller] of [...cut.entries()].reverse())
    if (inhabited(smaller, work).kind !== 'none') yield segments.with(index, smaller);
}

function fillSegments(
  segments: readonly TextSet[],
  fillers: readonly (readonly string[])[],
  work: Work,
): Search<readonly string[]> {
  const texts: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const text = findText(segment, fillers[index] ?? [], work);
    if (text.kind !== 'found') return text;
    texts.push(text.value);
  }
  return found(texts);
}
