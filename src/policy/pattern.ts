import {
  ALL_RESOURCES,
  type ArnGlob,
  coversArn,
  inhabitedArn,
  meetArns,
  segmentsOf,
  withinArn,
  withoutArns,
} from './arn-set.ts';
import { covers } from './glob.ts';
import { pairs } from './pairs.ts';
import { compilePattern } from './resource-patterns.ts';
import { WORK_LIMIT, type Work } from './work.ts';

export { escapeLiteral, literalOf } from './pattern-parts.ts';

/**
 * Whether every resource that `inner` matches is matched by `outer`, in the language of version 2012-10-17; false
 * where that cannot be told, as for patterns with variables.
 */
export function patternContains(outer: string, inner: string): boolean {
  const [outerGlob, innerGlob] = [globFrom(outer), globFrom(inner)];
  return outerGlob === undefined || innerGlob === undefined
    ? outer === inner
    : arnContains(outerGlob, innerGlob);
}

function arnContains(outer: ArnGlob, inner: ArnGlob): boolean {
  if (coversArn(outer, inner)) return true;
  // Without a `?` that is all there is to it.
  if (outer.every(({ starOnly }) => starOnly)) return false;
  const rest = withoutArns(withinArn(ALL_RESOURCES, inner), [outer]);
  return inhabitedArn(rest, freshWork()).kind === 'none';
}

/**
 * The pattern for the resources that both match, undefined where there are none. An intersection that is no
 * pattern, or cannot be told, is answered with `b`, which then is too wide.
 */
export function intersectPatterns(a: string, b: string): string | undefined {
  const [left, right] = [globFrom(a), globFrom(b)];
  if (left === undefined || right === undefined) return b;
  if (!meetArns(left, right)) return undefined;
  if (arnContains(left, right)) return b;
  if (arnContains(right, left)) return a;
  const both = withinArn(withinArn(ALL_RESOURCES, left), right);
  if (inhabitedArn(both, freshWork()).kind === 'none') return undefined;
  const narrower: string[] = [];
  const sides = pairs(pairs(left, patternSegments(a)), pairs(right, patternSegments(b)));
  for (const [[leftGlob, leftText], [rightGlob, rightText]] of sides) {
    if (covers(leftGlob, rightGlob)) narrower.push(rightText);
    else if (covers(rightGlob, leftGlob)) narrower.push(leftText);
    else return b;
  }
  return narrower.join(':');
}

/** The six segments of a pattern; those that it lacks are `*`. */
function patternSegments(pattern: string): readonly string[] {
  return segmentsOf(pattern + ':*'.repeat(Math.max(6 - pattern.split(':').length, 0)));
}

function globFrom(pattern: string): ArnGlob | undefined {
  const compiled = compilePattern(pattern);
  return compiled.kind === 'glob' ? compiled.arn : undefined;
}

function freshWork(): Work {
  return { left: WORK_LIMIT };
}
