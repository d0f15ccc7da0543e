import { pick, type Random, sample } from './random.ts';

/** A Deny statement as service control policies have it. */
export interface DenyStatement {
  readonly Effect: 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const SERVICES = ['iam', 'sts', 's3', 'ec2', 'kms', 'sagemaker', 'states', 'lambda', 'organizations', 'logs'];
const VERBS = [
  'Create*',
  'Delete*',
  'Put*',
  'Update*',
  'Attach*',
  'Get*',
  'PassRole',
  'StopLogging',
  'Leave*',
];
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1'];
const ROLES = ['Admin*', 'OrganizationAccountAccessRole', 'ci/*', 'break-glass', 'stacksets-exec-*'];
const ORGANIZATIONS = ['o-a1b2c3d4e5', 'o-f6a7b8c9d0'];
const TAGS = ['owner', 'cost-center', 'stage', 'data-class'];
const NETWORKS = ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/25', '203.0.113.7/32', '2001:db8::/32'];
const INSTANCES = ['t3.*', 'ml.t3.*', 'm5.large', 'ml.g5.*'];

type Make = (random: Random) => DenyStatement;

/** What organizations deny, after the examples of the guide to service control policies. */
const KINDS: readonly Make[] = [
  (random) => ({
    ...denyAllBut(random),
    Condition: { StringNotEquals: { 'aws:RequestedRegion': some(random, REGIONS) } },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: { ArnNotLike: { 'aws:PrincipalArn': roleArns(random) } },
  }),
  (random) => ({ ...denyActions(random), Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }),
  (random) => ({
    ...denyAllBut(random),
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['false'] } },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': some(random, ORGANIZATIONS) },
      BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] },
    },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: { Null: { [`aws:RequestTag/${pick(random, TAGS)}`]: ['true'] } },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: {
      StringNotEquals: { [`aws:ResourceTag/${pick(random, TAGS)}`]: ['${aws:PrincipalTag/team}', 'shared'] },
    },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: {
      NotIpAddress: { 'aws:SourceIp': some(random, NETWORKS) },
      Bool: { 'aws:ViaAWSService': ['false'] },
    },
  }),
  (random) => ({
    Effect: 'Deny',
    Action: ['ec2:RunInstances', 'sagemaker:Create*'],
    Resource: resources(random),
    Condition: { 'ForAnyValue:StringNotLike': { 'sagemaker:InstanceTypes': some(random, INSTANCES) } },
  }),
  (random) => ({
    ...denyActions(random),
    Condition: { NumericGreaterThan: { 's3:max-keys': [String(10 + Math.floor(random() * 90))] } },
  }),
  denyActions,
];

/** Statements of all kinds, as many as asked for. */
export function denySet(random: Random, size: number): readonly DenyStatement[] {
  return Array.from({ length: size }, (_, index) => pick(random, KINDS.slice(index % KINDS.length))(random));
}

/** The set with one statement gone, with other actions, or with one condition more. */
export function variations(
  random: Random,
  set: readonly DenyStatement[],
): readonly (readonly [change: string, set: readonly DenyStatement[]])[] {
  const at = Math.floor(random() * set.length);
  const replaced = (change: (statement: DenyStatement) => readonly DenyStatement[]) =>
    set.flatMap((statement, index) => (index === at ? change(statement) : [statement]));
  return [
    ['same', set],
    ['in reverse', [...set].reverse()],
    ['less one', replaced(() => [])],
    ['with other actions', replaced((statement) => [withActions(statement, actions(random))])],
    ['with a condition more', replaced((statement) => [narrowed(statement)])],
  ];
}

function withActions(
  { Action, NotAction, ...rest }: DenyStatement,
  actions: readonly string[],
): DenyStatement {
  return NotAction === undefined ? { ...rest, Action: actions } : { ...rest, NotAction: actions };
}

function narrowed(statement: DenyStatement): DenyStatement {
  const more = { StringNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/break-glass'] } };
  return { ...statement, Condition: { ...statement.Condition, ...more } };
}

function denyActions(random: Random): DenyStatement {
  return { Effect: 'Deny', Action: actions(random), Resource: resources(random) };
}

function denyAllBut(random: Random): DenyStatement {
  return { Effect: 'Deny', NotAction: actions(random), Resource: ['*'] };
}

function actions(random: Random): readonly string[] {
  return some(random, SERVICES).map((service) => `${service}:${random() < 0.3 ? '*' : pick(random, VERBS)}`);
}

function resources(random: Random): readonly string[] {
  const owned = ['arn:aws:s3:::audit-*', 'arn:aws:iam::*:role/org/*', 'arn:aws:kms:*:*:key/*'];
  return random() < 0.6 ? ['*'] : some(random, owned);
}

function roleArns(random: Random): readonly string[] {
  return some(random, ROLES).map((role) => `arn:aws:iam::*:role/${role}`);
}

function some(random: Random, items: readonly string[]): readonly string[] {
  return sample(random, items, 1 + Math.floor(random() * 3));
}
