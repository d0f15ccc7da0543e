import type { Pack } from '../../src/expected/grant.ts';
import { type Baselines, NO_BASELINES } from '../../src/findings/baselines.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { measuresFor } from '../../src/findings/policy-changes.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { readValue } from '../../src/model/read.ts';
import type { PolicyText, Role } from '../../src/model/role.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import {
  type PolicyDocument,
  parsePolicy,
  parseResourceControlPolicy,
  parseTrustPolicy,
} from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Pins } from '../../src/policy/pins.ts';
import type { Request } from '../../src/policy/request.ts';
import { resourceControlLayer } from '../../src/policy/resource-control.ts';
import { askResourcePolicy } from './ask-resource-policy.ts';
import { isWrittenSo } from './written-so.ts';

type Answer =
  | 'no such role'
  | 'no witness'
  | 'refused'
  | 'allowed'
  | 'changed'
  | 'unchanged'
  | 'unknown'
  | 'written so'
  | 'not written so';

const TOPICS: ReadonlyMap<string, string> = new Map(rules.map(({ id, topic }) => [id, topic]));

/** What the replay of its witness has to answer for the finding to be true. */
export function proofOf(finding: Finding): Answer {
  const { ruleId } = finding;
  const topic = TOPICS.get(ruleId);
  if (topic === 'statement') return proofOfStatement(finding);
  return BY_MESSAGE[ruleId]?.(finding) ?? (topic === 'excess' ? 'allowed' : 'refused');
}

const BY_MESSAGE: Readonly<Record<string, (finding: Finding) => Answer>> = {
  'execution-role-missing': () => 'no such role',
  'callback-unsupported': () => 'written so',
  'suppression-invalid': () => 'no witness',
  'managed-policy-changed': ({ severity }) => (severity === 'info' ? 'no witness' : 'changed'),
  'service-catalog-role-altered': ({ message }) => {
    if (/does not exist/.test(message)) return 'no such role';
    return /allows more/.test(message) ? 'allowed' : 'refused';
  },
  'managed-policy-copy-stale': ({ message }) => (/role lacks/.test(message) ? 'refused' : 'allowed'),
};

/** What a statement fails to deny is allowed, what it fails to allow is refused: the message says which. */
function proofOfStatement({ witness, message }: Finding): Answer {
  if (witness === undefined) return 'no witness';
  return message.includes(` may \`${witness.action}\``) ? 'allowed' : 'refused';
}

/** Puts the witness to the evaluator, with nothing of the audit in between but the parser. */
export function replay(
  snapshot: Snapshot,
  finding: Finding,
  baselines: Baselines = NO_BASELINES,
  pack: Pack = 'docs-2025',
): Answer {
  if (finding.ruleId === 'callback-unsupported')
    return isWrittenSo(snapshot, finding) ? 'written so' : 'not written so';
  if (finding.ruleId === 'resource-policy-present') return askResourcePolicy(snapshot, finding);
  if (finding.ruleId === 'managed-policy-changed')
    return replayChange(snapshot, finding, measuresFor(pack, snapshot.partition, baselines));
  return replayOnRole(snapshot, finding);
}

function replayOnRole(snapshot: Snapshot, finding: Finding): Answer {
  const { accountId, roles } = snapshot;
  const role = roles.find(({ arn }) => arn === finding.role.arn);
  const { witness } = finding;
  if (witness === undefined) return 'no witness';
  if (finding.ruleId === 'execution-role-ineligible')
    return isOrdinary(finding.role.arn, accountId) ? 'allowed' : 'refused';
  if (role === undefined || isAbsent(witness, snapshot)) return 'no such role';
  const isTrust = asksToAssume(finding);
  const access = isTrust
    ? identityAccess([parseTrustPolicy(readValue(role.trust.document))])
    : accessOf(role, snapshot);
  const request = isTrust ? { ...witness, resource: whoAsks(witness) } : witness;
  const { kind } = evaluate(access, request, isTrust ? {} : whoIs(role, snapshot));
  return kind === 'implicitDeny' || kind === 'explicitDeny' ? 'refused' : kind;
}

/** Nothing binds the management account; resource control policies bind what is in the account. */
function accessOf({ policies, boundary }: Role, snapshot: Snapshot): Access {
  const { accountId, managementAccountId, serviceControlPolicies, resourceControlPolicies } = snapshot;
  const isBound = accountId !== managementAccountId;
  return identityAccess(
    policies.map(parse),
    boundary === undefined ? undefined : parse(boundary),
    isBound ? serviceControlPolicies.map((level) => level.map(parse)) : [],
    isBound
      ? resourceControlPolicies.map((level) => resourceControlLayer(level.map(parseRcp), accountId))
      : [],
  );
}

/** What every request of the role says of it. */
function whoIs({ arn, accountId }: Role, { organizationId }: Snapshot): Pins {
  return {
    'aws:PrincipalArn': [arn],
    'aws:PrincipalAccount': [accountId],
    'aws:PrincipalIsAWSService': ['false'],
    ...(organizationId === undefined ? {} : { 'aws:PrincipalOrgID': [organizationId] }),
  };
}

/** True where the witness is to assume a role that is not there. */
function isAbsent({ action, resource }: Request, { roles }: Snapshot): boolean {
  return (
    action === 'sts:AssumeRole' &&
    resource.includes(':role/service-role/') &&
    !roles.some(({ arn }) => arn === resource)
  );
}

/** The witness of a change is allowed by one of the two documents, and clearly refused by the other. */
function replayChange({ roles }: Snapshot, { witness, resource }: Finding, baselines: Baselines): Answer {
  if (witness === undefined) return 'no witness';
  const text = roles.flatMap(({ policies }) => policies).find(({ arn }) => arn === resource.arn);
  const documents = [text && readValue(text.document), baselines.get(resource.arn)?.document];
  const answers = documents.map(
    (document) => evaluate(identityAccess([parsePolicy(document)]), witness).kind,
  );
  if (answers.includes('unknown')) return 'unknown';
  return answers.filter((kind) => kind === 'allowed').length === 1 ? 'changed' : 'unchanged';
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
  if (witness?.context['aws:PrincipalServiceName'] !== undefined) return true;
  return ABOUT_TRUST.includes(ruleId) || witness?.context['sts:ExternalId'] !== undefined;
}

function parse(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}

function parseRcp(text: PolicyText): PolicyDocument {
  return parseResourceControlPolicy(readValue(text.document), text.name);
}
