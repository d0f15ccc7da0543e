import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { sns } from '../../../src/publish/channels/sns.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:findings';
const settings = { minSeverity: 'medium', topicArn } as const;
const topic = mockClient(SNSClient);

beforeEach(() => {
  topic.reset();
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
});

describe('one message is published', () => {
  test('for a finding that is severe enough', async () => {
    const report = sampleReport([sampleFinding({ severity: 'medium' }), sampleFinding({ severity: 'low' })]);
    expect(await sns.deliver(report, settings)).toEqual({
      kind: 'delivered',
      channel: 'sns',
      messageId: 'm-1',
    });
    const calls = topic.commandCalls(PublishCommand);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.args[0].input).toMatchObject({
      TopicArn: topicArn,
      MessageStructure: 'json',
      Subject: 'Plumbline: 1 finding, worst is medium in account 111122223333',
    });
  });

  test('for incomplete coverage, even without a finding', async () => {
    const report = sampleReport([], { coverage: { complete: false, gaps: [] } });
    expect(await sns.deliver(report, settings)).toMatchObject({ kind: 'delivered' });
  });

  test('in the region of the topic', async () => {
    await sns.deliver(sampleReport([sampleFinding()]), settings);
    const client = topic.commandCalls(PublishCommand)[0]?.thisValue as SNSClient;
    expect(await client.config.region()).toBe('eu-west-1');
  });
});

describe('nothing is published', () => {
  test('where everything was read and no finding is severe enough', async () => {
    const report = sampleReport([sampleFinding({ severity: 'low' })]);
    expect(await sns.deliver(report, settings)).toEqual({
      kind: 'skipped',
      channel: 'sns',
      why: 'no finding is medium or worse, and nothing is left unread',
    });
    expect(topic.calls()).toHaveLength(0);
  });

  test('without a topic', async () => {
    const delivery = await sns.deliver(sampleReport([sampleFinding()]), { minSeverity: 'info' });
    expect(delivery).toEqual({ kind: 'skipped', channel: 'sns', why: 'no topic is configured' });
    expect(topic.calls()).toHaveLength(0);
  });
});

test('a refusal of SNS is left to the caller', async () => {
  topic.on(PublishCommand).rejects(new Error('not authorized'));
  await expect(sns.deliver(sampleReport([sampleFinding()]), settings)).rejects.toThrow('not authorized');
});

test('the channel calls just the actions that it declares', async () => {
  await sns.deliver(sampleReport([sampleFinding()]), settings);
  const called = topic.calls().map(({ args }) => `sns:${args[0].constructor.name.replace(/Command$/, '')}`);
  expect(new Set(called)).toEqual(new Set(sns.needs));
});
