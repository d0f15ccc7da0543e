import { beforeAll, describe, expect, test } from 'vitest';
import { DEPLOYED } from '../src/permissions.ts';
import { accessLevelOf, actionNamed } from '../src/policy/catalogue.ts';
import { actionsOf, infraFiles, type Resource, resourcesOf, statementsIn } from './support/infra.ts';

const LOGS_KEY_FAILURES = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:SendMessage',
];

/** By file and role: what it is generated from, and what is written by hand because AWS does it with the role. */
const ROLES: readonly (readonly [
  file: string,
  role: string,
  from: readonly string[],
  byHand: readonly string[],
])[] = [
  [
    'auditor-role.yml',
    'AuditorRole',
    ['auditor', 'assume-member', 'import', 'assume-import'],
    [...LOGS_KEY_FAILURES, 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  ],
  ['drain-role.yml', 'DrainRole', ['drain', 'import', 'assume-import'], LOGS_KEY_FAILURES],
  [
    'organization-role.yml',
    'OrganizationRole',
    ['organization', 'import', 'assume-import'],
    LOGS_KEY_FAILURES,
  ],
  ['security-hub.yml', 'ImportRole', ['import'], []],
  ['member-role.yml', 'MemberRole', ['member'], []],
  ['member-role.yml', 'ImportRole', ['import'], []],
  ['forward-changes.yml', 'ForwardRole', [], ['events:PutEvents']],
  [
    'organization.yml',
    'OrganizationAuditRole',
    [],
    [
      'kms:Decrypt',
      'lambda:InvokeFunction',
      's3:GetObject',
      'states:DescribeExecution',
      'states:StartExecution',
      'states:StopExecution',
    ],
  ],
  ['schedule.yml', 'ScheduleRole', [], ['lambda:InvokeFunction', 'sqs:SendMessage', 'states:StartExecution']],
];
const STAND_ALONE = ['forward-changes.yml', 'member-role.yml'];

let resources: readonly Resource[];

beforeAll(async () => {
  resources = resourcesOf(await infraFiles());
});

/** The policies of a role: a template that stands alone has its own, the others are one. */
function policiesOf(file: string, role: string): readonly Resource[] {
  return resources.filter(
    (one) =>
      one.Type === 'AWS::IAM::Policy' &&
      (one.Properties.Roles as readonly string[]).includes(role) &&
      (STAND_ALONE.includes(file) ? one.file === file : !STAND_ALONE.includes(one.file)),
  );
}

/** Whether an action does more than read, by the service authorization tables. */
function changes(action: string): boolean {
  return !['Read', 'List'].includes(accessLevelOf(action) ?? '');
}

describe('a role', () => {
  test('is in the table of this test', () => {
    const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.map(({ file, logicalId }) => `${file} ${logicalId}`).toSorted()).toEqual(
      ROLES.map(([file, role]) => `${file} ${role}`).toSorted(),
    );
  });

  test.each(ROLES)(
    'of %s, %s, may do what its parts declare and AWS does with it, and nothing else',
    (...row) => {
      const [file, role, from, byHand] = row;
      const needs = from.flatMap((name) => DEPLOYED[name]?.flatMap((feature) => feature.needs) ?? [name]);
      const actions = actionsOf(statementsIn(policiesOf(file, role)));
      expect(actions).toEqual([...new Set([...needs, ...byHand])].toSorted());
    },
  );

  test.each(ROLES)('of %s, %s, has no other policies than those', (file, role) => {
    const { Properties } = resources.find((one) => one.file === file && one.logicalId === role) ?? {};
    expect(Properties).not.toHaveProperty('Policies');
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(policiesOf(file, role).length).toBeGreaterThan(0);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  test.each(ROLES)('of %s, %s, has less in its policies than IAM takes', (file, role) => {
    const documents = policiesOf(file, role).map(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument),
    );
    // References become longer: an account id, a region, the name of a bucket.
    expect(documents.join('').length).toBeLessThan(10_240 * 0.8);
  });

  test.each(ROLES)(
    'of %s, %s, is taken by a service for this account alone, or by named roles',
    (file, role) => {
      const { Properties } = resources.find((one) => one.file === file && one.logicalId === role) ?? {};
      for (const { Principal, Condition, Action } of statementsIn(Properties?.AssumeRolePolicyDocument)) {
        expect(Action).toBe('sts:AssumeRole');
        if (JSON.stringify(Principal).includes('amazonaws.com'))
          expect(Condition).toEqual({ StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } });
        else expect(JSON.stringify(Principal)).toMatch(/^\{"AWS":("\w+Arns?"|\[("\w+Role\.Arn",?)+\])\}$/);
      }
    },
  );

  test('that reads another account needs its organization and its external id', () => {
    const { Properties } = resources.find(({ logicalId }) => logicalId === 'MemberRole') ?? {};
    expect(Properties).toMatchObject({
      RoleName: 'RoleName',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { AWS: 'AuditorRoleArn' },
            Condition: {
              StringEquals: {
                'aws:PrincipalOrgID': 'OrganizationId',
                'sts:ExternalId': ['HasExternalId', 'ExternalId', 'AWS::NoValue'],
              },
            },
          },
        ],
      },
    });
  });

  test('of another account only reads, but for the one that imports findings', () => {
    const changing = (role: string): readonly string[] =>
      actionsOf(statementsIn(policiesOf('member-role.yml', role))).filter((action) => changes(action));
    expect(changing('MemberRole')).toEqual([]);
    expect(changing('ImportRole')).toEqual(['securityhub:BatchImportFindings']);
  });

  test('of this account changes nothing but what Plumbline remembers, tells and starts', () => {
    const own = resources.filter(
      ({ Type, file }) => Type === 'AWS::IAM::Policy' && !STAND_ALONE.includes(file),
    );
    expect(actionsOf(statementsIn(own)).filter((action) => changes(action))).toEqual([
      'events:PutEvents',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'lambda:InvokeFunction',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:PutObject',
      'securityhub:BatchImportFindings',
      'sns:Publish',
      'sqs:DeleteMessage',
      'sqs:SendMessage',
      'states:StartExecution',
      'states:StopExecution',
      'sts:AssumeRole',
    ]);
  });

  test('assumes roles of one name alone, and within the organization where that is known', () => {
    const assuming = statementsIn(resources.filter(({ Type }) => Type === 'AWS::IAM::Policy')).filter(
      ({ Action }) => Action.includes('sts:AssumeRole'),
    );
    const within = ['HasOrganizationId', { StringEquals: { 'aws:ResourceOrgID': 'OrganizationId' } }];
    expect(assuming.map(({ Resource, Condition }) => [Resource, Condition])).toEqual(
      ['${MemberRoleName}', '${MemberRoleName}-import'].map((name) => [
        [`arn:\${AWS::Partition}:iam::*:role/${name}`],
        [...within, 'AWS::NoValue'],
      ]),
    );
  });
});

describe('a statement of any policy', () => {
  test('names actions that there are, each in full, and what it is about', () => {
    const statements = statementsIn(resources);
    expect(statements.length).toBeGreaterThan(30);
    const unknown = actionsOf(statements).filter((action) => actionNamed(action)?.name !== action);
    expect(unknown).toEqual([]);
    const parts = new Set(statements.flatMap((statement) => Object.keys(statement)));
    expect([...parts].toSorted()).toEqual(['Action', 'Condition', 'Effect', 'Principal', 'Resource', 'Sid']);
  });

  test('that allows everybody something has a condition', () => {
    const open = statementsIn(resources).filter(
      ({ Effect, Principal }) => Effect === 'Allow' && Principal === '*',
    );
    expect(open.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'aws:PrincipalOrgID': 'OrganizationId' } },
    ]);
  });
});
