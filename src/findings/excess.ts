import type { ExpectedGrant } from '../expected/grant.ts';
import { namelessPolicyOf } from '../expected/policy-of.ts';
import { type ActionSet, actionSetOf } from '../policy/action-set.ts';
import { type AccessLevel, actionNamed, type Catalogue, catalogue } from '../policy/catalogue.ts';
import { contains } from '../policy/contains.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Statement } from '../policy/statement.ts';
import { isListed } from './dead-conditions.ts';
import type { Account, ExcessAnswer, Granting, HomeCatalogue } from './evidence.ts';
import type { Severity } from './finding.ts';
import { withMorePins } from './more-pins.ts';

const SEVERITY_OF: Readonly<Record<AccessLevel, Severity>> = {
  'Permissions management': 'high',
  Write: 'medium',
  Tagging: 'low',
  Read: 'low',
  List: 'low',
};

/** What a role is measured by. */
export interface Yardstick {
  readonly allowed: Access;
  /** `allowed`, and the habits of generators that harm nobody. */
  readonly tolerated: Access;
}

/** The union of all that the uses of a role justify; SageMaker executes with some roles. */
export function yardstickOf(grants: readonly ExpectedGrant[], executes: boolean): Yardstick {
  return kept(YARDSTICKS, grants, () => yardstickAnew(grants, executes));
}

/** A role is judged again for each remedy, by the same measure. */
const YARDSTICKS = memory<readonly ExpectedGrant[], Yardstick>();

function yardstickAnew(grants: readonly ExpectedGrant[], executes: boolean): Yardstick {
  const document = parsePolicy(namelessPolicyOf(grants, 'allowed'), 'expected');
  const habits = executes ? [BENIGN, JOB_HABITS] : [BENIGN];
  return { allowed: identityAccess([document]), tolerated: identityAccess([document, ...habits]) };
}

/**
 * Habits that harm nobody: managed rules of Step Functions removed as well as made, and the documented permissions for
 * tracing and for log delivery on a role whose state machines do neither today.
 * https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
 */
const BENIGN = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'events:PutTargets',
          'events:PutRule',
          'events:DescribeRule',
          'events:DeleteRule',
          'events:RemoveTargets',
        ],
        Resource: 'arn:*:events:*:*:rule/StepFunctions*',
      },
      {
        Effect: 'Allow',
        Action: [
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'logs:CreateLogDelivery',
          'logs:GetLogDelivery',
          'logs:UpdateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:DescribeResourcePolicies',
          'logs:DescribeLogGroups',
        ],
        Resource: '*',
      },
    ],
  },
  'benign',
);

/**
 * The add-on for a VPC, which on a role without one is told by a rule of its own; and images from every repository, as the
 * documented policies for jobs and AWS's policy for pulling have it.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerRegistryPullOnly.html
 */
const JOB_HABITS = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: [
        'ec2:CreateNetworkInterface',
        'ec2:CreateNetworkInterfacePermission',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteNetworkInterfacePermission',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeVpcs',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:BatchImportUpstreamImage',
        'ecr:GetAuthorizationToken',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: '*',
    },
  },
  'jobs',
);

/** Nobody can say what an action does whose service is not listed. */
const LISTED = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: [...catalogue.services].map((service) => `${service}:*`),
      Resource: '*',
    },
  },
  'listed',
);

function ofListed({ layers }: Access): Access {
  return { layers: [...layers, [LISTED]] };
}

/** How the statements of a role are measured. */
export interface Measure {
  readonly pins: Pins;
  /** Those of requests that are no PassRole. */
  readonly otherPins: Pins;
  readonly yardstick: Yardstick;
  readonly account: Account;
}

export function measureOf(
  grants: readonly ExpectedGrant[],
  executes: boolean,
  pins: Pins,
  account: Account,
): Measure {
  const otherPins = withMorePins(pins, { 'iam:PassedToService': null });
  return { pins, otherPins, yardstick: yardstickOf(grants, executes), account };
}

/** True only if all the statements of the access together allow nothing beyond the yardstick but PassRole: so does each. */
export function isWithin(
  access: Access,
  statements: readonly Statement[],
  { otherPins, yardstick, account }: Measure,
): boolean {
  const asked = statements.every(isListed) ? access : ofListed(access);
  const reading = { pins: otherPins, typed: account.homeButPassRole.all };
  return contains(asked, yardstick.allowed, reading).kind === 'contained';
}

/** The worst that the statement allows beyond the yardstick, apart from PassRole. */
export function excessOf({ statement, access }: Granting, measure: Measure): ExcessAnswer {
  const { otherPins: pins, yardstick, account } = measure;
  const asked = isListed(statement) ? access : ofListed(access);
  return excessIn(asked, statement.actions, { pins, home: account.homeButPassRole }, yardstick);
}

/** The same of `passes`, which is what a statement allows of PassRole: that alone carries the service that a role is passed to. */
export function excessPass(passes: Access, { pins, yardstick, account }: Measure): ExcessAnswer {
  return excessIn(passes, PASSING, { pins, home: account.home }, yardstick);
}

const PASSING = actionSetOf({ not: false, patterns: ['iam:PassRole'] });

/** Asked of all actions at once, and only where there is an answer of each access level, the most dangerous first. */
function excessIn(
  asked: Access,
  actions: ActionSet,
  { pins, home }: { readonly pins: Pins; readonly home: HomeCatalogue },
  yardstick: Yardstick,
): ExcessAnswer {
  const any = contains(asked, yardstick.allowed, { pins, typed: home.all });
  if (any.kind === 'contained') return { kind: 'none' };
  if (any.kind === 'unknown') return any;
  for (const [level, typed] of home.levels) {
    if (namesNone(actions, typed)) continue;
    const verdict = contains(asked, yardstick.tolerated, { pins, typed });
    if (verdict.kind === 'exceeds')
      return { kind: 'excess', severity: SEVERITY_OF[level], witness: verdict.witness };
  }
  return { kind: 'excess', severity: 'info', witness: any.witness };
}

/** True only if all the actions are named, and none of them is in the catalogue. */
function namesNone({ not, names, wildcards }: ActionSet, typed: Catalogue): boolean {
  if (not || wildcards.length > 0) return false;
  for (const name of names) if (actionNamed(name, typed) !== undefined) return false;
  return true;
}
