import type { Finding } from '../../src/findings/finding.ts';
import { readValue } from '../../src/model/read.ts';
import type { PolicyText } from '../../src/model/role.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';

type Answer = 'no such role' | 'no witness' | 'refused' | 'allowed' | 'unknown';

/** Rules on what a single statement says. */
const STATEMENT_RULES: ReadonlySet<string> = new Set([
  'action-unknown',
  'condition-key-dead',
  'condition-unsatisfiable',
  'resource-never-matches',
  'search-bypasses-deny',
]);

/** What the replay of its witness has to answer for the finding to be true. */
export function proofOf(finding: Finding): Answer {
  const { ruleId, witness, message } = finding;
  if (ruleId === 'execution-role-missing') return 'no such role';
  if (STATEMENT_RULES.has(ruleId)) {
    if (witness === undefined) return 'no witness';
    // What a statement fails to deny is allowed, what it fails to allow is refused: the message says which.
    return message.includes(` may \`${witness.action}\``) ? 'allowed' : 'refused';
  }
  return ruleId === 'permission-excess' || ruleId === 'pass-role-too-wide' ? 'allowed' : 'refused';
}

/** Puts the witness to the evaluator, with nothing of the audit in between but the parser. */
export function replay({ roles, serviceControlPolicies }: Snapshot, finding: Finding): Answer {
  const role = roles.find(({ arn }) => arn === finding.role.arn);
  const { witness } = finding;
  if (witness === undefined) return 'no witness';
  if (role === undefined) return 'no such role';
  const isTrust = asksToAssume(finding);
  const access = isTrust
    ? identityAccess([parseTrustPolicy(readValue(role.trust.document))])
    : identityAccess(
        role.policies.map(parse),
        role.boundary === undefined ? undefined : parse(role.boundary),
        serviceControlPolicies.map((level) => level.map(parse)),
      );
  const [service] = witness.context['aws:PrincipalServiceName'] ?? [];
  const [principal = ''] = witness.context['aws:PrincipalArn'] ?? [];
  const who = service === undefined ? `AWS:${principal}` : `Service:${service}`;
  const request = isTrust ? { ...witness, resource: who } : witness;
  const { kind } = evaluate(access, request);
  return kind === 'implicitDeny' || kind === 'explicitDeny' ? 'refused' : kind;
}

/** True where the trust policy of the role has to answer, not its permissions. */
function asksToAssume({ ruleId, witness }: Finding): boolean {
  return ruleId === 'execution-role-not-assumable' || witness?.context['sts:ExternalId'] !== undefined;
}

function parse(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}
