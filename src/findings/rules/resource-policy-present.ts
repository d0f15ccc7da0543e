import type { ResourcePolicy } from '../../model/resource-policy.ts';
import { printable } from '../printable.ts';
import { MODEL_PACKAGE_SHARING } from '../references.ts';
import { type Outsider, sharingOf } from '../resource-sharing.ts';
import type { Rule, Violation } from '../rule.ts';

/** No role is at fault: the finding carries the resource in the place of one. */
export const resourcePolicyPresent: Rule = {
  id: 'resource-policy-present',
  title: 'A SageMaker resource is shared with another account',
  severity: 'low',
  topic: 'excess',
  why: 'Model package groups and lineage groups can have policies of their own, which let in whom no role of the account knows. Sharing models between accounts is common; a share that nobody remembers gives them away.',
  remedy: 'Take out of the policy of the resource who has no need of it.',
  references: [MODEL_PACKAGE_SHARING],
  // Only the policy of the resource decides.
  scrutiny: { reach: 'lens', harmless: ['iam', 'organizations', 'states'] },
  ignoresPolicies: true,
  *check({ resourcePolicies }) {
    for (const policy of resourcePolicies) {
      const [first, ...others] = sharingOf(policy).others;
      if (first !== undefined) yield violationOf(policy, [first, ...others]);
    }
  },
};

function violationOf(
  { arn, region, type }: ResourcePolicy,
  outsiders: readonly [Outsider, ...Outsider[]],
): Violation {
  const [first, ...others] = outsiders;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const { witness } = first;
  return {
    subject: { shared: true },
    severity: 'low',
    confidence: outsiders.some(({ isConditional }) => !isConditional) ? 'confirmed' : 'potential',
    message: `\`${printable(name)}\` (${type}) is shared with ${whoIs(first)}${first.isConditional ? ' under a condition' : ''}${more}: its policy allows \`${witness.action}\` on \`${printable(witness.resource)}\``,
    region,
    resource: { arn, type: `AWS::SageMaker::${type}` },
    role: { arn, name },
    witness,
    because: [],
    cure: {
      kind: 'tell',
      text: adviceOf(name, outsiders),
    },
  };
}

function adviceOf(name: string, outsiders: readonly Outsider[]): string {
  const policy = `the policy of \`${printable(name)}\``;
  return outsiders.some(({ principal }) => principal === '*')
    ? `Name in ${policy} the accounts that have a need of it, in the place of everybody`
    : `Take ${outsiders.map(whoIs).join(', ')} out of ${policy}, if they have no need of it`;
}

function whoIs({ principal }: Outsider): string {
  return principal === '*' ? 'everybody' : `\`${printable(principal)}\``;
}
