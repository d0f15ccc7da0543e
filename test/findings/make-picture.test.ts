import { describe, expect, test } from 'vitest';
import type { Picture } from '../../src/findings/picture.ts';
import { ACCOUNT, type AccountJson, auditOf, type RoleJson } from '../support/rule-cases.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/`;
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:`;
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

const TRAIN = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sagemaker:createTrainingJob',
  Parameters: { TrainingJobName: 'nightly', RoleArn: `${ROLE}Jobs` },
  End: true,
};
const QUEUE = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Parameters: { QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders`, MessageBody: 'x' },
  Credentials: { RoleArn: `${ROLE}Other` },
  End: true,
};

function machine(name: string, role: string, ...tasks: readonly object[]): AccountJson['machines'][number] {
  const states = tasks.map((task, index) => [`Task${index}`, task] as const);
  return { name, role, definition: { StartAt: 'Task0', States: Object.fromEntries(states) } };
}

const ACCOUNT_JSON: AccountJson = {
  machines: [
    machine('train', 'TrainRole', TRAIN),
    machine('train-too', 'TrainRole', TRAIN),
    machine('order', 'OrderRole', QUEUE, { ...TRAIN, Credentials: { RoleArn: `${ROLE}Other` } }),
    machine('lost', 'GoneRole'),
  ],
  roles: [
    { name: 'TrainRole', policies: { own: ALLOW } },
    { name: 'OrderRole', boundary: ALLOW },
    { name: 'Other', trust: 'states' },
    { name: 'Jobs', trust: 'sagemaker' },
    { name: 'Idle', trust: 'sagemaker' },
    { name: 'Elsewhere', trust: 'lambda' },
  ],
  sagemaker: { Model: [{ ModelName: 'churn', ExecutionRoleArn: `${ROLE}Jobs` }] },
};

function pictureOf(account: AccountJson, only: readonly string[] = []): Picture {
  const { picture } = auditOf(account, { picture: true, only });
  if (picture === undefined) throw new Error('no picture was made');
  return picture;
}

const shortened = (text: string): string => text.replace(/^.*[:/]/, '');

function arrows({ links }: Picture): readonly string[] {
  return links.map(({ from, kind, to, service }) =>
    [shortened(from), kind, shortened(to), ...(service === undefined ? [] : [service])].join(' '),
  );
}

function names({ roles }: Picture): readonly string[] {
  return roles.map(({ name }) => name);
}

describe('the picture of an account', () => {
  test('is not made unless it is asked for', () => {
    expect(auditOf(ACCOUNT_JSON)).not.toHaveProperty('picture');
  });

  test('changes nothing else in the report', () => {
    const { picture: _, ...rest } = auditOf(ACCOUNT_JSON, { picture: true });
    expect(rest).toEqual(auditOf(ACCOUNT_JSON));
  });

  test('links machines, roles and resources, each once and in order', () => {
    expect(arrows(pictureOf(ACCOUNT_JSON))).toEqual([
      'OrderRole assumes Other',
      'Other passes Jobs sagemaker.amazonaws.com',
      'TrainRole passes Jobs sagemaker.amazonaws.com',
      'churn executes-with Jobs',
      'lost runs-as GoneRole',
      'order runs-as OrderRole',
      'train runs-as TrainRole',
      'train-too runs-as TrainRole',
    ]);
  });

  test('shows the roles that something uses or that trust Step Functions or SageMaker', () => {
    expect(names(pictureOf(ACCOUNT_JSON))).toEqual(['Idle', 'Jobs', 'OrderRole', 'Other', 'TrainRole']);
  });

  test('tells what the uses of a role need, also where others take it on', () => {
    const needs = pictureOf(ACCOUNT_JSON).roles.map(({ name, expected }) => [
      name,
      expected.flatMap(({ Action = [] }) => Action).filter((action) => /^(sqs|iam|sts|s3):/.test(action)),
    ]);
    expect(Object.fromEntries(needs)).toMatchObject({
      Idle: [],
      OrderRole: ['sts:AssumeRole'],
      Other: ['sqs:SendMessage', 'iam:PassRole'],
      TrainRole: ['iam:PassRole'],
    });
  });

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'a machine',
      [`${MACHINE}train`],
      ['Jobs', 'TrainRole'],
      ['TrainRole passes Jobs sagemaker.amazonaws.com', 'train runs-as TrainRole'],
    ],
    [
      'a role in between',
      [`${ROLE}Other`],
      ['Jobs', 'OrderRole', 'Other'],
      ['OrderRole assumes Other', 'Other passes Jobs sagemaker.amazonaws.com', 'order runs-as OrderRole'],
    ],
    ['a role alone', [`${ROLE}Idle`], ['Idle'], []],
    ['what is not there', [`${MACHINE}nothing`], [], []],
  ])('asked about %s, shows what it leads to and what leads to it', (_, only, roles, links) => {
    const picture = pictureOf(ACCOUNT_JSON, only);
    expect([names(picture), arrows(picture)]).toEqual([roles, links]);
  });
});

describe('a policy in the picture', () => {
  const policyOf = (role: Partial<RoleJson>) => {
    const [shown] = pictureOf({ machines: [], roles: [{ name: 'Shown', ...role }] }).roles;
    return [...(shown?.policies ?? []), ...(shown?.boundary === undefined ? [] : [shown.boundary])];
  };
  const documentOf = (...statements: readonly unknown[]) => ({
    Version: '2012-10-17',
    Statement: statements,
  });
  const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

  test('has every element as a list, and its statements in their places', () => {
    const document = documentOf(
      { ...STATEMENT, Sid: 'Read', Condition: { Bool: { 'aws:SecureTransport': true } } },
      { Effect: 'Deny', NotAction: ['s3:*', 'ecr:*'], NotResource: 'arn:aws:s3:::a' },
    );
    expect(policyOf({ policies: { own: document } })).toEqual([
      {
        name: 'own',
        origin: 'inline',
        statements: [
          {
            Sid: 'Read',
            Effect: 'Allow',
            Action: ['s3:GetObject'],
            Resource: ['*'],
            Condition: { Bool: { 'aws:SecureTransport': ['true'] } },
          },
          { Effect: 'Deny', NotAction: ['s3:*', 'ecr:*'], NotResource: ['arn:aws:s3:::a'] },
        ],
      },
    ]);
  });

  test('is shown with its name alone where its statements cannot be told as they are', () => {
    const unclear: readonly unknown[] = [
      'no JSON',
      {},
      documentOf(STATEMENT, 'text'),
      documentOf({ ...STATEMENT, Effect: 'allow' }),
      documentOf({ ...STATEMENT, Principal: '*' }),
      documentOf({ ...STATEMENT, Action: { a: 1 } }),
      documentOf({ ...STATEMENT, Resource: [null] }),
      documentOf({ ...STATEMENT, Condition: ['a'] }),
      documentOf({ ...STATEMENT, Condition: { StringEquals: 'a' } }),
      documentOf({ ...STATEMENT, Condition: { StringEquals: { a: {} } } }),
    ];
    for (const document of unclear)
      expect(policyOf({ policies: { own: document } }), JSON.stringify(document)).toEqual([
        { name: 'own', origin: 'inline' },
      ]);
  });

  test('comes inline, then attached, then as the boundary', () => {
    const managed = {
      [`arn:aws:iam::${ACCOUNT}:policy/Team`]: ALLOW,
      'arn:aws:iam::aws:policy/AmazonSageMakerReadOnly': ALLOW,
    };
    expect(
      policyOf({ policies: { own: ALLOW }, managed, boundary: ALLOW }).map(({ name, origin }) => [
        name,
        origin,
      ]),
    ).toEqual([
      ['own', 'inline'],
      ['Team', 'customer-managed'],
      ['AmazonSageMakerReadOnly', 'aws-managed'],
      ['ShownBoundary', 'boundary'],
    ]);
  });

  test('has no value that looks like a secret, and all others', () => {
    const secret = 'Xk29fJq81LmZpT40RwYc';
    const document = documentOf({
      ...STATEMENT,
      Resource: [`arn:aws:s3:::a?token=${secret}`, 'arn:aws:s3:::b'],
      Condition: { StringEquals: { 'aws:ResourceTag/password': secret, 'aws:ResourceTag/team': 'ml' } },
    });
    const [policy] = policyOf({ policies: { own: document } });
    expect(policy?.statements?.[0]).toMatchObject({
      Resource: ['arn:aws:s3:::a?token=[redacted]', 'arn:aws:s3:::b'],
      Condition: {
        StringEquals: { 'aws:ResourceTag/password': ['[redacted]'], 'aws:ResourceTag/team': ['ml'] },
      },
    });
  });
});
