import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import type { Channel, PublishSettings } from '../../src/publish/channel.ts';
import { configuredChannels, openOutlets, recipientsOf } from '../../src/publish/outlets.ts';
import { sampleEntry, sampleLoss } from '../support/sample-entry.ts';

const settings: PublishSettings = { minSeverity: 'medium', topicArn: 'arn:aws:sns:us-east-1:111122223333:a' };
const context = { now: new Date('2026-11-21T06:01:00Z'), messagesLeft: 20 };

interface Watched extends Channel {
  readonly log: string[];
}

/** A channel that takes everything, and writes down what happens to it. */
function watched(overrides: Partial<Channel> = {}): Watched {
  const log: string[] = [];
  return {
    name: 'watched',
    needs: [],
    audience: 'machines',
    isConfigured: () => true,
    wants: () => true,
    open: async () => {
      log.push('open');
      return {
        deliver: async (entries) => {
          log.push('deliver');
          return { receipts: entries.map(({ id }) => ({ kind: 'delivered', id })), messages: 0 };
        },
        close: () => {
          log.push('close');
        },
      };
    },
    ...overrides,
    log,
  };
}

describe('the channels', () => {
  test.each<[PublishSettings, readonly string[]]>([
    [{ minSeverity: 'medium' }, []],
    [settings, ['sns']],
    [{ ...settings, chatTopicArn: 'arn:aws:sns:us-east-1:111122223333:b' }, ['chat', 'sns']],
  ])('that people are told through are those that the settings %j name', (given, names) => {
    const people = configuredChannels(given).filter(({ audience }) => audience === 'people');
    expect(people.map(({ name }) => name)).toEqual(names);
  });

  test('that get an entry are those that are configured and want it', () => {
    const all = [
      watched({ name: 'every' }),
      watched({ name: 'coverage', wants: ({ body }) => body.kind === 'coverage' }),
      watched({ name: 'other', isConfigured: () => false }),
    ];
    expect(recipientsOf(sampleEntry(), settings, all)).toEqual(['every']);
    expect(recipientsOf(sampleLoss(), settings, all)).toEqual(['every', 'coverage']);
  });
});

test('a first run with 5,000 findings is one message in each channel to people', async () => {
  const client = mockClient(SNSClient);
  client.on(PublishCommand).resolves({ MessageId: 'm-1' });
  const given = { ...settings, chatTopicArn: 'arn:aws:sns:us-east-1:111122223333:b' };
  const entries = Array.from({ length: 5_000 }, (_, index) =>
    sampleEntry({ subject: `v1-${index}`, isBaseline: true }, { severity: 'critical' }),
  );
  const outlets = openOutlets(given);
  for (const channel of outlets.channels.filter(({ audience }) => audience === 'people')) {
    const { receipts, messages } = await outlets.deliver(channel, entries, context);
    expect(messages).toBe(1);
    expect(receipts.filter(({ kind }) => kind === 'delivered')).toHaveLength(5_000);
  }
  await outlets.close();
  const topics = client.commandCalls(PublishCommand).map(({ args }) => args[0].input.TopicArn);
  expect(topics.toSorted()).toEqual([given.topicArn, given.chatTopicArn]);
  client.restore();
});

describe('an outlet', () => {
  test('is opened when it is first needed, once, and closed in the end', async () => {
    const [used, unused] = [watched(), watched({ name: 'unused' })];
    const outlets = openOutlets(settings, [used, unused]);
    expect(await outlets.deliver(used, [], context)).toEqual({ receipts: [], messages: 0 });
    expect(used.log).toEqual([]);
    await outlets.deliver(used, [sampleEntry()], context);
    await outlets.deliver(used, [sampleEntry({ seq: 2 })], context);
    await outlets.close();
    await outlets.close();
    expect(used.log).toEqual(['open', 'deliver', 'deliver', 'close']);
    expect(unused.log).toEqual([]);
  });

  test('that cannot be opened has failed for every entry, is not tried again, and keeps no other open', async () => {
    let tries = 0;
    const broken = watched({
      name: 'broken',
      open: () => {
        tries += 1;
        return Promise.reject(new Error('no client'));
      },
    });
    const working = watched();
    const outlets = openOutlets(settings, [broken, working]);
    await outlets.deliver(working, [sampleEntry()], context);
    for (const seq of [1, 2])
      expect(await outlets.deliver(broken, [sampleEntry({ seq })], context)).toEqual({
        receipts: [{ kind: 'failed', id: `v1-01:${seq}`, why: 'Error: no client' }],
        messages: 0,
      });
    expect(tries).toBe(1);
    await outlets.close();
    expect(working.log.at(-1)).toBe('close');
  });

  test('gives the same open channel to whoever asks', async () => {
    const channel = watched();
    const outlets = openOutlets(settings, [channel]);
    expect(outlets.channels).toEqual([channel]);
    expect(await outlets.open(channel)).toBe(await outlets.open(channel));
  });
});
