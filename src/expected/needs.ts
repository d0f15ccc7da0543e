import { type Ask, allowed, required } from './call.ts';
import { askTheSame, distinctGrants } from './distinct-grants.ts';
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

/** All of the needs, each grant once: two channels of one job may read the same data. */
export function together(...parts: readonly Needs[]): Needs {
  const reasons = [...new Set(parts.flatMap(({ open }) => (open === undefined ? [] : [open])))];
  return {
    grants: distinctGrants(
      parts.flatMap(({ grants }) => grants),
      (one, other) => askTheSame(one, other) && one.why.source === other.why.source,
    ),
    gaps: parts.flatMap(({ gaps }) => gaps),
    ...(reasons.length === 0 ? {} : { open: reasons.join('; ') }),
  };
}

/** What a field of a part asks for. */
export interface FieldAsk extends Omit<Ask, 'field' | 'action' | 'quantifier'> {
  readonly actions: readonly string[];
  readonly quantifier?: Ask['quantifier'];
}

/** Requests that the field provably leads to. */
export function requiredFor(part: RequestPart, path: string, ask: FieldAsk): readonly ExpectedGrant[] {
  return asked(part, path, ask).map((one) => required(part.request, one));
}

/** What the field may well justify. */
export function allowedFor(part: RequestPart, path: string, ask: FieldAsk): readonly ExpectedGrant[] {
  return asked(part, path, ask).map((one) => allowed(part.request, one));
}

function asked({ at }: RequestPart, path: string, { actions, quantifier = 'all', ...ask }: FieldAsk): Ask[] {
  return actions.map((action) => ({ ...ask, action, quantifier, field: `${at}${path}` }));
}
