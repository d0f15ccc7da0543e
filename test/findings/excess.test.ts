import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { type AccountJson, auditOf, type MachineJson, type RoleJson } from '../support/rule-cases.ts';

const ALLOW = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const DOCUMENT = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const SAGEMAKER = 'arn:aws:sagemaker:us-east-1:111122223333';

/** A role with which a state machine waits, and asks for nothing. */
function idle(role: Partial<RoleJson>, more: Partial<AccountJson> = {}): AccountJson {
  return {
    machines: [{ name: 'idle', role: 'IdleRole', definition: { States: { Wait: { Type: 'Wait' } } } }],
    roles: [{ name: 'IdleRole', ...role }],
    ...more,
  };
}

function excess(account: AccountJson): readonly Finding[] {
  return auditOf(account).findings.filter(({ ruleId }) => ruleId === 'permission-excess');
}

describe('what a role allows beyond its uses', () => {
  test.each([
    ['iam:AttachRolePolicy', 'high', 'potential'],
    ['sagemaker:CreateModel', 'medium', 'confirmed'],
    ['states:StopExecution', 'medium', 'confirmed'],
    ['sagemaker:DescribeModel', 'low', 'confirmed'],
    ['sagemaker:ListModels', 'low', 'potential'],
    ['s3:PutObject', 'medium', 'potential'],
    ['lambda:InvokeFunction', 'medium', 'confirmed'],
    ['kms:CreateGrant', 'high', 'confirmed'],
    ['ec2:DescribeInstances', 'low', 'potential'],
    ['events:PutRule', 'medium', 'confirmed'],
  ])('is as severe as the worst that %s can do: %s, and %s', (action, severity, confidence) => {
    expect(excess(idle({ policies: { p: DOCUMENT(ALLOW(action)) } }))).toMatchObject([
      { severity, confidence, witness: { action } },
    ]);
  });

  test('shows the most dangerous action of a statement', () => {
    const policies = { p: DOCUMENT(ALLOW(['sagemaker:ListModels', 'iam:*Policy', 'sagemaker:DeleteModel'])) };
    expect(excess(idle({ policies }))).toMatchObject([
      { severity: 'high', witness: { action: 'iam:AttachRolePolicy' } },
    ]);
  });

  test('is told for each statement of a policy that the account owns', () => {
    const policies = { p: DOCUMENT(ALLOW('sagemaker:DeleteModel'), ALLOW('sagemaker:DeleteEndpoint')) };
    expect(excess(idle({ policies })).map(({ statement }) => statement?.index)).toEqual([1, 0]);
  });

  test.each([
    [
      'once for an AWS managed policy',
      {
        managed: {
          'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess': DOCUMENT(
            ALLOW('sagemaker:ListModels'),
            ALLOW('sagemaker:DeleteModel'),
            ALLOW('states:ListExecutions'),
          ),
        },
      },
      'medium',
    ],
    ['once for an administrator', { managed: { [ADMIN]: DOCUMENT(ALLOW('*')) } }, 'high'],
    [
      'once for an administrator by a statement of the account',
      { policies: { p: DOCUMENT(ALLOW(['s3:*', '*:*'])) } },
      'high',
    ],
  ])('is told %s', (_, role, severity) => {
    const findings = auditOf(idle(role)).findings;
    expect(findings.map((finding) => [finding.ruleId, finding.severity])).toEqual([
      ['permission-excess', severity],
    ]);
  });

  test('counts the other statements of the managed policy and speaks of the worst', () => {
    const managed = {
      'arn:aws:iam::aws:policy/SomeAccess': DOCUMENT(
        ALLOW('sagemaker:ListModels'),
        ALLOW('sagemaker:DeleteModel'),
        ALLOW('sagemaker:ListEndpoints'),
      ),
    };
    const [finding] = excess(idle({ managed }));
    expect(finding?.witness?.action).toBe('sagemaker:DeleteModel');
    expect(finding?.message).toMatch(/; 2 more of its statements do so too$/);
  });

  test.each([
    ['another service', ['states', 'lambda'], 'low', 'Service:lambda.amazonaws.com'],
    [
      'a person',
      DOCUMENT({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/Ops', Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      'low',
      'AWS:arn:aws:iam::111122223333:role/Ops',
    ],
    ['everybody', DOCUMENT({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }), 'low', '*'],
  ])('is milder where %s may use the role too', (_, trust, severity, principal) => {
    const policies = { p: DOCUMENT(ALLOW('sagemaker:DeleteModel')) };
    const [finding] = excess(idle({ trust, policies }));
    expect(finding).toMatchObject({ severity, confidence: 'potential' });
    expect(finding?.message).toContain(`\`${principal}\` may use it too`);
  });

  test('is no milder for an administrator whom others may be', () => {
    const trust = ['states', 'lambda'];
    expect(excess(idle({ trust, policies: { p: DOCUMENT(ALLOW('*')) } }))).toMatchObject([
      { severity: 'high' },
    ]);
  });

  test.each([
    [
      'a region that is not audited',
      [ALLOW('sagemaker:DeleteModel', 'arn:aws:sagemaker:ap-south-1:111122223333:model/*')],
    ],
    ['another account', [ALLOW('sagemaker:DeleteModel', 'arn:aws:sagemaker:us-east-1:999988887777:model/*')]],
    [
      'another partition',
      [ALLOW('sagemaker:DeleteModel', 'arn:aws-cn:sagemaker:us-east-1:111122223333:model/*')],
    ],
    ['an action that no service lists', [ALLOW(['s3:Frobnicate', 'nosuchservice:*'])]],
    [
      'an action on a resource that it never meets',
      [ALLOW('sagemaker:DeleteModel', 'arn:aws:s3:::models/*')],
    ],
    [
      'what a Deny takes away again',
      [ALLOW('sagemaker:DeleteModel'), { ...ALLOW('sagemaker:Delete*'), Effect: 'Deny' }],
    ],
    [
      'what depends on being another role',
      [
        ALLOW('sagemaker:DeleteModel', '*', {
          Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Other' } },
        }),
      ],
    ],
    [
      'what asks for an insecure transport',
      [ALLOW('sagemaker:DeleteModel', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    ],
  ])('leaves out %s', (_, statements) => {
    expect(excess(idle({ policies: { p: DOCUMENT(...statements) } }))).toEqual([]);
  });

  test('leaves out what the boundary and the service control policies do not allow', () => {
    const policies = { p: DOCUMENT(ALLOW(['sagemaker:DeleteModel', 'sagemaker:StopTrainingJob'])) };
    const boundary = DOCUMENT(ALLOW('sagemaker:Delete*'));
    const serviceControlPolicies = [
      [DOCUMENT(ALLOW('*'), { ...ALLOW('sagemaker:DeleteModel'), Effect: 'Deny' })],
    ];
    expect(excess(idle({ policies, boundary }))).toMatchObject([
      { witness: { action: 'sagemaker:DeleteModel' } },
    ]);
    expect(excess(idle({ policies, boundary }, { serviceControlPolicies }))).toEqual([]);
  });

  test('is a trifle where it is the rules of Step Functions, removed as well as made', () => {
    const policies = {
      p: DOCUMENT(
        ALLOW(
          ['events:PutRule', 'events:DeleteRule'],
          'arn:aws:events:us-east-1:111122223333:rule/StepFunctionsGetEventsForECSTaskRule',
        ),
      ),
    };
    expect(excess(idle({ policies }))).toMatchObject([{ severity: 'info' }]);
  });

  test('is measured by every state machine of the role, wherever it runs', () => {
    const machine = (name: string, region: string): MachineJson => ({
      name,
      region,
      role: 'IdleRole',
      definition: {
        States: {
          Make: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sagemaker:createEndpointConfig',
            Parameters: { EndpointConfigName: name },
          },
        },
      },
    });
    const config = (place: string) => ALLOW('sagemaker:CreateEndpointConfig', `arn:aws:sagemaker:${place}`);
    const policies = {
      p: DOCUMENT(
        config('us-east-1:111122223333:endpoint-config/a'),
        config('eu-west-1:111122223333:endpoint-config/b'),
      ),
    };
    const regions = ['us-east-1', 'eu-west-1'];
    const both = idle(
      { policies },
      { regions, machines: [machine('a', 'us-east-1'), machine('b', 'eu-west-1')] },
    );
    expect(excess(both)).toEqual([]);
    expect(excess({ ...both, machines: [machine('a', 'us-east-1')] })).toMatchObject([
      { witness: { resource: 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint-config/b' } },
    ]);
  });

  test('is not judged where one definition of the role could not be read', () => {
    const account = idle({ policies: { p: DOCUMENT(ALLOW('*')) } });
    const vault = { name: 'vault', role: 'IdleRole', definition: '{}' };
    expect(excess({ ...account, machines: [...account.machines, vault] })).toEqual([]);
  });
});

describe('the replacement of a statement', () => {
  test('keeps the actions of services that nobody lists', () => {
    const policies = { p: DOCUMENT(ALLOW(['sagemaker:DeleteModel', 'nosuchservice:Do'], '*')) };
    expect(excess(idle({ policies }))[0]?.remedy).toEqual({
      text: 'Replace statement 0 of `p` by this',
      policy: DOCUMENT(ALLOW(['nosuchservice:Do'], ['*'])),
    });
  });

  test.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['NotResource', { Effect: 'Allow', Action: 'sagemaker:*', NotResource: `${SAGEMAKER}:model/*` }],
    [
      'a condition beside a service that nobody lists',
      ALLOW(['nosuchservice:*', 'sagemaker:DeleteModel'], '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      }),
    ],
  ])('is not attempted for %s', (_, statement) => {
    const [finding] = excess(idle({ policies: { p: DOCUMENT(statement) } }));
    expect(finding?.remedy.policy).toBeUndefined();
    expect(finding?.remedy.text).toMatch(/^Narrow the statement/);
  });
});
