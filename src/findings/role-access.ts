import type { ExpectedGrant } from '../expected/grant.ts';
import { parseArn } from '../model/arn.ts';
import { mapped } from '../model/mapped.ts';
import type { PolicyText, Role } from '../model/role.ts';
import { areSameTexts } from '../model/same-texts.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { identityAccess } from '../policy/effective.ts';
import { kept, memory } from '../policy/kept.ts';
import { joinPins, type Pins } from '../policy/pins.ts';
import { checkGrant } from './checks.ts';
import type { Account, GrantCheck, RoleAccess } from './evidence.ts';
import { type Guardrails, guardrailsOn } from './guardrails.ts';
import { parsedText } from './parsed-text.ts';

/** Where a call is made. */
export interface CallPlace {
  readonly region: string;
  readonly accountId: string;
}

/** `known` holds documents that were parsed already, by their texts; `before` the pins of the role with other policies. */
export function accessOf(
  role: Role,
  account: Guardrails,
  known: ReadonlyMap<PolicyText, PolicyDocument> = new Map(),
  before?: Pins,
): RoleAccess {
  const documents = mapped(role.policies, (text) => known.get(text) ?? parsedText(text));
  const boundary =
    role.boundary === undefined ? undefined : (known.get(role.boundary) ?? parsedText(role.boundary));
  const { serviceControlPolicies, resourceControlPolicies } = guardrailsOn(role, account);
  const controls = [...serviceControlPolicies, ...resourceControlPolicies].flat();
  return {
    documents,
    boundary,
    access: identityAccess(documents, boundary, serviceControlPolicies, resourceControlPolicies),
    pins: sameOr(before, pinsOf(role, [...documents, ...controls], account)),
  };
}

/** With the same object of pins a remedy can keep what its change does not touch: see `whatStays`. */
function sameOr(before: Pins | undefined, pins: Pins): Pins {
  return before !== undefined && arePinned(before, pins) && arePinned(pins, before) ? before : pins;
}

/** True where `others` pin each of the keys to the same. */
function arePinned(pins: Pins, others: Pins): boolean {
  return Object.entries(pins).every(([key, values]) => {
    const same = others[key];
    if (values === null || same === null || same === undefined) return values === same;
    return areSameTexts(values, same);
  });
}

/** The required ones of the grants, each held against what a role allows unless that is `known` already. */
export function checkGrants(
  grants: readonly ExpectedGrant[],
  { access, pins }: RoleAccess,
  place: CallPlace,
  known: (grant: ExpectedGrant) => GrantCheck | undefined = () => undefined,
): readonly GrantCheck[] {
  const required = grants.filter(({ bound }) => bound === 'required');
  return mapped(
    required,
    (grant) =>
      known(grant) ?? {
        grant,
        outcome: checkGrant(grant, access, pinsOfCall(pins, grant, place)),
      },
  );
}

/** The pins of a role with the keys that a call of the grant is known to carry. */
export function pinsOfCall(pins: Pins, grant: ExpectedGrant, place: CallPlace): Pins {
  const region = grant.action === 'iam:PassRole' ? undefined : place.region;
  const owner = ownerOfAll(grant.resources, place.accountId);
  const known = kept(CALLS, pins, () => new Map<string, Pins>());
  return kept(known, `${region ?? ''} ${owner ?? ''}`, () => joinPins(pins, placePins(region, owner, pins)));
}

/** By the pins of the role: most grants of a role are asked for in one place. */
const CALLS = memory<Pins, Map<string, Pins>>();

/**
 * Keys of the principal that the role itself fixes. Session tags could override role tags, but Step Functions
 * passes none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
function pinsOf(
  role: Role,
  documents: readonly PolicyDocument[],
  { organizationId }: Pick<Account, 'organizationId'>,
): Pins {
  // INVARIANT: every key has a prefix, so that no tag can be called as something that all objects have.
  const pins: Record<string, readonly string[] | null> = {};
  for (const key of tagKeysIn(documents)) pins[key] = null;
  pins['aws:PrincipalArn'] = [role.arn];
  pins['aws:PrincipalAccount'] = [role.accountId];
  pins['aws:PrincipalType'] = ['AssumedRole'];
  pins['aws:PrincipalIsAWSService'] = ['false'];
  if (organizationId !== undefined) pins['aws:PrincipalOrgID'] = [organizationId];
  pins['aws:SecureTransport'] = ['true'];
  for (const [key, value] of Object.entries(role.tags))
    pins[`aws:principaltag/${key.toLowerCase()}`] = [value];
  return pins;
}

/** The tags of the principal that some policy asks for, in lower case: those that the role lacks are known to be absent. */
function tagKeysIn(documents: readonly PolicyDocument[]): readonly string[] {
  const keys = documents.flatMap(({ statements }) =>
    statements.flatMap(({ conditions }) => mapped(conditions, ({ key }) => key)),
  );
  return keys.filter((key) => key.startsWith('aws:principaltag/'));
}

/**
 * A task calls its service in the region of the state machine. IAM and STS are asked wherever they answer, so that
 * the region of a PassRole is left open. Only PassRole carries the service that a role is passed to.
 */
function placePins(region: string | undefined, owner: string | undefined, ofRole: Pins): Pins {
  const owned = owner === undefined ? {} : ownerPins(owner, ofRole);
  if (region === undefined) return owned;
  return { 'aws:RequestedRegion': [region], 'iam:PassedToService': null, ...owned };
}

/** The account that all of the resource patterns name, if there is one. */
function ownerOfAll([first, ...others]: ExpectedGrant['resources'], own: string): string | undefined {
  const owner = ownerOf(first, own);
  return others.every((other) => ownerOf(other, own) === owner) ? owner : undefined;
}

/** What is in the account of the role is in its organization. */
function ownerPins(owner: string, ofRole: Pins): Pins {
  const account: Pins = { 'aws:ResourceAccount': [owner] };
  const organization = ofRole['aws:PrincipalOrgID'];
  const isOwn = ofRole['aws:PrincipalAccount']?.includes(owner) === true;
  return isOwn && organization !== undefined ? { ...account, 'aws:ResourceOrgID': organization } : account;
}

/** The account of a resource pattern; `undefined` where the pattern leaves it open, as that of a bucket does. */
function ownerOf(resource: string, own: string): string | undefined {
  if (resource === '*') return own;
  const accountId = parseArn(resource)?.accountId ?? '';
  return /^\d{12}$/.test(accountId) ? accountId : undefined;
}
