import type { ExpectedGrant } from '../expected/grant.ts';
import { contains, overlaps } from '../policy/contains.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { kept, shortMemory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import { grantsPlainly } from '../policy/plainly.ts';
import type { Request } from '../policy/request.ts';
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

function checkSpelling(grant: ExpectedGrant, resource: string, access: Access, pins: Pins): Outcome {
  if (!hasKeys(grant.context) && grantsPlainly(access, grant.action, resource, pins))
    return { kind: 'covered' };
  const wanted = accessTo(grant.action, resource, grant.context);
  const reading = { pins, otherKeys: 'unknown' } as const;
  const verdict = contains(wanted, access, reading);
  if (verdict.kind === 'contained') return { kind: 'covered' };
  const overlap = () => overlaps(wanted, access, reading);
  if (grant.quantifier === 'some') {
    const some = overlap();
    if (some.kind !== 'disjoint') return some.kind === 'overlaps' ? { kind: 'covered' } : some;
  }
  if (verdict.kind === 'unknown') return restricted(grant, wanted, access, pins) ?? verdict;
  if (verdict.assumes !== undefined) return { kind: 'unknown', why: UNSETTLED };
  return refused(verdict.witness, grant, access, pins, () => overlap().kind === 'disjoint');
}

/** The witness as a claim; `refusesAll`: whether the role refuses the grant in every form. */
function refused(
  witness: Request,
  grant: ExpectedGrant,
  access: Access,
  pins: Pins,
  refusesAll: () => boolean,
): Outcome {
  const refusal = evaluate(access, witness, pins);
  if (refusal.kind === 'allowed' || refusal.kind === 'unknown')
    return { kind: 'unknown', why: 'the role does not clearly refuse the witness' };
  const byResource = resourceMayAllow(witness, pins['aws:PrincipalAccount']?.[0] ?? '');
  const sure =
    grant.why.confidence === 'confirmed' && (!byResource || refusal.kind === 'explicitDeny') && refusesAll();
  return { kind: 'missing', witness, confidence: sure ? 'confirmed' : 'potential', refusal, byResource };
}

/**
 * SageMaker checks the permissions on the network before it uses them, and with nothing that a condition could ask for: a
 * condition is as good as no grant.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createprocessingjob-perms
 */
function restricted(
  { need }: ExpectedGrant,
  wanted: Access,
  access: Access,
  pins: Pins,
): Missing | undefined {
  const verdict = need === 'network' ? contains(wanted, access, { pins }) : undefined;
  if (verdict?.kind !== 'exceeds') return undefined;
  const { witness } = verdict;
  const refusal = evaluate(access, witness, pins);
  if (refusal.kind !== 'implicitDeny' || refusal.layer !== 0) return undefined;
  return { kind: 'missing', witness, confidence: 'potential', refusal, byResource: false };
}

/** The documentation of Resource can be read either way. */
const UNSETTLED = 'a statement covers it only if its wildcards take the colons between the parts of an ARN';

/** The set of requests with one action on one resource pattern, carrying the given keys. */
export function accessTo(
  action: string,
  resource: string,
  context: Readonly<Record<string, string>>,
): Access {
  // The number tells where the action ends, and that this is no JSON.
  const key = hasKeys(context)
    ? JSON.stringify([action, resource, context])
    : `${action.length} ${action} ${resource}`;
  return kept(ASKED, key, () => accessAnew(action, resource, context));
}

/** Many roles are asked for the same, and each again for its remedies. */
const ASKED = shortMemory<string, Access>(1_000);

function hasKeys(context: Readonly<Record<string, string>>): boolean {
  return Object.keys(context).length > 0;
}

function accessAnew(action: string, resource: string, context: Readonly<Record<string, string>>): Access {
  const statement = {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(hasKeys(context) ? { Condition: { StringEquals: context } } : {}),
  };
  return identityAccess([parsePolicy({ Version: '2012-10-17', Statement: statement }, 'expected')]);
}
