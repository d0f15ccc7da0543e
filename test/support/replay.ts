import type { Finding } from '../../src/findings/finding.ts';
import { readValue } from '../../src/model/read.ts';
import type { PolicyText } from '../../src/model/role.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Request } from '../../src/policy/request.ts';

type Answer = 'no such role' | 'no witness' | 'refused' | 'allowed' | 'unknown';

/** What the replay of its witness has to answer for the finding to be true. */
export function proofOf(finding: Finding): Answer {
  const { ruleId } = finding;
  if (ruleId === 'execution-role-missing') return 'no such role';
  return TELL_WHAT_IS_ALLOWED.includes(ruleId) ? 'allowed' : 'refused';
}

const TELL_WHAT_IS_ALLOWED: readonly string[] = [
  'execution-role-too-broad',
  'execution-role-unused',
  'image-from-foreign-account',
  'network-permission-unneeded',
  'pass-role-too-wide',
  'permission-excess',
  'trust-too-wide',
];

/** Puts the witness to the evaluator, with nothing of the audit in between but the parser. */
export function replay({ accountId, roles, serviceControlPolicies }: Snapshot, finding: Finding): Answer {
  const role = roles.find(({ arn }) => arn === finding.role.arn);
  const { witness } = finding;
  if (witness === undefined) return 'no witness';
  if (finding.ruleId === 'execution-role-ineligible')
    return isOrdinary(finding.role.arn, accountId) ? 'allowed' : 'refused';
  if (role === undefined) return 'no such role';
  const isTrust = asksToAssume(finding);
  const access = isTrust
    ? identityAccess([parseTrustPolicy(readValue(role.trust.document))])
    : identityAccess(
        role.policies.map(parse),
        role.boundary === undefined ? undefined : parse(role.boundary),
        serviceControlPolicies.map((level) => level.map(parse)),
      );
  const request = isTrust ? { ...witness, resource: whoAsks(witness) } : witness;
  const { kind } = evaluate(access, request);
  return kind === 'implicitDeny' || kind === 'explicitDeny' ? 'refused' : kind;
}

/** A role that can be passed: one of the account, and of no service. */
function isOrdinary(roleArn: string, accountId: string): boolean {
  const [, , , , owner, resource = ''] = roleArn.split(':');
  return owner === accountId && !resource.startsWith('role/aws-service-role/');
}

/** The principal of a request to assume a role, as trust policies are read. */
function whoAsks({ context }: Request): string {
  const [service] = context['aws:PrincipalServiceName'] ?? [];
  const [provider] = context['aws:FederatedProvider'] ?? [];
  const [principal = ''] = context['aws:PrincipalArn'] ?? [];
  if (service !== undefined) return `Service:${service}`;
  return provider === undefined ? `AWS:${principal}` : `Federated:${provider}`;
}

/** Rules that are about trust policies alone. */
const ABOUT_TRUST: readonly string[] = [
  'execution-role-not-assumable',
  'execution-role-unused',
  'trust-too-wide',
];

/** True where the trust policy of the role has to answer, not its permissions. */
function asksToAssume({ ruleId, witness }: Finding): boolean {
  return ABOUT_TRUST.includes(ruleId) || witness?.context['sts:ExternalId'] !== undefined;
}

function parse(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}
