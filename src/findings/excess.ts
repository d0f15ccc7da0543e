import type { ExpectedGrant } from '../expected/grant.ts';
import { plainPolicyOf } from '../expected/policy-of.ts';
import { hasAction } from '../policy/action-set.ts';
import { type AccessLevel, catalogue } from '../policy/catalogue.ts';
import { contains } from '../policy/contains.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { kept } from '../policy/kept.ts';
import type { Pins } from '../policy/pins.ts';
import type { Statement } from '../policy/statement.ts';
import type { Account, ExcessAnswer, Granting, HomeCatalogue } from './evidence.ts';
import type { Severity } from './finding.ts';
import { withMorePins } from './more-pins.ts';
import { PASS_ROLE } from './pass-role.ts';

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
const YARDSTICKS = new WeakMap<readonly ExpectedGrant[], Yardstick>();

function yardstickAnew(grants: readonly ExpectedGrant[], executes: boolean): Yardstick {
  const document = parsePolicy(plainPolicyOf(grants, 'allowed'), 'expected');
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

/** True where every action names a service that is listed, so that there is nothing to leave out. */
function isListed({ not, patterns }: Statement['actions']): boolean {
  return (
    !not && patterns.every((pattern) => catalogue.services.has(pattern.split(':', 1).join('').toLowerCase()))
  );
}

/**
 * The worst that the statement allows beyond the yardstick. PassRole is asked about apart, since it alone carries
 * the service that a role is passed to; `passRoleIsTold` where another rule has already told it.
 */
export function excessOf(
  granting: Granting,
  pins: Pins,
  yardstick: Yardstick,
  account: Account,
  passRoleIsTold: boolean,
): ExcessAnswer {
  const others = excessIn(
    isListed(granting.statement.actions)
      ? granting.access
      : { layers: [...granting.access.layers, [LISTED]] },
    { pins: withMorePins(pins, { 'iam:PassedToService': null }), home: account.homeButPassRole },
    yardstick,
  );
  const mayPass = !passRoleIsTold && hasAction(granting.statement.actions, 'iam:passrole');
  if (!mayPass || others.kind === 'excess') return others;
  const passes = excessIn(
    { layers: [...granting.access.layers, [PASS_ROLE]] },
    { pins, home: account.home },
    yardstick,
  );
  return passes.kind === 'none' ? others : passes;
}

/** Asked of all actions at once, and only where there is an answer of each access level, the most dangerous first. */
function excessIn(
  asked: Access,
  { pins, home }: { readonly pins: Pins; readonly home: HomeCatalogue },
  yardstick: Yardstick,
): ExcessAnswer {
  const any = contains(asked, yardstick.allowed, { pins, typed: home.all });
  if (any.kind === 'contained') return { kind: 'none' };
  if (any.kind === 'unknown') return any;
  for (const [level, typed] of home.levels) {
    const verdict = contains(asked, yardstick.tolerated, { pins, typed });
    if (verdict.kind === 'exceeds')
      return { kind: 'excess', severity: SEVERITY_OF[level], witness: verdict.witness };
  }
  return { kind: 'excess', severity: 'info', witness: any.witness };
}
