import { mapped } from '../model/mapped.ts';
import { colonsIn, colonsOf, type PlainPart } from './pattern-parts.ts';

/** Whether a text matches a pattern, in the plainest way: part by part, all places that can be reached. */
export function matchesText(parts: readonly PlainPart[], text: string): boolean {
  return reaches(parts, text, 0);
}

const ARN_COLONS = 5;

/**
 * Whether a resource matches a pattern: wildcards before the fifth colon keep to their segment, segments that the
 * pattern lacks are `*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResourceText(parts: readonly PlainPart[], resource: string): boolean {
  // Each of the six segments is `*`.
  if (parts.length === 1 && parts[0]?.kind === 'star') return true;
  const whole = resource + ':'.repeat(Math.max(ARN_COLONS - colonsOf(resource), 0));
  if (!mayStart(parts, whole)) return false;
  const padded = [...parts];
  for (let colons = colonsIn(parts); colons < ARN_COLONS; colons += 1)
    padded.push({ kind: 'text', text: ':' }, { kind: 'star' });
  return reaches(padded, whole, ARN_COLONS);
}

/**
 * Whether the text of a condition key is an ARN that matches a pattern of six parts, whose colons only colons match.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArnText(parts: readonly PlainPart[], text: string): boolean {
  return reaches(parts, text, ARN_COLONS);
}

function mayStart([first]: readonly PlainPart[], text: string): boolean {
  return first?.kind !== 'text' || text.startsWith(first.text);
}

/** Wildcards that stand before the pattern's first `bound` colons do not take a colon. */
function reaches(parts: readonly PlainPart[], text: string, bound: number): boolean {
  if (!mayStart(parts, text)) return false;
  let places: readonly number[] = [0];
  let colons = 0;
  let left = parts.length;
  for (const part of parts) {
    left -= 1;
    const bounded = colons < bound;
    // A last star takes whatever is left, from any place.
    if (part.kind === 'star' && !bounded && left === 0) return true;
    places = endsOf(part, text, places, bounded);
    if (places.length === 0) return false;
    colons += colonsIn([part]);
  }
  return places.at(-1) === text.length;
}

/** Where the text can stand once the part has taken what it takes from one of the places on; both in order. */
function endsOf(
  part: PlainPart,
  text: string,
  places: readonly number[],
  bounded: boolean,
): readonly number[] {
  const takes = (at: number): boolean => text[at] !== undefined && !(bounded && text[at] === ':');
  switch (part.kind) {
    case 'text':
      return mapped(
        places.filter((place) => text.startsWith(part.text, place)),
        (place) => place + part.text.length,
      );
    case 'any':
      return places.filter(takes).map((place) => place + 1);
    case 'star':
      return walked(places, takes);
  }
}

/** All places from one of these on, as far as the characters are taken. */
function walked(places: readonly number[], takes: (at: number) => boolean): readonly number[] {
  const ends: number[] = [];
  let last = -1;
  for (const place of places) {
    // What lies before the last end has been walked already.
    if (place <= last) continue;
    for (last = place; takes(last); last += 1) ends.push(last);
    ends.push(last);
  }
  return ends;
}
