import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListProcessingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../src/handlers/audit.ts';
import type { Response } from '../../src/run/response.ts';

// The logger reads its level when the handler is loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const iam = mockClient(IAMClient);
const states = mockClient(SFNClient);
const sageMaker = mockClient(SageMakerClient);
const topic = mockClient(SNSClient);
const identity = mockClient(STSClient);
const context = { awsRequestId: 'request-1' };

/** What was written to the log, which is silent but for the metrics. */
let written: string[] = [];

const schedule = {
  kind: 'schedule',
  scheduleArn: 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/audit',
  scheduledTime: '2026-11-21T06:00:00Z',
};

function callsMade(): number {
  return [iam, states, sageMaker, topic, identity]
    .map((client) => client.calls().length)
    .reduce((a, b) => a + b);
}

/** People hear of gaps once for each region, source and action. */
function groupsOf({ coverage: { gaps } }: Response): number {
  return new Set(gaps.map(({ region, source, action }) => `${region} ${source} ${action}`)).size;
}

beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  for (const client of [iam, states, sageMaker, topic, identity]) client.reset();
  identity
    .on(GetCallerIdentityCommand)
    .resolves({ Account: '111122223333', Arn: 'arn:aws:sts::111122223333:assumed-role/auditor/x' });
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({ IsTruncated: false, RoleDetailList: [], Policies: [] });
  const denial = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
  states.on(ListStateMachinesCommand).rejects(denial);
  sageMaker.onAnyCommand().rejects(denial);
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
  vi.stubEnv('PLUMBLINE_REGIONS', 'us-east-1,eu-west-1');
  vi.stubEnv('PLUMBLINE_ACCOUNTS', '111122223333');
  vi.stubEnv('PLUMBLINE_TOPIC_ARN', 'arn:aws:sns:us-east-1:111122223333:findings');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the function', () => {
  test('audits on schedule and publishes what it could not read', async () => {
    const response = await handler(schedule, context);
    expect(response).toMatchObject({
      summary: { stateMachines: 0, roles: 0 },
      coverage: { complete: false },
      findings: [],
      problems: [],
    });
    // All of it in one message.
    const [delivery, ...others] = response.deliveries;
    expect([delivery, others]).toEqual([
      { channel: 'sns', delivered: groupsOf(response), waiting: 0, refused: 0, messages: 1 },
      [],
    ]);
    expect(topic.calls()).toHaveLength(1);
    expect(response.coverage.gaps.map(({ region, action }) => [region, action])).toEqual(
      expect.arrayContaining([
        ['us-east-1', 'states:ListStateMachines'],
        ['eu-west-1', 'states:ListStateMachines'],
        ['eu-west-1', 'sagemaker:ListProcessingJobs'],
      ]),
    );
  });

  test('reads jobs as far back as the configuration says', async () => {
    vi.stubEnv('PLUMBLINE_LOOKBACK_DAYS', '7');
    await handler(schedule, context);
    const [call] = sageMaker.commandCalls(ListProcessingJobsCommand);
    const since = call?.args[0].input.CreationTimeAfter?.getTime() ?? 0;
    const days = (Date.now() - since) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  test('reads only the regions of a call on demand, and publishes only if told to', async () => {
    const response = await handler({ kind: 'audit', regions: ['eu-west-1'], publish: false }, context);
    expect(response.deliveries).toEqual([]);
    expect(states.commandCalls(ListStateMachinesCommand)).toHaveLength(1);
    expect(topic.calls()).toHaveLength(0);
  });

  test('measures what runs on schedule, and nothing that somebody asks for in between', async () => {
    await handler({ kind: 'audit', publish: false }, context);
    await handler({ kind: 'audit' }, context);
    expect(written).toEqual([]);
    await handler(schedule, context);
    expect(written.map((line) => JSON.parse(line))).toMatchObject([
      { service: 'plumbline', AuditCompleted: 1, Coverage: 0, EntriesWaiting: 0, Problems: 0 },
    ]);
  });

  test('answers although a channel fails', async () => {
    topic.on(PublishCommand).rejects(new Error('the topic is gone'));
    const response = await handler(schedule, context);
    const waiting = groupsOf(response);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ AuditCompleted: 1, EntriesWaiting: waiting });
    expect(response.deliveries).toEqual([
      { channel: 'sns', delivered: 0, waiting, refused: 0, messages: 0, why: 'Error: the topic is gone' },
    ]);
  });
});

describe('nothing is read', () => {
  test.each([
    ['an unknown key', { kind: 'audit', region: 'us-east-1' }, /^`\$\.region` is not known here/],
    ['a foreign region', { kind: 'audit', regions: ['ap-south-1'] }, /^`\$\.regions\[0\]`/],
    ['a foreign account', { kind: 'audit', accounts: ['999999999999'] }, /^`\$\.accounts\[0\]`/],
    ['an unknown kind', { kind: 'drop' }, /^`\$\.kind`/],
  ])('for a payload with %s', async (_, event, message) => {
    const call = handler(event, context);
    await expect(call).rejects.toThrow(expect.objectContaining({ name: 'InvalidPayload' }));
    await expect(call).rejects.toThrow(message);
    expect(callsMade()).toBe(0);
  });

  test('with a configuration that is wrong', async () => {
    vi.stubEnv('PLUMBLINE_MIN_SEVERITY', 'severe');
    await expect(handler(schedule, context)).rejects.toThrow(
      expect.objectContaining({ name: 'ConfigError' }),
    );
    expect(callsMade()).toBe(0);
  });
});
