import { expectationOf } from '../expected/expect.ts';
import type { Expectation, ExpectedGrant, Pack } from '../expected/grant.ts';
import { roleNameOf } from '../model/arn.ts';
import { mapped } from '../model/mapped.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { kept } from '../policy/kept.ts';
import { awsPoliciesOn, type Baselines, NO_BASELINES } from './baselines.ts';
import { type Account, type Evidence, evidenceOf, type Use } from './evidence.ts';
import { executionsByRole } from './executions.ts';
import { guardrailsOf } from './guardrails.ts';
import { homeCatalogue, without } from './home-catalogue.ts';
import { measuresFor, policyChanges } from './policy-changes.ts';
import { roleCase } from './role-case.ts';
import { isInScope } from './scope.ts';
import { catalogProjects } from './service-catalog.ts';

/**
 * Brings state machines, SageMaker resources, roles and expectations together: one part for each role, so that what is
 * compiled for one can go before the next is looked at, and a last one for all that has no role.
 */
export function* gatherEvidence(
  snapshot: Snapshot,
  pack: Pack,
  recorded: Baselines = NO_BASELINES,
): Iterable<Evidence> {
  const all = [...usesOf(snapshot.stateMachines, pack)];
  const bare = accountOf(snapshot, all);
  const uses = usesByRole(all, bare);
  const executions = executionsByRole(snapshot, all, pack);
  const executing = [...executions.keys()].flatMap((arn) => bare.roles.get(arn) ?? []);
  const used = new Set([...uses.found.keys(), ...executing]);
  const idle = snapshot.roles.filter((role) => !used.has(role) && isInScope(role));
  const roles = [...used, ...idle];
  const measures = measuresFor(pack, snapshot.partition, recorded);
  const account = { ...bare, policyChanges: policyChanges(roles, measures, bare) };
  for (const role of roles) {
    const users = { uses: uses.found.get(role) ?? [], executions: executions.get(role.arn)?.() ?? [] };
    yield evidenceOf(account, { cases: [roleCase(role, users, account)] });
  }
  const homeless = [...executions].flatMap(([arn, executionsOf]) =>
    bare.roles.has(arn) ? [] : executionsOf(),
  );
  yield evidenceOf(account, {
    homeless: uses.homeless,
    homelessExecutions: homeless,
    resourcePolicies: snapshot.resourcePolicies,
  });
}

interface UsesByRole {
  readonly found: ReadonlyMap<Role, readonly Use[]>;
  /** Those of a role that is not among the roles read. */
  readonly homeless: readonly Use[];
}

function usesByRole(uses: readonly Use[], { roles }: Account): UsesByRole {
  const homeless: Use[] = [];
  const found = new Map<Role, Use[]>();
  for (const use of uses) {
    const role = roles.get(use.revision.roleArn);
    const same = role === undefined ? homeless : kept(found, role, () => []);
    same.push(use);
  }
  return { found, homeless };
}

function accountOf(snapshot: Snapshot, uses: readonly Use[]): Account {
  const home = homeCatalogue({ ...snapshot, regions: wholeRegions(snapshot) });
  const roleArns = snapshot.roles.map(({ arn }) => arn).sort();
  return {
    partition: snapshot.partition,
    accountId: snapshot.accountId,
    roles: new Map(snapshot.roles.map((role) => [role.arn, role])),
    roleArns,
    roleArnByName: new Map(roleArns.toReversed().map((arn) => [roleNameOf(arn), arn])),
    rolesComplete: snapshot.rolesComplete,
    attachments: attachmentsOf(snapshot.roles),
    absentRoles: new Set(snapshot.absent),
    awsPolicies: awsPoliciesOn(snapshot.roles),
    policyChanges: new Map(),
    projects: catalogProjects(snapshot.sageMakerResources),
    takenAt: snapshot.takenAt,
    regions: snapshot.regions,
    statesComplete:
      snapshot.regions.length > 0 &&
      !snapshot.gaps.some(({ source }) => source.startsWith('states')) &&
      uses.every(({ revision, machine }) => revision.definition.kind === 'known' && machine.versionsKnown),
    passedRoles: new Set(
      uses.flatMap(({ expectation }) => mapped(expectation.passedRoles, ({ roleArn }) => roleArn)),
    ),
    sageMakerComplete:
      snapshot.regions.length > 0 && !snapshot.gaps.some(({ source }) => source.startsWith('sagemaker')),
    delegated: delegatedBy(uses),
    ...guardrailsOf(snapshot),
    home,
    homeButPassRole: without(home, 'iam:passrole'),
  };
}

function attachmentsOf(roles: readonly Role[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { policies } of roles) {
    for (const { arn } of policies) if (arn !== undefined) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  }
  return counts;
}

function delegatedBy(uses: readonly Use[]): Account['delegated'] {
  const byRole = new Map<string, ExpectedGrant[]>();
  for (const { expectation } of uses) {
    for (const { roleArn, grants } of expectation.delegations)
      kept(byRole, roleArn, () => []).push(...grants);
  }
  return byRole;
}

/** Regions of which every state machine was read: elsewhere an unread one may use any role. */
function wholeRegions({ regions, gaps }: Snapshot): readonly string[] {
  const sources = ['states:ListStateMachines', 'states:DescribeStateMachine'];
  return regions.filter(
    (name) => !gaps.some(({ region, source }) => region === name && sources.includes(source)),
  );
}

/** Where a definition was not read nothing is expected of it, and `excessBlockedBy` keeps that from becoming a claim. */
const UNREAD: Expectation = {
  grants: [],
  passedRoles: [],
  delegations: [],
  roleUses: [],
  objections: [],
  gaps: [],
};

function* usesOf(machines: readonly StateMachine[], pack: Pack): Iterable<Use> {
  for (const machine of machines) {
    for (const revision of machine.revisions) {
      const definition = readValue(revision.definition);
      const { settings } = revision;
      const expectation =
        definition === undefined
          ? UNREAD
          : expectationOf({ definition, machine: { settings, ...machine }, pack });
      yield { machine, revision, expectation };
    }
  }
}
