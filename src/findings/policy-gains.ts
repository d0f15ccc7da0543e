import { actionNamed, type Catalogue, type CatalogueAction, revised } from '../policy/catalogue.ts';
import { contains } from '../policy/contains.ts';
import { type Difference, differences } from '../policy/differences.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import type { Pins } from '../policy/pins.ts';
import type { Account } from './evidence.ts';
import { PASS_ROLE } from './pass-role.ts';
import type { Gains, SomeGains } from './policy-change.ts';
import { requestText } from './request-text.ts';

/** The witness of gains in words, and how much more there is. */
export function someText({ witness, actions, severity }: SomeGains): string {
  const more = actions > 1 ? ` (and ${actions - 1} more ${actions === 2 ? 'action' : 'actions'})` : '';
  const unlisted = severity === 'low' ? ', a resource that AWS does not list for it' : '';
  return `${requestText(witness)}${more}${unlisted}`;
}

/** Only PassRole carries the service that a role is passed to. */
const NOT_PASSED: Pins = { 'iam:PassedToService': null };
const NO_PINS: Pins = {};

/**
 * What `left` allows beyond `right`: first of all that is known to exist, resource types included, the worst first;
 * then of actions that the tables do not know yet; at last of anything within the partition.
 */
export function gainsOf(left: Access, right: Access, account: Account): Gains {
  const { home, homeButPassRole } = account;
  const passes: Access = { layers: [...left.layers, [PASS_ROLE]] };
  const questions = [
    { severity: 'high', asked: passes, typed: home.all, pins: NO_PINS },
    { severity: 'high', asked: left, typed: graveOnly(homeButPassRole.all), pins: NOT_PASSED },
    { severity: 'medium', asked: left, typed: homeButPassRole.all, pins: NOT_PASSED },
  ] as const;
  let unknown: string | undefined;
  for (const { severity, asked, typed, pins } of questions) {
    const verdict = contains(asked, right, { typed, pins });
    if (verdict.kind === 'unknown') unknown ??= verdict.why;
    if (verdict.kind !== 'exceeds') continue;
    if (verdict.assumes !== undefined) unknown ??= UNSETTLED;
    else {
      const parts = [
        ...differences(passes, right, { typed: home.all, pins: NO_PINS }),
        ...differences(left, right, { typed: homeButPassRole.all, pins: NOT_PASSED }),
      ];
      return { kind: 'some', severity, witness: verdict.witness, actions: countActions(parts) };
    }
  }
  return (
    unlistedGains(left, right) ??
    (unknown === undefined ? { kind: 'none' } : { kind: 'unknown', why: unknown })
  );
}

const UNSETTLED = 'it depends on whether wildcards take the colons between the parts of an ARN';

/** Actions of a later day than the tables, which the documents name in full: nobody can say yet what they do. */
function unlistedGains(left: Access, right: Access): Gains | undefined {
  const isUnlisted = ({ actions }: Difference): boolean =>
    !actions.not &&
    actions.patterns.some((pattern) => !/[*?]/.test(pattern) && actionNamed(pattern) === undefined);
  const parts = differences(left, right, { pins: NOT_PASSED }).filter(isUnlisted);
  for (const { verdict } of parts) {
    if (
      verdict.kind === 'exceeds' &&
      verdict.assumes === undefined &&
      actionNamed(verdict.witness.action) === undefined
    )
      return { kind: 'some', severity: 'medium', witness: verdict.witness, actions: countActions(parts) };
  }
  return undefined;
}

/** What differs in the documents alone: on resources that the tables do not list for the action. */
export function bareGainsOf(left: Access, right: Access, { partition }: Account): Gains {
  const here: Access = { layers: [...left.layers, [withinPartition(partition)]] };
  const verdict = contains(here, right, { pins: NOT_PASSED });
  switch (verdict.kind) {
    case 'contained':
      return { kind: 'none' };
    case 'unknown':
      return { kind: 'unknown', why: verdict.why };
    case 'exceeds': {
      if (verdict.assumes !== undefined) return { kind: 'unknown', why: UNSETTLED };
      const parts = differences(here, right, { pins: NOT_PASSED });
      return { kind: 'some', severity: 'low', witness: verdict.witness, actions: countActions(parts) };
    }
  }
}

const PARTITIONS: readonly string[] = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

/** No request of an account is about a resource of another partition. */
function withinPartition(own: string) {
  return parsePolicy(
    {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: '*',
        NotResource: PARTITIONS.filter((partition) => partition !== own).map((other) => `arn:${other}:*`),
      },
    },
    'partition',
  );
}

function countActions(parts: readonly Difference[]): number {
  const patterns = parts.flatMap(({ actions, verdict }) =>
    verdict.kind === 'exceeds' ? actions.patterns : [],
  );
  return Math.max(new Set(patterns.map((pattern) => pattern.toLowerCase())).size, 1);
}

/** Those that decide what others may do, or that write to storage and keys. */
function graveOnly(all: Catalogue): Catalogue {
  const known = GRAVE.get(all) ?? revised(all, (action) => (isGrave(action) ? action : undefined));
  GRAVE.set(all, known);
  return known;
}

const GRAVE = new WeakMap<Catalogue, Catalogue>();

function isGrave({ name, accessLevel }: CatalogueAction): boolean {
  const [service = ''] = name.split(':');
  if (accessLevel === 'Permissions management') return true;
  if (service === 'iam') return accessLevel === 'Write' || accessLevel === 'Tagging';
  return (service === 's3' || service === 'kms') && accessLevel === 'Write';
}

/** One document as an access of its own. */
export function accessBy(document: unknown, name: string): Access {
  return identityAccess([parsePolicy(document, name)]);
}
