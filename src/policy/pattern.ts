import {
  ALL_RESOURCES,
  type ArnGlob,
  arnGlobOf,
  inhabitedArn,
  segmentsOf,
  withinArn,
  withoutArns,
} from './arn-set.ts';
import { covers, EVERYTHING } from './glob.ts';
import { fillVariables, parsePattern } from './pattern-parts.ts';
import { WORK_LIMIT, type Work } from './work.ts';

export { escapeLiteral } from './pattern-parts.ts';

/**
 * Whether every resource that `inner` matches is matched by `outer`, in the language of version 2012-10-17; false
 * where that cannot be told, as for patterns with variables.
 */
export function patternContains(outer: string, inner: string): boolean {
  const [outerGlob, innerGlob] = [globFrom(outer), globFrom(inner)];
  if (outerGlob === undefined || innerGlob === undefined) return outer === inner;
  const rest = withoutArns(withinArn(ALL_RESOURCES, innerGlob), [outerGlob]);
  return inhabitedArn(rest, freshWork()).kind === 'none';
}

/**
 * The pattern for the resources that both match, undefined where there are none. An intersection that is no
 * pattern, or cannot be told, is answered with `b`, which then is too wide.
 */
export function intersectPatterns(a: string, b: string): string | undefined {
  const [left, right] = [globFrom(a), globFrom(b)];
  if (left === undefined || right === undefined || patternContains(a, b)) return b;
  if (patternContains(b, a)) return a;
  const both = withinArn(withinArn(ALL_RESOURCES, left), right);
  if (inhabitedArn(both, freshWork()).kind === 'none') return undefined;
  const [others, texts] = [segmentsOf(a), segmentsOf(b)];
  const narrower: string[] = [];
  for (const [index, text] of texts.entries()) {
    const [one = EVERYTHING, other = EVERYTHING] = [left[index], right[index]];
    if (covers(one, other)) narrower.push(index < b.split(':').length ? text : '*');
    else if (covers(other, one)) narrower.push(others[index] ?? '*');
    else return b;
  }
  return narrower.join(':');
}

function globFrom(pattern: string): ArnGlob | undefined {
  const filled = fillVariables(parsePattern(pattern, 'like'), () => undefined);
  return filled.kind === 'filled' ? arnGlobOf(filled.parts) : undefined;
}

function freshWork(): Work {
  return { left: WORK_LIMIT };
}
