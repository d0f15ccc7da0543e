import type { Expectation, ExpectedGrant } from '../expected/grant.ts';
import { readValue } from '../model/read.ts';
import type { PolicyText, Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import type { Pins } from '../policy/pins.ts';
import { checkGrant } from './checks.ts';
import type { Account, GrantCheck, RoleCase, Use } from './evidence.ts';
import { withMorePins } from './more-pins.ts';
import { judgeStatements } from './statements.ts';
import { trustQuestions } from './trust.ts';

/** The case of the same role with other policies. */
interface Earlier {
  readonly before: RoleCase;
  /** True where the role only gained policies that allow: what was covered or judged still is. */
  readonly onlyGained: boolean;
}

/**
 * The case of a role as it is, or as it would be: a remedy is tried by building the case of an altered role, and
 * `earlier` saves what the change does not touch.
 */
export function roleCase(role: Role, uses: readonly Use[], account: Account, earlier?: Earlier): RoleCase {
  const before = earlier?.onlyGained === true ? earlier.before : undefined;
  const documents = role.policies.map(
    (text, index) => (before?.role.policies[index] === text && before.documents[index]) || parseText(text),
  );
  const boundary = role.boundary === undefined ? undefined : parseText(role.boundary);
  const access = identityAccess(documents, boundary, account.serviceControlPolicies);
  const trust = earlier?.before.trust ?? parseTrustPolicy(readValue(role.trust.document), role.trust.name);
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
    trust,
    trustQuestions: earlier?.before.trustQuestions ?? [...trustQuestions(role, trust, uses, account)],
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

/** A policy as it hangs on a role; one that was not read is undecided through and through. */
export function parseText(text: PolicyText): PolicyDocument {
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
    const outcome = checkGrant(grant, access, withMorePins(pins, placePins(grant, use.machine)));
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
 * PassRole is left open, and S3 ARNs do not tell whose bucket it is. Only PassRole carries the service that a role is
 * passed to.
 */
function placePins(grant: ExpectedGrant, machine: StateMachine): Pins {
  const account: Pins = grant.action.startsWith('s3:') ? {} : { 'aws:ResourceAccount': [machine.accountId] };
  if (grant.action === 'iam:PassRole') return account;
  return { ...account, 'aws:RequestedRegion': [machine.region], 'iam:PassedToService': null };
}
