import { actionGlob } from '../policy/action-set.ts';
import { actionNamed, type Catalogue, type CatalogueAction, revised } from '../policy/catalogue.ts';
import { contains } from '../policy/contains.ts';
import { type Difference, differences } from '../policy/differences.ts';
import { type PolicyDocument, parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { matchesGlob } from '../policy/glob.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import type { Account } from './evidence.ts';
import { withMorePins } from './more-pins.ts';
import { PASS_ROLE } from './pass-role.ts';
import type { Gains } from './policy-change.ts';

const NO_PINS: Pins = {};

/** Only PassRole carries the service that a role is passed to. */
function notPassed(pins: Pins): Pins {
  return withMorePins(pins, { 'iam:PassedToService': null });
}

/** PassRole to services that everybody knows, so that they are the ones that a witness shows. */
const TELLING_PASSES = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: {
        StringEquals: {
          'iam:PassedToService': [
            'sagemaker.amazonaws.com',
            'states.amazonaws.com',
            'glue.amazonaws.com',
            'lambda.amazonaws.com',
            'ec2.amazonaws.com',
          ],
        },
      },
    },
  },
  'PassRole',
);

/**
 * What `left` allows beyond `right`: first of all that is known to exist, resource types included, the worst first;
 * then of actions that the tables do not know yet. `pins`: the keys of the principal, where it is known.
 */
export function gainsOf(left: Access, right: Access, account: Account, pins: Pins = NO_PINS): Gains {
  const { home, homeButPassRole } = account;
  const passes = within(left, PASS_ROLE);
  const calls = notPassed(pins);
  const questions = [
    { severity: 'high', asked: within(left, TELLING_PASSES), typed: home.all, keys: pins },
    { severity: 'high', asked: passes, typed: home.all, keys: pins },
    { severity: 'high', asked: left, typed: graveOnly(homeButPassRole.all), keys: calls },
    { severity: 'medium', asked: left, typed: homeButPassRole.all, keys: calls },
  ] as const;
  let unknown: string | undefined;
  for (const { severity, asked, typed, keys } of questions) {
    const verdict = contains(asked, right, { typed, pins: keys });
    if (verdict.kind === 'unknown') unknown ??= verdict.why;
    if (verdict.kind !== 'exceeds') continue;
    if (verdict.assumes !== undefined) unknown ??= UNSETTLED;
    else {
      const parts = [
        ...differences(passes, right, { typed: home.all, pins }),
        ...differences(left, right, { typed: homeButPassRole.all, pins: calls }),
      ];
      return {
        kind: 'some',
        severity,
        witness: verdict.witness,
        others: otherActions(parts, verdict.witness),
      };
    }
  }
  return (
    unlistedGains(left, right, calls) ??
    (unknown === undefined ? { kind: 'none' } : { kind: 'unknown', why: unknown })
  );
}

const UNSETTLED = 'it depends on whether wildcards take the colons between the parts of an ARN';

/** Actions of a later day than the tables, which the documents name in full: nobody can say yet what they do. */
function unlistedGains(left: Access, right: Access, pins: Pins): Gains | undefined {
  const isUnlisted = ({ actions }: Difference): boolean =>
    !actions.not &&
    actions.patterns.some((pattern) => !/[*?]/.test(pattern) && actionNamed(pattern) === undefined);
  const parts = differences(left, right, { pins }).filter(isUnlisted);
  for (const { verdict } of parts) {
    if (
      verdict.kind === 'exceeds' &&
      verdict.assumes === undefined &&
      actionNamed(verdict.witness.action) === undefined
    )
      return {
        kind: 'some',
        severity: 'medium',
        witness: verdict.witness,
        others: otherActions(parts, verdict.witness),
      };
  }
  return undefined;
}

/** What differs in the documents alone: on resources that the tables do not list for the action. */
export function bareGainsOf(left: Access, right: Access, { partition }: Account): Gains {
  const here = within(left, ownPartition(partition));
  const pins = notPassed(NO_PINS);
  const verdict = contains(here, right, { pins });
  switch (verdict.kind) {
    case 'contained':
      return { kind: 'none' };
    case 'unknown':
      return { kind: 'unknown', why: verdict.why };
    case 'exceeds': {
      if (verdict.assumes !== undefined) return { kind: 'unknown', why: UNSETTLED };
      const parts = differences(here, right, { pins });
      return {
        kind: 'some',
        severity: 'low',
        witness: verdict.witness,
        others: otherActions(parts, verdict.witness),
      };
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
function ownPartition(own: string): PolicyDocument {
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

function within({ layers }: Access, limit: PolicyDocument): Access {
  return { layers: [...layers, [limit]] };
}

/** What the parts name, without what the witness stands for. */
function otherActions(parts: readonly Difference[], { action }: Request): readonly string[] {
  const patterns = parts.flatMap(({ actions, verdict }) =>
    verdict.kind === 'exceeds' ? actions.patterns : [],
  );
  const shown = action.toLowerCase();
  const others = patterns.filter((pattern) => !matchesGlob(actionGlob(pattern), shown));
  return [...new Map(others.map((pattern) => [pattern.toLowerCase(), pattern])).values()];
}

/** Those that decide what others may do, or that write to storage and keys. */
function graveOnly(all: Catalogue): Catalogue {
  return kept(GRAVE, all, () => revised(all, (action) => (isGrave(action) ? action : undefined)));
}

const GRAVE = memory<Catalogue, Catalogue>();

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
