import { mapped } from '../model/mapped.ts';
import type { PolicyText } from '../model/role.ts';
import { overlaps } from '../policy/contains.ts';
import type { Access } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import { accessTo } from './checks.ts';
import type { Account, BroadPolicy, Granting } from './evidence.ts';
import { PASS_ROLE, UNHEARD } from './pass-role.ts';

/** What a policy lets a role do that nobody wants of a job or a model. */
interface Trait {
  readonly does: string;
  readonly severity: BroadPolicy['severity'];
  /** Requests about things that nobody names: all of them together show the trait. */
  readonly requests: readonly (readonly [string, string])[];
}

const MANAGES_PERMISSIONS: Trait = {
  does: 'manage permissions',
  severity: 'high',
  requests: [['iam:AttachRolePolicy', 'arn:P:iam::ACCOUNT:role/NAME']],
};

/**
 * The kinds of too much that the documentation itself hands out: its policies for notebooks and for everything.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
const TRAITS: readonly Trait[] = [
  MANAGES_PERMISSIONS,
  {
    does: 'use all of SageMaker',
    severity: 'high',
    requests: [
      ['sagemaker:CreateNotebookInstance', 'arn:P:sagemaker:REGION:ACCOUNT:notebook-instance/NAME'],
      ['sagemaker:CreateTrainingJob', 'arn:P:sagemaker:REGION:ACCOUNT:training-job/NAME'],
      ['sagemaker:DeleteEndpoint', 'arn:P:sagemaker:REGION:ACCOUNT:endpoint/NAME'],
      ['sagemaker:DeleteModel', 'arn:P:sagemaker:REGION:ACCOUNT:model/NAME'],
    ],
  },
  {
    does: 'do anything with every bucket',
    severity: 'high',
    requests: [
      ['s3:PutBucketPolicy', 'arn:P:s3:::NAME'],
      ['s3:DeleteObject', 'arn:P:s3:::NAME/example'],
      ['s3:PutObject', 'arn:P:s3:::NAME/example'],
    ],
  },
  {
    does: 'replace every image',
    severity: 'medium',
    requests: [
      ['ecr:PutImage', 'arn:P:ecr:REGION:ACCOUNT:repository/NAME'],
      ['ecr:DeleteRepository', 'arn:P:ecr:REGION:ACCOUNT:repository/NAME'],
    ],
  },
];

/** What all statements of the role are asked with. */
interface Asked {
  readonly pins: Pins;
  /** All that the uses of the role justify. */
  readonly allowed: Access;
  readonly account: Account;
}

/** The policies of a role that show some trait, each told as a whole; `passes` any role is told along with it. */
export function* broadPolicies(grantings: readonly Granting[], asked: Asked): Iterable<BroadPolicy> {
  for (const text of new Set(mapped(grantings, (granting) => granting.text))) {
    const broad = broadPolicy(
      text,
      grantings.filter((granting) => granting.text === text),
      asked,
    );
    if (broad !== undefined) yield broad;
  }
}

function broadPolicy(
  text: PolicyText,
  grantings: readonly Granting[],
  asked: Asked,
): BroadPolicy | undefined {
  const shown = kept(SIGNS, asked.account, signsIn).flatMap(({ trait, requests: [first, ...others] }) => {
    const by = first === undefined ? undefined : allowedBy(first, grantings, asked);
    const all =
      by !== undefined && others.every((request) => allowedBy(request, grantings, asked) !== undefined);
    return first === undefined || by === undefined || !all ? [] : [{ trait, witness: first, by }];
  });
  const [worst] = shown;
  if (worst === undefined) return undefined;
  const { witness, by } = worst;
  const does = shown.map(({ trait }) => trait.does);
  const passes = grantings.some((granting) => passesAnyRole(granting, asked)) ? ['pass any role'] : [];
  return {
    text,
    granting: by,
    severity: worst.trait.severity,
    witness,
    does: [...does, ...passes],
    managesPermissions: worst.trait === MANAGES_PERMISSIONS,
  };
}

/** A trait with the requests of one account that show it. */
interface Sign {
  readonly trait: Trait;
  readonly requests: readonly Request[];
}

const SIGNS = memory<Account, readonly Sign[]>();

function signsIn(account: Account): readonly Sign[] {
  return TRAITS.map((trait) => ({ trait, requests: requestsOf(trait, account) }));
}

function requestsOf({ requests }: Trait, { partition, accountId, regions }: Account): readonly Request[] {
  const [region = ''] = regions;
  return requests.map(([action, resource]) => ({
    action,
    resource: resource
      .replace(/^arn:P:/, `arn:${partition}:`)
      .replace(':REGION:', `:${region}:`)
      .replace(':ACCOUNT:', `:${accountId}:`)
      .replace('NAME', UNHEARD),
    context: {},
  }));
}

/** The statement that allows the request, where nothing justifies it. */
function allowedBy(
  request: Request,
  grantings: readonly Granting[],
  { pins, allowed }: Asked,
): Granting | undefined {
  const allows = (access: Access): boolean => evaluate(access, request, pins).kind === 'allowed';
  const by = grantings.find(({ access }) => allows(access));
  return by === undefined || allows(allowed) ? undefined : by;
}

function passesAnyRole({ access }: Granting, { pins, account }: Asked): boolean {
  const role = `arn:${account.partition}:iam::${account.accountId}:role/${UNHEARD}`;
  const passes: Access = { layers: [...access.layers, [PASS_ROLE]] };
  return overlaps(accessTo('iam:PassRole', role, {}), passes, { pins }).kind === 'overlaps';
}
