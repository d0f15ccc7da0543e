import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { chat } from '../../../src/publish/channels/chat.ts';
import { sampleEntry, sampleLoss } from '../../support/sample-entry.ts';

const chatTopicArn = 'arn:aws:sns:eu-west-1:111122223333:chat';
const settings = { minSeverity: 'medium', chatTopicArn } as const;
const context = {
  now: new Date('2026-11-21T06:01:00Z'),
  messagesLeft: 20,
  reportPlace: 's3://reports/r-1.json',
};
const topic = mockClient(SNSClient);
afterAll(() => topic.restore());

beforeEach(() => {
  topic.reset();
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
});

describe('messages in a chat', () => {
  test('are published to the topic, with the place of the report', async () => {
    const open = await chat.open(settings);
    expect(await open.deliver([sampleEntry()], context)).toEqual({
      receipts: [{ kind: 'delivered', id: 'v1-01:1' }],
      messages: 1,
    });
    open.close();
    const [call] = topic.commandCalls(PublishCommand);
    const { Message = '', MessageAttributes, ...others } = call?.args[0].input ?? {};
    expect(others).toEqual({ TopicArn: chatTopicArn });
    expect(Object.keys(MessageAttributes ?? {})).toContain('findingId');
    expect(JSON.parse(Message)).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { nextSteps: ['Allow the request', 'Read the whole report: `s3://reports/r-1.json`'] },
    });
    const called = topic.calls().map(({ args }) => `sns:${args[0].constructor.name.replace(/Command$/, '')}`);
    expect(new Set(called)).toEqual(new Set(chat.needs));
  });

  test.each([
    ['a finding that is bad enough', sampleEntry({}, { severity: 'medium' }), true],
    ['a finding that is too mild', sampleEntry({}, { severity: 'low' }), false],
    ['a finding that is accepted', sampleEntry({ kind: 'suppressed' }), false],
    ['coverage that is lost', sampleLoss(), true],
    ['coverage that is regained', sampleLoss({ kind: 'coverage-regained' }), false],
  ])('are wanted, or not, for %s', (_, entry, isWanted) => {
    expect(chat.wants(entry, settings)).toBe(isWanted);
  });

  test('need a topic', () => {
    expect(chat.isConfigured(settings)).toBe(true);
    expect(chat.isConfigured({ minSeverity: 'info', topicArn: chatTopicArn })).toBe(false);
  });
});
