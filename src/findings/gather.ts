import { expectationOf } from '../expected/expect.ts';
import type { Expectation, ExpectedGrant, Pack } from '../expected/grant.ts';
import { readValue } from '../model/read.ts';
import type { PolicyText, Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import type { Pins } from '../policy/pins.ts';
import { checkGrant } from './checks.ts';
import type { Account, Evidence, GrantCheck, RoleCase, Use } from './evidence.ts';
import { homeCatalogue, without } from './home-catalogue.ts';
import { judgeStatements } from './statements.ts';

/** Brings state machines, roles and expectations together, role by role. */
export function gatherEvidence(snapshot: Snapshot, pack: Pack): Evidence {
  const account = accountOf(snapshot);
  const homeless: Use[] = [];
  const byRole = new Map<Role, Use[]>();
  for (const use of usesOf(snapshot.stateMachines, pack)) {
    const role = account.roles.get(use.revision.roleArn);
    if (role === undefined) homeless.push(use);
    else byRole.set(role, [...(byRole.get(role) ?? []), use]);
  }
  return { account, cases: [...byRole].map(([role, uses]) => roleCase(role, uses, account)), homeless };
}

function accountOf(snapshot: Snapshot): Account {
  const home = homeCatalogue({ ...snapshot, regions: wholeRegions(snapshot) });
  return {
    partition: snapshot.partition,
    accountId: snapshot.accountId,
    roles: new Map(snapshot.roles.map((role) => [role.arn, role])),
    roleArns: snapshot.roles.map(({ arn }) => arn).sort(),
    rolesComplete: snapshot.rolesComplete,
    attachments: attachmentsOf(snapshot.roles),
    absentRoles: new Set(snapshot.absentRoles),
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

/** Regions of which every state machine was read: elsewhere an unread one may use any role. */
function wholeRegions({ regions, gaps }: Snapshot): readonly string[] {
  const sources = ['states:ListStateMachines', 'states:DescribeStateMachine'];
  return regions.filter(
    (name) => !gaps.some(({ region, source }) => region === name && sources.includes(source)),
  );
}

/** Where a definition was not read nothing is expected of it, and `excessBlockedBy` keeps that from becoming a claim. */
const UNREAD: Expectation = { grants: [], passedRoles: [], gaps: [] };

function* usesOf(machines: readonly StateMachine[], pack: Pack): Iterable<Use> {
  for (const machine of machines) {
    for (const revision of machine.revisions) {
      const definition = readValue(revision.definition);
      const expectation = definition === undefined ? UNREAD : expectationOf({ definition, machine, pack });
      yield { machine, revision, expectation };
    }
  }
}

/**
 * The case of a role as it is, or as it would be: a remedy is tried by building the case of an altered role.
 * `before` may be given where the role only gained policies that allow: what held before still holds.
 */
export function roleCase(role: Role, uses: readonly Use[], account: Account, before?: RoleCase): RoleCase {
  const documents = role.policies.map(
    (text, index) => (before?.role.policies[index] === text && before.documents[index]) || parseText(text),
  );
  const boundary = role.boundary === undefined ? undefined : parseText(role.boundary);
  const access = identityAccess(documents, boundary, account.serviceControlPolicies);
  const pins = pinsOf(role, documents);
  const allowed = uses.flatMap(({ expectation }) => expectation.grants);
  const blocker = uses.find(
    ({ revision, expectation }) => revision.definition.kind !== 'known' || isBroken(expectation),
  );
  const covered = new Map(
    before?.uses.flatMap(({ checks }) => checks.filter(isCovered)).map((check) => [check.grant, check]),
  );
  const judged = new Map(before?.statements.map((statement) => [statement.statement, statement]));
  return {
    role,
    documents,
    access,
    ...(boundary === undefined ? {} : { boundary }),
    trust: parseTrustPolicy(readValue(role.trust.document), role.trust.name),
    pins,
    uses: uses.map((use) => ({ ...use, checks: checkUse(use, access, pins, covered) })),
    allowed,
    statements: judgeStatements({ role, documents, access, pins, allowed, uses }, account, judged),
    ...(blocker === undefined ? {} : { excessBlockedBy: blocker.machine.arn }),
  };
}

function isCovered({ outcome }: GrantCheck): boolean {
  return outcome.kind === 'covered';
}

function parseText(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}

function isBroken(expectation: Expectation): boolean {
  return expectation.gaps.some(({ kind }) => kind === 'malformed');
}

/**
 * A version that only its own ARN starts adds to what the role is justified to allow, and requires nothing:
 * nobody may ever run it.
 */
function checkUse(
  use: Use,
  access: Access,
  pins: Pins,
  covered: ReadonlyMap<ExpectedGrant, GrantCheck>,
): readonly GrantCheck[] {
  if (use.revision.use === 'may-run') return [];
  const required = use.expectation.grants.filter(({ bound }) => bound === 'required');
  return required.map((grant) => {
    const known = covered.get(grant);
    if (known !== undefined) return known;
    const outcome = checkGrant(grant, access, { ...pins, ...placePins(grant, use.machine) });
    return { grant, outcome };
  });
}

/**
 * Keys of the principal that the role itself fixes. Session tags could override role tags, but Step Functions
 * passes none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
function pinsOf(role: Role, documents: readonly PolicyDocument[]): Pins {
  const pins: Record<string, readonly string[] | null> = Object.create(null);
  for (const key of tagKeysIn(documents)) pins[key] = null;
  pins['aws:PrincipalArn'] = [role.arn];
  pins['aws:PrincipalAccount'] = [role.accountId];
  pins['aws:PrincipalType'] = ['AssumedRole'];
  pins['aws:SecureTransport'] = ['true'];
  for (const [key, value] of Object.entries(role.tags))
    pins[`aws:principaltag/${key.toLowerCase()}`] = [value];
  return pins;
}

/** The tags of the principal that some policy asks for, in lower case: those that the role lacks are known to be absent. */
function tagKeysIn(documents: readonly PolicyDocument[]): readonly string[] {
  const keys = documents.flatMap(({ statements }) =>
    statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  );
  return keys.filter((key) => key.startsWith('aws:principaltag/'));
}

/**
 * A task calls its service in the region and account of the state machine; IAM is global, so that the region of a
 * PassRole is left open. Only PassRole carries the service that a role is passed to.
 */
function placePins(grant: ExpectedGrant, machine: StateMachine): Pins {
  const account: Pins = { 'aws:ResourceAccount': [machine.accountId] };
  if (grant.action === 'iam:PassRole') return account;
  return { ...account, 'aws:RequestedRegion': [machine.region], 'iam:PassedToService': null };
}
