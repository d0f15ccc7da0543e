import { mapped } from '../model/mapped.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { RoleCase } from './evidence.ts';
import { otherPrincipals } from './trust.ts';

/** By the pins of the role, which stay while its policies are altered for a remedy. */
const KNOWN = memory<Pins, Pins>();

/**
 * What is known of every request that is made with the role. Others than Step Functions may pass session tags, and come through
 * endpoints of a VPC.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function knownPins(roleCase: RoleCase): Pins {
  const { pins, trust } = roleCase;
  return kept(KNOWN, pins, () => {
    const stepFunctions = isOnlyForStepFunctions(trust);
    const own = Object.entries(pins).filter(([key]) => stepFunctions || !key.startsWith('aws:principaltag/'));
    const absent = [
      ...(isOnlyForServices(roleCase) ? NEVER_OF_SERVICES : []),
      ...(stepFunctions ? NEVER_OF_STEP_FUNCTIONS : []),
    ];
    return Object.fromEntries([...own, ...mapped(absent, (key) => [key, null] as const)]);
  });
}

/** True where it is certain that nobody but Step Functions may assume the role. */
function isOnlyForStepFunctions(trust: RoleCase['trust']): boolean {
  return (
    otherPrincipals(trust, false).length === 0 && trust.statements.every(({ effect }) => effect !== 'Unknown')
  );
}

/** A service does not sign in as a user, and no device of its own vouches for it. */
const NEVER_OF_SERVICES = ['aws:username', 'aws:MultiFactorAuthAge'];

/** A state machine is in no VPC. */
const NEVER_OF_STEP_FUNCTIONS = ['aws:SourceVpc', 'aws:SourceVpcArn', 'aws:SourceVpce', 'aws:VpcSourceIp'];

/** True where nobody but services may assume the role. */
export function isOnlyForServices({ trust }: RoleCase): boolean {
  return trust.statements.every(
    ({ effect, resources }) =>
      effect === 'Deny' ||
      (effect === 'Allow' &&
        !resources.not &&
        resources.patterns.every((principal) => principal.startsWith('Service:'))),
  );
}

/** Keys by which a policy tells apart whom it is attached to. */
export function tellsPrincipalsApart(key: string): boolean {
  return key.startsWith('aws:principal');
}
