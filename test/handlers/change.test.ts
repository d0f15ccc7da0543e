import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler as audit } from '../../src/handlers/audit.ts';
import { handler } from '../../src/handlers/change.ts';
import { batchOf, changeEvent } from '../support/change-cases.ts';
import { rememberingBucket } from '../support/mock-bucket.ts';

// The logger reads its level when the handler is loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'WARN'));

const iam = mockClient(IAMClient);
const states = mockClient(SFNClient);
const sageMaker = mockClient(SageMakerClient);
const topic = mockClient(SNSClient);
const identity = mockClient(STSClient);
const bucket = mockClient(S3Client);
const context = { awsRequestId: 'request-1' };

const ACCOUNT = '111122223333';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:train`;
const schedule = { kind: 'schedule', scheduleArn: 'a', scheduledTime: 't' };
const DONE = { batchItemFailures: [] };

/** The account: one state machine that publishes, and its role with these policies. */
function stand(...policies: readonly object[]): void {
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const role = {
    Arn: `arn:aws:iam::${ACCOUNT}:role/ml/TrainRole`,
    RoleName: 'TrainRole',
    Path: '/ml/',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    RolePolicyList: policies.map((statement) => ({
      PolicyName: 'train',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    })),
    AttachedManagedPolicies: [],
  };
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({ IsTruncated: false, RoleDetailList: [role as never], Policies: [] });
}

const MAY = { Effect: 'Allow', Action: 'sns:Publish', Resource: `arn:aws:sns:us-east-1:${ACCOUNT}:done` };

/** All that is written to the log meanwhile. */
async function logged(work: () => Promise<unknown>): Promise<string> {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => written.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(keep),
  );
  try {
    await work();
    return written.join('');
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

beforeEach(() => {
  for (const client of [iam, states, sageMaker, topic, identity, bucket]) client.reset();
  identity
    .on(GetCallerIdentityCommand)
    .resolves({ Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/x` });
  const Parameters = { TopicArn: MAY.Resource, Message: 'done' };
  const Tell = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Parameters, End: true };
  const machine = {
    stateMachineArn: MACHINE,
    name: 'train',
    type: 'STANDARD',
    creationDate: new Date(0),
  } as const;
  states.onAnyCommand().resolves({ stateMachineVersions: [], stateMachineAliases: [] });
  states.on(ListStateMachinesCommand).resolves({ stateMachines: [machine] });
  states.on(DescribeStateMachineCommand).resolves({
    ...machine,
    status: 'ACTIVE',
    roleArn: `arn:aws:iam::${ACCOUNT}:role/ml/TrainRole`,
    definition: JSON.stringify({ StartAt: 'Tell', States: { Tell } }),
  });
  sageMaker.onAnyCommand().resolves({});
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
  rememberingBucket(bucket);
  vi.stubEnv('PLUMBLINE_REGIONS', 'us-east-1');
  vi.stubEnv('PLUMBLINE_TOPIC_ARN', `arn:aws:sns:us-east-1:${ACCOUNT}:findings`);
  vi.stubEnv('PLUMBLINE_STATE_BUCKET', 'states');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  stand(MAY);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function readings(): number {
  return iam.commandCalls(GetAccountAuthorizationDetailsCommand).length;
}

/** An event of this moment, so that no reading of before can have answered it. */
function now(name: string, detail: object = {}): object {
  const eventTime = `${new Date().toISOString().slice(0, 19)}Z`;
  return changeEvent(name, { eventTime, ...detail });
}

describe('the function behind the queue', () => {
  test('tells people who took from a role what its state machine needs', async () => {
    await audit(schedule, context);
    const before = topic.calls().length;
    stand();
    expect(await handler(batchOf(now('put-role-policy')), context)).toEqual(DONE);
    const messages = topic.commandCalls(PublishCommand).slice(before);
    expect(messages).toHaveLength(1);
    const { Message = '' } = messages[0]?.args[0].input ?? {};
    const { email, sqs } = JSON.parse(Message);
    expect(email).toContain('task-permission-missing');
    expect(email).toContain(`changed by: arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/ada (PutRolePolicy, `);
    expect(JSON.parse(sqs).entries[0].finding.change).toMatchObject({ event: 'PutRolePolicy' });
  });

  test('reads once for a batch about one role, and not again for what comes twice', async () => {
    await audit(schedule, context);
    const before = readings();
    const old = changeEvent('attach-role-policy');
    expect(await handler(batchOf(now('put-role-policy'), now('attach-role-policy'), old), context)).toEqual(
      DONE,
    );
    expect(readings()).toBe(before + 1);
    expect(await handler(batchOf(old, old), context)).toEqual(DONE);
    expect(readings()).toBe(before + 1);
  });

  test('reads nothing for what is no business of the installation', async () => {
    const foreign = changeEvent('put-role-policy', {}, { account: '444455556666' });
    const failed = now('put-role-policy', { errorCode: 'AccessDenied' });
    expect(await handler(batchOf(foreign, failed), context)).toEqual(DONE);
    expect(readings()).toBe(0);
  });

  test('drops what makes no sense, names its place, and looks into the rest', async () => {
    await audit(schedule, context);
    const before = readings();
    const secret = 'a text that nobody is to see';
    const broken = now('put-role-policy', {
      requestParameters: { roleName: [secret], policyDocument: secret },
    });
    const log = await logged(async () =>
      expect(await handler(batchOf(secret, broken, now('put-role-policy')), context)).toEqual(DONE),
    );
    expect(readings()).toBe(before + 1);
    expect(log).not.toContain(secret);
    const lines = log.split('\n').filter((line) => line.includes('a message is dropped'));
    expect(lines.map((line) => JSON.parse(line)).map(({ at, problem }) => [at, problem])).toEqual([
      ['$.Records[0]', '`$`: expected JSON, found other text'],
      ['$.Records[1]', expect.stringContaining('`$.detail.requestParameters.roleName`')],
    ]);
  });

  test('names the role of an account that it cannot open, which no second try would', async () => {
    vi.stubEnv('PLUMBLINE_ACCOUNTS', `${ACCOUNT},444455556666`);
    vi.stubEnv('PLUMBLINE_MEMBER_ROLE', 'member');
    identity.on(AssumeRoleCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await audit({ kind: 'audit', accounts: [ACCOUNT] }, context);
    const member = changeEvent('put-role-policy', {}, { account: '444455556666' });
    expect(await handler(batchOf(member), context)).toEqual({ batchItemFailures: [] });
    const told = topic.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input.Message);
    expect(told.join()).toContain('sts:AssumeRole');
    expect(told.join()).toContain('arn:aws:iam::444455556666:role/member');
  });

  test.each<[string, () => void, RegExp]>([
    ['nothing is remembered', () => vi.stubEnv('PLUMBLINE_STATE_BUCKET', ''), /`stateBucket` is not set/],
    [
      'nobody tells whose credentials it has',
      () => identity.on(GetCallerIdentityCommand).resolves({}),
      /nothing tells whose credentials these are/,
    ],
  ])('fails as a whole where %s', async (_, spoil, message) => {
    spoil();
    await expect(handler(batchOf(now('put-role-policy')), context)).rejects.toThrow(message);
    expect(readings()).toBe(0);
  });

  test('refuses what is no batch of a queue', async () => {
    await expect(handler({ kind: 'audit' }, context)).rejects.toThrow('`$.Records`: expected an array');
  });
});
