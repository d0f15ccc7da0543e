import { FINGERPRINTS, isListed, knownDocument } from '../../expected/baselines/known-versions.ts';
import { historyBetween } from '../../expected/baselines/service-catalog-products.ts';
import type { RoleCase } from '../evidence.ts';
import { atLeast, type Severity } from '../finding.ts';
import { type LostNeed, lostNeeds } from '../lost-needs.ts';
import type { PolicyChange, SomeGains } from '../policy-change.ts';
import { printable } from '../printable.ts';
import { AWS_MANAGED_POLICIES, SERVICE_CATALOG_POLICIES } from '../references.ts';
import { someText } from '../request-text.ts';
import type { Rule, Violation } from '../rule.ts';
import { ROLE } from '../scrutiny.ts';

export const managedPolicyChanged: Rule = {
  id: 'managed-policy-changed',
  title: 'An AWS managed policy allows more or less than it did',
  severity: 'high',
  topic: 'managed-policy',
  why: 'AWS changes its managed policies without asking. Whoever has one attached gains permissions overnight, and now and then loses some that a job relies on. The number of the version says nothing: AWS has published hundreds of policies again without a change.',
  remedy:
    'Read what changed. Give a role that lost something a policy of its own; where more is allowed than a role is for, replace the AWS managed policy by a narrower one. Then accept the new document as the baseline.',
  references: [AWS_MANAGED_POLICIES, SERVICE_CATALOG_POLICIES],
  scrutiny: ROLE,
  *check({ account, cases }) {
    for (const roleCase of cases) {
      for (const arn of new Set(roleCase.role.policies.flatMap((text) => text.arn ?? []))) {
        const change = account.policyChanges.get(arn);
        if (change?.kind === 'republished') yield republication(change, roleCase);
        if (change?.kind === 'moved') yield* movement(change, roleCase);
      }
    }
  },
};

function* movement(
  change: Extract<PolicyChange, { kind: 'moved' }>,
  roleCase: RoleCase,
): Iterable<Violation> {
  const { measure, policy } = change;
  const gained = change.gained.kind === 'some' ? change.gained : undefined;
  const lost = change.lost.kind === 'some' ? change.lost : undefined;
  const [need] =
    lost === undefined ? [] : lostNeeds(roleCase, { before: measure.document, now: policy.document });
  const witness = gained?.witness ?? need?.witness ?? lost?.witness;
  if (witness === undefined) return;
  const parts = [
    ...(gained === undefined ? [] : [`gained ${someText(gained)}`]),
    ...(lost === undefined ? [] : [`lost ${lossText(lost, need)}`]),
  ];
  yield {
    ...violationOf(change, roleCase),
    subject: 'content',
    severity: severityOf([gained?.severity, need === undefined ? lossSeverity(lost) : 'high']),
    message: `\`${printable(policy.name)}\`, ${attachmentText(change)}, ${moveText(change)}: it ${parts.join(', and ')}`,
    witness,
    because: need === undefined ? [] : [need.because],
    cure: { kind: 'tell', text: adviceOn(change) },
  };
}

function republication(change: PolicyChange, roleCase: RoleCase): Violation {
  const { measure, policy } = change;
  return {
    ...violationOf(change, roleCase),
    subject: 'republication',
    severity: 'info',
    message: `\`${printable(policy.name)}\` was published again without a change, as ${idText(policy.versionId)} after ${idText(measure.versionId)}`,
    because: [],
    cure: { kind: 'tell', text: 'Nothing is to be done' },
  };
}

/** The finding is about the policy; the role is an example of those that have it, the worst off if there is one. */
function violationOf({ policy }: PolicyChange, { role: { arn, name } }: RoleCase) {
  return {
    confidence: 'confirmed',
    region: 'global',
    resource: { arn: policy.arn, type: 'AWS::IAM::ManagedPolicy' },
    role: { arn, name },
    isExample: true,
  } as const;
}

/** What a role needed and lost is high; all else that is lost may be missed by somebody. */
function lossSeverity(lost: SomeGains | undefined): Severity | undefined {
  return lost?.severity === 'high' ? 'medium' : lost?.severity;
}

function severityOf(severities: readonly (Severity | undefined)[]): Severity {
  let worst: Severity = 'low';
  for (const severity of severities) if (severity !== undefined && atLeast(severity, worst)) worst = severity;
  return worst;
}

function lossText(lost: SomeGains, need: LostNeed | undefined): string {
  return need === undefined
    ? someText(lost)
    : `${someText({ ...lost, witness: need.witness })}, which ${need.who} needs`;
}

/** Ids are those of the account; whether AWS is known to have published such a document, the tables tell. */
function moveText({ policy, measure }: PolicyChange): string {
  const { name, versionId, document } = policy;
  const isNews = isListed(name) && knownDocument(name, document) === undefined;
  const news = isNews ? `, with a document that the tables of ${FINGERPRINTS.date} do not know` : '';
  return `has moved from ${idText(measure.versionId)} to ${idText(versionId)} since ${dayOf(measure.recordedAt)}${news}`;
}

function idText(versionId: string | undefined): string {
  return versionId === undefined ? 'an unknown version' : printable(versionId);
}

function dayOf(time: string): string {
  return printable(time.slice(0, 10));
}

function attachmentText({ attachedTo }: PolicyChange): string {
  const [first = '', second, ...others] = attachedTo.map((name) => `\`${printable(name)}\``);
  if (second === undefined) return `attached to ${first}`;
  return others.length === 0
    ? `attached to ${first} and ${second}`
    : `attached to ${first}, ${second} and ${others.length} more`;
}

function adviceOn({ policy, measure }: PolicyChange): string {
  const history = historyBetween(policy.name, numberOf(measure.versionId), numberOf(policy.versionId));
  const told = history.length === 0 ? '' : `. What changed: ${history.join(' · ')}`;
  switch (measure.source) {
    case 'recorded':
      return `Read what changed; if the roles are to have it so, accept it: \`plumbline audit --state DIR --accept-baselines\`${told}`;
    case 'dated':
      return `Read what changed; the roles are measured by the document of ${dayOf(measure.recordedAt)} because the templates of that time were asked for${told}`;
  }
}

function numberOf(versionId: string | undefined): number {
  return Number(/^v(\d+)$/.exec(versionId ?? '')?.[1] ?? Number.NaN);
}
