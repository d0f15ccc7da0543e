import type { ExpectedGrant } from '../expected/grant.ts';
import { SAGEMAKER_SERVICE } from '../expected/pass-role.ts';
import { namelessPolicyOf } from '../expected/policy-of.ts';
import { hasAction } from '../policy/action-set.ts';
import { contains, overlaps } from '../policy/contains.ts';
import { type PolicyDocument, parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { kept, memory, shortMemory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import { accessTo } from './checks.ts';
import type { Account, Granting, WidePass } from './evidence.ts';

/** INVARIANT: no policy names this on purpose; a statement that allows what is called so allows any. */
export const UNHEARD = 'plumbline-probe-8f3a1c';
const UNHEARD_SERVICE = `${UNHEARD}.amazonaws.com`;
const KEY = 'iam:PassedToService';

/** Services that run code with the roles they are passed. */
const EXAMPLES: readonly string[] = ['ec2.amazonaws.com', 'lambda.amazonaws.com', 'glue.amazonaws.com'];

/**
 * PassRole as services ask for it: the request always says to which one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
export const PASS_ROLE: PolicyDocument = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { Null: { [KEY]: 'false' } },
    },
  },
  'PassRole',
);

/** The PassRole that the uses of a role provably ask for: any role of the account, where a run names it. */
function askedPasses(grants: readonly ExpectedGrant[]): Access {
  return kept(ASKED, grants, askedAnew);
}

const ASKED = memory<readonly ExpectedGrant[], Access>();

function askedAnew(grants: readonly ExpectedGrant[]): Access {
  const asked = grants.filter(({ bound, need }) => bound === 'required' && need === 'pass-role');
  return identityAccess([parsePolicy(namelessPolicyOf(asked, 'required'), 'asked')]);
}

/** What the uses of a role justify. */
interface Justified {
  readonly grants: readonly ExpectedGrant[];
  /** All of it as an access. */
  readonly allowed: Access;
  /** True where people work with the role in notebooks, as far as is known. */
  readonly isOpen: boolean;
}

/**
 * The template of notebooks lets whoever works in one start jobs with any role.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createnotebookinstance-perms
 */
const NOTEBOOK_PASSES = identityAccess([
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { [KEY]: SAGEMAKER_SERVICE } },
      },
    },
    'notebook',
  ),
]);

/** What the statement allows of PassRole, if it speaks of it. */
export function passesOf({ statement, access }: Granting): Access | undefined {
  return hasAction(statement.actions, 'iam:passrole')
    ? { layers: [...access.layers, [PASS_ROLE]] }
    : undefined;
}

/**
 * Found by asking for what nobody names: a role and a service that do not exist. The witness then uses what
 * does exist: another role of the account, and a service that would run code with it. What a definition asks for is
 * never too wide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function widePass(
  passes: Access,
  pins: Pins,
  account: Account,
  { grants, allowed, isOpen }: Justified,
): WidePass | undefined {
  const ask = (resource: string, context: Readonly<Record<string, string>>): Request | undefined => {
    const overlap = overlaps(accessTo('iam:PassRole', resource, context), passes, { pins });
    return overlap.kind === 'overlaps' ? overlap.witness : undefined;
  };
  const roles = `arn:${account.partition}:iam::${account.accountId}:role/`;
  if (overlaps(unheardPasses(roles), passes, { pins }).kind === 'disjoint') return undefined;
  const anyRole = ask(`${roles}${UNHEARD}`, {});
  const anyService = ask(`${roles}*`, { [KEY]: UNHEARD_SERVICE });
  const unheard = anyRole ?? anyService;
  if (unheard === undefined) return undefined;
  const asked = askedPasses(grants);
  if (contains(passes, asked, { pins }).kind === 'contained') return undefined;
  // Where the input names the role, no role of the account stands out.
  const named = anyRole !== undefined && !isAsked(`${roles}${UNHEARD}`, asked, pins);
  const example = named ? account.roleArns.findLast((arn) => !isAsked(arn, asked, pins)) : undefined;
  const target = example ?? `${roles}*`;
  const services = anyService === undefined ? [{}] : EXAMPLES.map((service) => ({ [KEY]: service }));
  const known = services.map((context) => ask(target, context)).find((witness) => witness !== undefined);
  return {
    isCustomary:
      (anyRole === undefined && contains(passes, allowed, { pins }).kind === 'contained') ||
      (isOpen && contains(passes, NOTEBOOK_PASSES, { pins }).kind === 'contained'),
    kinds: [
      ...(anyRole === undefined ? [] : (['any-role'] as const)),
      ...(anyService === undefined ? [] : (['any-service'] as const)),
    ],
    witness: known ?? unheard,
  };
}

/** All that nobody names at once: most statements allow none of it, and are asked no further. */
function unheardPasses(roles: string): Access {
  return kept(UNHEARD_PASSES, roles, () => {
    const passes = [
      accessTo('iam:PassRole', `${roles}${UNHEARD}`, {}),
      accessTo('iam:PassRole', `${roles}*`, { [KEY]: UNHEARD_SERVICE }),
    ];
    return identityAccess(passes.flatMap(({ layers }) => layers.flat()));
  });
}

const UNHEARD_PASSES = shortMemory<string, Access>(10);

/** True for a role that a definition names, or that its input may name. */
function isAsked(roleArn: string, asked: Access, pins: Pins): boolean {
  return overlaps(accessTo('iam:PassRole', roleArn, {}), asked, { pins }).kind === 'overlaps';
}
