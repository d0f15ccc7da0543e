import type { ExpectReport } from './expect-report.ts';
import { type TargetRole, targetRole, trustOf } from './expect-role.ts';

/** Resources of CloudFormation that give a role the policy of a report. */
export interface StackResources {
  /** What to call the state machine. */
  readonly name: string;
  /** The logical id of the role that is made, or the ARN of the one that exists. */
  readonly role:
    | { readonly kind: 'made'; readonly logicalId: string }
    | { readonly kind: 'existing'; readonly arn: string };
  readonly resources: Readonly<Record<string, object>>;
  /** The statements in `resources`, as a path; absent where there is none. */
  readonly statements?: readonly (string | number)[];
}

/**
 * A policy has no intrinsic function in it: `Fn::Sub` would take variables of IAM for its own. A new role gets no
 * name, so that the stack needs no CAPABILITY_NAMED_IAM.
 */
export function stackResources(report: ExpectReport): StackResources {
  const target = targetRole(report);
  return target.existing === undefined ? newRole(report, target) : policyFor(report, target, target.existing);
}

function newRole({ stateMachine, policy }: ExpectReport, { words, policyName }: TargetRole): StackResources {
  const logicalId = `${logicalName(words)}Role`;
  const isEmpty = policy.Statement.length === 0;
  const { service, conditions } = trustOf(stateMachine);
  const trust = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    Condition: Object.fromEntries(conditions.map(({ test, key, value }) => [test, { [key]: value }])),
  };
  const properties = {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
    ...(isEmpty ? {} : { Policies: [{ PolicyName: policyName, PolicyDocument: policy }] }),
  };
  return {
    name: logicalName(words),
    role: { kind: 'made', logicalId },
    resources: { [logicalId]: { Type: 'AWS::IAM::Role', Properties: properties } },
    ...(isEmpty
      ? {}
      : { statements: [logicalId, 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'] }),
  };
}

/** IAM takes no policy without a statement, so nothing is made for a machine that needs nothing. */
function policyFor(
  { policy }: ExpectReport,
  { words, policyName }: TargetRole,
  { arn, name: roleName }: NonNullable<TargetRole['existing']>,
): StackResources {
  const name = logicalName(words);
  const role = { kind: 'existing', arn } as const;
  if (policy.Statement.length === 0) return { name, role, resources: {} };
  const logicalId = `${name}Policy`;
  const properties = { RoleName: roleName, PolicyName: policyName, PolicyDocument: policy };
  return {
    name,
    role,
    resources: { [logicalId]: { Type: 'AWS::IAM::RolePolicy', Properties: properties } },
    statements: [logicalId, 'Properties', 'PolicyDocument', 'Statement'],
  };
}

/** A logical id has letters and digits only. */
function logicalName(words: readonly string[]): string {
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}
