import { expectationOf } from '../expected/expect.ts';
import type { Expectation, ExpectedGrant, Pack } from '../expected/grant.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StateMachine } from '../model/state-machine.ts';
import type { Account, Evidence, Use } from './evidence.ts';
import { homeCatalogue, without } from './home-catalogue.ts';
import { parseText } from './role-access.ts';
import { roleCase } from './role-case.ts';

/** Brings state machines, roles and expectations together, role by role. */
export function gatherEvidence(snapshot: Snapshot, pack: Pack): Evidence {
  const all = [...usesOf(snapshot.stateMachines, pack)];
  const account = accountOf(snapshot, all);
  const homeless: Use[] = [];
  const byRole = new Map<Role, Use[]>();
  for (const use of all) {
    const role = account.roles.get(use.revision.roleArn);
    const uses = role === undefined ? homeless : (byRole.get(role) ?? []);
    uses.push(use);
    if (role !== undefined) byRole.set(role, uses);
  }
  return { account, cases: [...byRole].map(([role, uses]) => roleCase(role, uses, account)), homeless };
}

function accountOf(snapshot: Snapshot, uses: readonly Use[]): Account {
  const home = homeCatalogue({ ...snapshot, regions: wholeRegions(snapshot) });
  return {
    partition: snapshot.partition,
    accountId: snapshot.accountId,
    roles: new Map(snapshot.roles.map((role) => [role.arn, role])),
    roleArns: snapshot.roles.map(({ arn }) => arn).sort(),
    rolesComplete: snapshot.rolesComplete,
    attachments: attachmentsOf(snapshot.roles),
    absentRoles: new Set(snapshot.absentRoles),
    delegated: delegatedBy(uses),
    serviceControlPolicies: snapshot.serviceControlPolicies.map((level) => level.map(parseText)),
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
      byRole.set(roleArn, [...(byRole.get(roleArn) ?? []), ...grants]);
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
const UNREAD: Expectation = { grants: [], passedRoles: [], delegations: [], gaps: [] };

function* usesOf(machines: readonly StateMachine[], pack: Pack): Iterable<Use> {
  for (const machine of machines) {
    for (const revision of machine.revisions) {
      const definition = readValue(revision.definition);
      const { settings } = revision;
      const expectation =
        definition === undefined
          ? UNREAD
          : expectationOf({ definition, machine: { ...machine, settings }, pack });
      yield { machine, revision, expectation };
    }
  }
}
