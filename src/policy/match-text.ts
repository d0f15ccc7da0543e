import { colonsIn, type PlainPart } from './pattern-parts.ts';

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
  const padded = [...parts];
  for (let colons = colonsIn(parts); colons < ARN_COLONS; colons += 1)
    padded.push({ kind: 'text', text: ':' }, { kind: 'star' });
  const missing = ARN_COLONS - (resource.split(':').length - 1);
  return reaches(padded, resource + ':'.repeat(Math.max(missing, 0)), ARN_COLONS);
}

/**
 * Whether the text of a condition key is an ARN that matches a pattern of six parts, whose colons only colons match.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArnText(parts: readonly PlainPart[], text: string): boolean {
  return reaches(parts, text, ARN_COLONS);
}

/** Wildcards that stand before the pattern's first `bound` colons do not take a colon. */
function reaches(parts: readonly PlainPart[], text: string, bound: number): boolean {
  const [first] = parts;
  if (first?.kind === 'text' && !text.startsWith(first.text)) return false;
  let places = new Set([0]);
  let colons = 0;
  for (const [index, part] of parts.entries()) {
    const bounded = colons < bound;
    // A last star takes whatever is left, from any place.
    if (part.kind === 'star' && !bounded && index === parts.length - 1) return true;
    const next = new Set<number>();
    for (const place of places) for (const end of endsOf(part, text, place, bounded, next)) next.add(end);
    if (next.size === 0) return false;
    places = next;
    colons += colonsIn([part]);
  }
  return places.has(text.length);
}

/** Where the text can stand once the part has taken what it takes from `place` on. */
function* endsOf(
  part: PlainPart,
  text: string,
  place: number,
  bounded: boolean,
  known: ReadonlySet<number>,
): Iterable<number> {
  const takes = (at: number): boolean => text[at] !== undefined && !(bounded && text[at] === ':');
  switch (part.kind) {
    case 'text':
      if (text.startsWith(part.text, place)) yield place + part.text.length;
      break;
    case 'any':
      if (takes(place)) yield place + 1;
      break;
    case 'star':
      // What lies behind a known place has been walked already.
      for (let end = place; !known.has(end); end += 1) {
        yield end;
        if (!takes(end)) break;
      }
  }
}
