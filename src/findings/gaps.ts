import type { PassedRole } from '../expected/grant.ts';
import type { Gap } from '../model/coverage.ts';
import { mapped } from '../model/mapped.ts';
import type { ResourcePolicy } from '../model/resource-policy.ts';
import type { PolicyText } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Account, Evidence, Execution, RoleCase, Use } from './evidence.ts';
import { pathOf, subjectOf } from './execution.ts';
import { canonicalJson } from './fingerprint.ts';
import { toldObjections } from './pattern-objections.ts';
import { printable } from './printable.ts';
import { sharingOf } from './resource-sharing.ts';
import { withoutKnownSecrets } from './secrets.ts';
import { undecidedSuppressions } from './suppression-checks.ts';
import { undecidedGaps } from './undecided.ts';
import { undecidedPolicies } from './undecided-policies.ts';

/** Everything that one part of the evidence could not tell, in groups that stand apart in a report. */
export function gapsOf(evidence: Evidence): readonly (readonly Gap[])[] {
  const { account, cases, homeless, homelessExecutions } = evidence;
  const executions = [...homelessExecutions, ...cases.flatMap((roleCase) => roleCase.executions)];
  return [
    homeless.flatMap((use) => unreadRole(use, account)),
    homeless.flatMap(definitionGaps),
    cases.flatMap(roleGaps),
    homelessExecutions.flatMap((execution) => unreadExecutionRole(execution, account)),
    executions.flatMap(executionGaps),
    [...undecidedGaps(evidence)],
    [...undecidedPolicies(evidence)],
    [...account.serviceControlPolicies, ...account.resourceControlPolicies].flat().flatMap(controlGaps),
    [...unreadOtherRoles(evidence)],
    evidence.resourcePolicies.flatMap(resourcePolicyGaps),
    undecidedSuppressions(evidence),
  ];
}

/** The holes of the snapshot, then those of all parts group by group; each hole once. */
export function joinGaps(
  read: readonly Gap[],
  parts: readonly (readonly (readonly Gap[])[])[],
): readonly Gap[] {
  const groups = parts[0]?.length ?? 0;
  const all = [...read];
  for (let group = 0; group < groups; group += 1) for (const part of parts) all.push(...(part[group] ?? []));
  // A reason may quote what stands where a key of a policy should.
  const told = all.map((gap) => ({ ...gap, why: printable(withoutKnownSecrets(gap.why)) }));
  return [...new Map(told.map((gap) => [canonicalJson(gap), gap])).values()];
}

function roleGaps(roleCase: RoleCase): readonly Gap[] {
  const { role, documents, uses } = roleCase;
  return [
    ...role.policies.flatMap((text, index) => policyGaps(roleCase, text, documents[index])),
    ...(role.boundary === undefined ? [] : policyGaps(roleCase, role.boundary, roleCase.boundary)),
    ...policyGaps(roleCase, role.trust, roleCase.trust),
    ...uses.flatMap(definitionGaps),
  ];
}

/** A policy that was not read, or of which some part does not make sense. */
function policyGaps(
  { role }: RoleCase,
  text: PolicyText,
  document: PolicyDocument | undefined,
): readonly Gap[] {
  const place = { source: 'iam:GetAccountAuthorizationDetails', region: 'global', resource: role.arn };
  const name = `\`${printable(text.name)}\``;
  switch (text.document.kind) {
    case 'denied':
      return [
        { ...place, kind: 'denied', why: `${name}: ${text.document.why}`, action: text.document.action },
      ];
    case 'failed':
      return [{ ...place, kind: 'failed', why: `${name}: ${text.document.why}` }];
    case 'partial':
    case 'known':
      return mapped(document?.problems ?? [], ({ path, message }) => ({
        ...place,
        kind: 'malformed',
        why: `${name}: ${path}: ${message}`,
      }));
  }
}

function definitionGaps(use: Use): readonly Gap[] {
  const { machine, revision, expectation } = use;
  const place = { region: machine.region, resource: machine.arn };
  const version = revision.qualifier === 'current' ? '' : `version ${revision.qualifier}: `;
  if (revision.definition.kind === 'denied')
    return [
      {
        source: 'states:DescribeStateMachine',
        ...place,
        kind: 'denied',
        why: `${version}${revision.definition.why}`,
        action: revision.definition.action,
      },
    ];
  if (revision.definition.kind === 'failed')
    return [
      {
        source: 'states:DescribeStateMachine',
        ...place,
        kind: 'failed',
        why: `${version}${revision.definition.why}`,
      },
    ];
  const told = mapped(toldObjections(use), ({ gap }) => gap);
  const gaps = expectation.gaps.filter((gap) => !told.includes(gap));
  return mapped(gaps, ({ kind, path, why }) => ({
    source: 'definition',
    ...place,
    kind,
    why: `${version}${printable(path)}: ${why}`,
  }));
}

/** A role that is not among those read, where nothing proves that it does not exist. */
function unreadRole({ machine, revision }: Use, account: Account): readonly Gap[] {
  const known = account.rolesComplete || account.absentRoles.has(revision.roleArn);
  if (known && revision.roleArn.split(':')[4] === account.accountId) return [];
  const why = `the role of \`${printable(machine.name)}\` was not read`;
  return [
    {
      source: 'iam:GetRole',
      region: 'global',
      resource: revision.roleArn,
      kind: 'not-read',
      why,
      action: 'iam:GetRole',
    },
  ];
}

function unreadExecutionRole(execution: Execution, account: Account): readonly Gap[] {
  const { roleArn } = execution;
  const isOwn = roleArn.split(':')[4] === account.accountId;
  if (isOwn && (account.rolesComplete || account.absentRoles.has(roleArn))) return [];
  const reason = isOwn ? 'was not read' : 'is in another account';
  return [
    {
      source: 'iam:GetRole',
      region: 'global',
      resource: roleArn,
      kind: 'not-read',
      why: `the role of ${pathOf(execution)} ${reason}`,
    },
  ];
}

/** What could not be read of a resource, or of the request of a task. */
function executionGaps(execution: Execution): readonly Gap[] {
  const { use, region } = execution;
  return mapped(use.gaps, ({ kind, path, why }) => ({
    source: execution.origin.kind === 'resource' ? 'resource' : 'definition',
    region,
    resource: subjectOf(execution).arn,
    kind,
    why: `${printable(path)}: ${why}`,
  }));
}

function controlGaps({ name, problems }: PolicyDocument): readonly Gap[] {
  return problems.map(({ path, message }) => ({
    source: 'organizations:ListPolicies',
    region: 'global',
    kind: 'malformed',
    why: `\`${printable(name)}\`: ${path}: ${message}`,
  }));
}

/** A policy of a resource that was not read, or that does not tell whom it lets in. */
function resourcePolicyGaps(policy: ResourcePolicy): readonly Gap[] {
  const { arn, region, type, document } = policy;
  const place = { source: `sagemaker:Get${type}Policy`, region, resource: arn };
  switch (document.kind) {
    case 'denied':
      return [{ ...place, kind: 'denied', why: document.why, action: document.action }];
    case 'failed':
      return [{ ...place, kind: 'failed', why: document.why }];
    case 'partial':
    case 'known':
      return sharingOf(policy).open.map((why) => ({
        ...place,
        kind: 'undecided',
        why: `whether the policy shares the resource: ${why}`,
      }));
  }
}

/** Passed or assumed roles that nobody looked at: whether they exist and whom they trust is not known. */
function* unreadOtherRoles({ account, cases, homeless }: Evidence): Iterable<Gap> {
  for (const use of [...cases.flatMap(({ uses }) => uses), ...homeless]) {
    const { passedRoles, delegations } = use.expectation;
    for (const role of passedRoles) yield* unreadOtherRole(role, 'passes', use, account);
    for (const role of delegations) yield* unreadOtherRole(role, 'assumes', use, account);
  }
}

function unreadOtherRole(
  { roleArn, why }: Pick<PassedRole, 'roleArn' | 'why'>,
  verb: 'passes' | 'assumes',
  { machine }: Use,
  account: Account,
): readonly Gap[] {
  if (account.roles.has(roleArn)) return [];
  const own = roleArn.split(':')[4] === account.accountId;
  if (own && (account.rolesComplete || account.absentRoles.has(roleArn))) return [];
  const reason = own ? 'was not read' : 'is in another account';
  const who = `\`${printable(why.state)}\` of \`${printable(machine.name)}\``;
  return [
    {
      source: 'iam:GetRole',
      region: 'global',
      resource: roleArn,
      kind: 'not-read',
      why: `the role that ${who} ${verb} ${reason}`,
    },
  ];
}
