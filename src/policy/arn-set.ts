import { mapped } from '../model/mapped.ts';
import { covers, EVERYTHING, type Glob, globOf, literalGlob, matchesGlob, meet } from './glob.ts';
import { everyPair, mapPairs, pairs } from './pairs.ts';
import type { PlainPart } from './pattern-parts.ts';
import { ALL_TEXTS, findText, inhabited, type TextSet, within, without } from './text-set.ts';
import { firstFound, found, GAVE_UP, NONE, type Search, spend, type Work } from './work.ts';

const SEGMENTS = 6;

/**
 * A resource pattern as globs for the six segments of an ARN.
 * INVARIANT: six of them; only the last can match a colon.
 */
export type ArnGlob = readonly Glob[];

/** Matches every resource. */
export const EVERY_ARN: ArnGlob = Array.from({ length: SEGMENTS }, () => EVERYTHING);

/** The resources whose segments are in `segments` and that no glob of `without` matches. */
export interface ArnSet {
  /** INVARIANT: six of them, each without exclusions. */
  readonly segments: readonly TextSet[];
  readonly without: readonly ArnGlob[];
  /** True where exclusions cannot interact: as in a text set, segment by segment. */
  readonly isSimple: boolean;
}

export const ALL_RESOURCES: ArnSet = {
  segments: Array.from({ length: SEGMENTS }, () => ALL_TEXTS),
  without: [],
  isSimple: true,
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
      splitText(part.text, SEGMENTS - segments.length).forEach((text, index) => {
        if (index > 0) segments.push([]);
        segments.at(-1)?.push({ kind: 'text', text });
      });
  }
  const globs = mapped(segments, (segment) => globOf(segment));
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
  return everyPair(arn, segmentsOf(resource), matchesGlob);
}

/** True only if `outer` matches every resource that `inner` matches. */
export function coversArn(outer: ArnGlob, inner: ArnGlob): boolean {
  return everyPair(outer, inner, covers);
}

/** False only if no resource matches both. */
export function meetArns(left: ArnGlob, right: ArnGlob): boolean {
  return everyPair(left, right, meet);
}

export function withinArn(set: ArnSet, arn: ArnGlob): ArnSet {
  const segments = mapPairs(set.segments, arn, within);
  return { segments, without: set.without, isSimple: segments.every(isPlain) && areStarOnly(set.without) };
}

export function withoutArns(set: ArnSet, arns: readonly ArnGlob[]): ArnSet {
  const isSimple = set.isSimple && areStarOnly(arns);
  return { segments: set.segments, without: [...set.without, ...arns], isSimple };
}

function isPlain({ isSimple }: TextSet): boolean {
  return isSimple;
}

function areStarOnly(arns: readonly ArnGlob[]): boolean {
  return arns.every((arn) => arn.every((glob) => glob.starOnly));
}

/** Whether the exclusion leaves nothing of the set's segments; exact in a simple set, else true is certain. */
export function coversSegments(arn: ArnGlob, { segments }: ArnSet): boolean {
  return everyPair(arn, segments, coversSegment);
}

function coversSegment(glob: Glob, segment: TextSet): boolean {
  if (glob === EVERYTHING) return true;
  for (const base of segment.within) if (covers(glob, base)) return true;
  return segment.within.length === 0 && covers(glob, EVERYTHING);
}

/** False only if the glob matches nothing of the set's segments. */
export function meetsSegments(arn: ArnGlob, { segments }: ArnSet): boolean {
  return everyPair(arn, segments, meetsSegment);
}

function meetsSegment(glob: Glob, { within: bases }: TextSet): boolean {
  for (const base of bases) if (!meet(glob, base)) return false;
  return true;
}

/** Is there any resource in the set? */
export function inhabitedArn(set: ArnSet, work: Work): Search<unknown> {
  for (const segment of set.segments) if (inhabited(segment, work).kind === 'none') return NONE;
  if (set.without.length === 0) return found(set);
  if (set.without.some((arn) => coversSegments(arn, set))) return NONE;
  return set.isSimple ? found(set) : findSegments(set, [], work);
}

/** A resource of the set as text, its stars filled from the list for each segment where that serves. */
export function findArn(set: ArnSet, fillers: readonly (readonly string[])[], work: Work): Search<string> {
  const segments = findSegments(set, fillers, work);
  if (segments.kind !== 'found') return segments;
  const last = segments.value.findLastIndex((segment) => segment !== '');
  return found(segments.value.slice(0, last + 1).join(':'));
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

/** Every exclusion must be escaped in some segment; those that leave no choice come first. */
function findSegments(
  set: ArnSet,
  fillers: readonly (readonly string[])[],
  work: Work,
): Search<readonly string[]> {
  if (set.isSimple) {
    const segments = escapeAll(set);
    return segments === undefined ? NONE : fillSegments(segments, fillers, work);
  }
  if (!spend(work, set.without.length)) return GAVE_UP;
  let { segments } = set;
  const open: ArnGlob[] = [];
  for (const arn of set.without) {
    if (!meetsSegments(arn, { ...set, segments })) continue;
    const [only, ...others] = waysOut(segments, arn);
    if (only === undefined) return NONE;
    if (others.length > 0) open.push(arn);
    else segments = only;
  }
  const [arn, ...rest] = open;
  if (arn === undefined) return fillSegments(segments, fillers, work);
  return firstFound(
    waysOut(segments, arn),
    (next) => findSegments({ segments: next, without: rest, isSimple: false }, fillers, work),
    work,
  );
}

/** The segments with one of them outside the exclusion, from the resource name up. */
function waysOut(segments: readonly TextSet[], arn: ArnGlob): readonly (readonly TextSet[])[] {
  const ways: (readonly TextSet[])[] = [];
  for (const [index, [segment, glob]] of pairs(segments, arn).entries())
    if (!coversSegment(glob, segment)) ways.unshift(segments.with(index, without(segment, [glob])));
  return ways;
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

function fillSegments(
  segments: readonly TextSet[],
  fillers: readonly (readonly string[])[],
  work: Work,
): Search<readonly string[]> {
  const texts: string[] = [];
  for (const segment of segments) {
    const text = findText(segment, fillers[texts.length] ?? [], work);
    if (text.kind !== 'found') return text;
    texts.push(text.value);
  }
  return found(texts);
}
