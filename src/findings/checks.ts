import type { ExpectedGrant } from '../expected/grant.ts';
import { contains, overlaps } from '../policy/contains.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { kept } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Missing, Outcome } from './evidence.ts';
import { resourceMayAllow } from './resource-policy.ts';

/**
 * Missing only if every spelling of the resource is refused, whatever the condition keys say that nobody can
 * know beforehand; for a name that the run decides, only if no name at all is allowed.
 */
export function checkGrant(grant: ExpectedGrant, access: Access, pins: Pins): Outcome {
  const unknown: string[] = [];
  let missing: Missing | undefined;
  for (const resource of grant.resources) {
    const outcome = checkSpelling(grant, resource, access, pins);
    if (outcome.kind === 'covered') return outcome;
    if (outcome.kind === 'unknown') unknown.push(outcome.why);
    else missing ??= outcome;
  }
  const [why] = unknown;
  return why === undefined && missing !== undefined
    ? missing
    : { kind: 'unknown', why: why ?? 'the grant names no resource' };
}

/** What is asked of a role, while its pins are in use: it is asked again for each remedy. */
const WANTED = new WeakMap<Pins, Map<string, Access>>();

function checkSpelling(grant: ExpectedGrant, resource: string, access: Access, pins: Pins): Outcome {
  const asked = kept(WANTED, pins, () => new Map<string, Access>());
  const key = JSON.stringify([grant.action, resource, grant.context]);
  const wanted = kept(asked, key, () => accessTo(grant.action, resource, grant.context));
  const reading = { pins, otherKeys: 'unknown' } as const;
  const overlap = () => overlaps(wanted, access, reading);
  if (grant.quantifier === 'some') {
    const some = overlap();
    if (some.kind !== 'disjoint') return some.kind === 'overlaps' ? { kind: 'covered' } : some;
  }
  const verdict = contains(wanted, access, reading);
  if (verdict.kind === 'contained') return { kind: 'covered' };
  if (verdict.kind === 'unknown') return verdict;
  if (verdict.assumes !== undefined) return { kind: 'unknown', why: UNSETTLED };
  const refusal = evaluate(access, verdict.witness, pins);
  if (refusal.kind === 'allowed' || refusal.kind === 'unknown')
    return { kind: 'unknown', why: 'the role does not clearly refuse the witness' };
  const byPolicy = resourceMayAllow(verdict.witness, pins['aws:PrincipalAccount']?.[0] ?? '');
  const sure =
    grant.why.confidence === 'confirmed' &&
    (!byPolicy || refusal.kind === 'explicitDeny') &&
    overlap().kind === 'disjoint';
  const confidence = sure ? 'confirmed' : 'potential';
  return { kind: 'missing', witness: verdict.witness, confidence, refusal, byResource: byPolicy };
}

/** The documentation of Resource can be read either way. */
const UNSETTLED = 'a statement covers it only if its wildcards take the colons between the parts of an ARN';

/** The set of requests with one action on one resource pattern, carrying the given keys. */
export function accessTo(
  action: string,
  resource: string,
  context: Readonly<Record<string, string>>,
): Access {
  const statement = {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(Object.keys(context).length === 0 ? {} : { Condition: { StringEquals: context } }),
  };
  return identityAccess([parsePolicy({ Version: '2012-10-17', Statement: statement }, 'expected')]);
}
