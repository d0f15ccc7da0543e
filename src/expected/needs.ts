import { grantEach, type ManyAsk } from './call.ts';
import type { ExpectationGap, ExpectedGrant } from './grant.ts';
import type { Needs } from './named-role.ts';
import { isCertain, type RequestPart, valueIn } from './request-part.ts';

/** No grant and no gap. */
export const NOTHING: Needs = { grants: [], gaps: [] };

/** Grants alone. */
export function granting(...grants: readonly ExpectedGrant[]): Needs {
  return { grants, gaps: [] };
}

/** A gap alone; `open` where what was not understood may need anything. */
export function gapping(gap: ExpectationGap, open?: string): Needs {
  return { grants: [], gaps: [gap], ...(open === undefined ? {} : { open }) };
}

/** Nothing that is known, and something that is not. */
export function leavesOpen(why: string): Needs {
  return { ...NOTHING, open: why };
}

/** The same, where the request has the field for certain. */
export function opensWith(part: RequestPart, path: string, why: string): Needs {
  return isCertain(valueIn(part, path)) ? leavesOpen(why) : NOTHING;
}

/** All of the needs. */
export function together(...parts: readonly Needs[]): Needs {
  const some = parts.filter((part) => part !== NOTHING);
  const [only] = some;
  if (only !== undefined && some.length === 1) return only;
  const grants: ExpectedGrant[] = [];
  const gaps: ExpectationGap[] = [];
  const reasons = new Set<string>();
  for (const part of some) {
    grants.push(...part.grants);
    gaps.push(...part.gaps);
    if (part.open !== undefined) reasons.add(part.open);
  }
  return { grants, gaps, ...(reasons.size === 0 ? {} : { open: [...reasons].join('; ') }) };
}

/** Requests that the field provably leads to. */
export function requiredFor(part: RequestPart, path: string, ask: ManyAsk): readonly ExpectedGrant[] {
  return grantEach(part.request, 'required', ask, `${part.at}${path}`);
}

/** What the field may well justify. */
export function allowedFor(part: RequestPart, path: string, ask: ManyAsk): readonly ExpectedGrant[] {
  return grantEach(part.request, 'allowed', ask, `${part.at}${path}`);
}
