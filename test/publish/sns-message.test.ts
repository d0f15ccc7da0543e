import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import { type Message, planMessages } from '../../src/publish/messages.ts';
import { snsMessage } from '../../src/publish/sns-message.ts';
import { sampleEntry, sampleLoss } from '../support/sample-entry.ts';

const LIMIT = 256 * 1024;

interface Body {
  readonly schemaVersion: number;
  readonly entries: readonly { readonly id: string; readonly finding: { readonly message: string } }[];
  readonly omitted: number;
}

function messageOf(...entries: readonly Entry[]): Message {
  const [message] = planMessages(entries, 'info', 20).messages;
  if (message === undefined) throw new Error('nothing is told');
  return message;
}

function variantsOf(message: Message): Record<string, string> {
  return JSON.parse(snsMessage(message, undefined).Message) as Record<string, string>;
}

function bodyOf(message: Message): Body {
  return JSON.parse(variantsOf(message).sqs ?? '') as Body;
}

function bytesOf(message: Message): number {
  const { Message, MessageAttributes } = snsMessage(message, undefined);
  return Buffer.byteLength(Message) + Buffer.byteLength(JSON.stringify(MessageAttributes));
}

function many(count: number, message?: string): Message {
  const entries = Array.from({ length: count }, (_, index) =>
    sampleEntry({ subject: `f${index}`, isBaseline: true }, message === undefined ? {} : { message }),
  );
  return messageOf(...entries);
}

describe('the message', () => {
  test('is text for people and the same JSON for every kind of program', () => {
    const entry = sampleEntry({ subject: 'v1-07', seq: 3, kind: 'reopened' });
    const { default: text, email, sqs, ...others } = variantsOf(messageOf(entry));
    expect(text).toMatch(/^Plumbline: reopened high task-permission-missing/);
    expect(email).toBe(text);
    expect(Object.keys(others)).toEqual(['lambda', 'https', 'http']);
    expect(new Set([sqs, ...Object.values(others)]).size).toBe(1);
    expect(JSON.parse(sqs ?? '')).toEqual({
      schemaVersion: 1,
      entries: [
        {
          id: 'v1-07:3',
          subject: 'v1-07',
          seq: 3,
          kind: 'reopened',
          at: '2026-11-21T06:00:00Z',
          isBaseline: false,
          partition: 'aws',
          accountId: '111122223333',
          region: 'us-east-1',
          episode: 1,
          finding: entry.body.kind === 'finding' && entry.body.finding,
        },
      ],
      omitted: 0,
    });
  });

  test('tells programs which part of the account is not audited', () => {
    expect(bodyOf(messageOf(sampleLoss({}, {}, { count: 12 }))).entries).toMatchObject([
      {
        id: 'gap-01:1',
        kind: 'coverage-lost',
        coverage: {
          source: 'states:DescribeStateMachine',
          kind: 'denied',
          action: 'kms:Decrypt',
          count: 12,
          isOpen: true,
        },
      },
    ]);
  });

  test('tells programs every entry of a finding', () => {
    const message = messageOf(
      sampleEntry({ seq: 1 }),
      sampleEntry({ seq: 2, kind: 'resolved', reason: 'fixed' }),
    );
    expect(bodyOf(message).entries).toMatchObject([
      { id: 'v1-01:1', kind: 'opened' },
      { id: 'v1-01:2', kind: 'resolved', reason: 'fixed' },
    ]);
  });

  test.each([
    ['many findings', many(5_000)],
    [
      'a huge finding before a small one',
      messageOf(
        sampleEntry({ isBaseline: true }, { message: '"\\'.repeat(60_000) }),
        sampleEntry({ subject: 'v1-02', isBaseline: true }),
      ),
    ],
    ['letters outside of ASCII', many(400, 'ü🙂'.repeat(300))],
  ])('fits into what SNS accepts with %s, and says what is left out', (_, message) => {
    expect(bytesOf(message)).toBeLessThanOrEqual(LIMIT);
    const { entries, omitted } = bodyOf(message);
    expect(entries.length).toBeGreaterThan(0);
    expect(omitted).toBeGreaterThan(0);
    if (message.kind === 'digest') expect(entries.length + omitted).toBe(message.changes.length);
  });

  test('uses the room that there is', () => {
    expect(bytesOf(many(5_000))).toBeGreaterThan(LIMIT * 0.9);
  });

  test('is ASCII that gives back the exact names', () => {
    const name = 'bidi \u202e, emoji 🙂, lone \ud800, control \u0007';
    const message = messageOf(sampleEntry({}, { message: name }));
    expect(snsMessage(message, undefined).Message).toMatch(/^[\x20-\x7e]+$/);
    expect(bodyOf(message).entries[0]?.finding.message).toBe(name);
  });
});

describe('the subject', () => {
  const hostile = { shard: { accountId: 'a\r\nBcc: ü🙂', region: 'us-east-1' } };

  test.each([
    ['one finding', [sampleEntry()], 'Plumbline: new high task-permission-missing, in account 111122223333'],
    [
      'the first findings',
      [
        sampleEntry({ isBaseline: true }),
        sampleEntry({ subject: 'v1-02', isBaseline: true }, { severity: 'critical' }),
      ],
      'Plumbline: 2 findings, worst is critical, in account 111122223333',
    ],
    [
      'a change',
      [sampleEntry({ kind: 'resolved' })],
      'Plumbline: 1 change, worst is high, in account 111122223333',
    ],
    ['coverage alone', [sampleLoss()], 'Plumbline: coverage is incomplete in account 111122223333'],
    [
      'a hostile account',
      [sampleLoss(hostile)],
      'Plumbline: coverage is incomplete in account a\\u{d}\\u{a}Bcc: ??',
    ],
  ])('of %s is one line of ASCII', (_, entries, subject) => {
    expect(snsMessage(messageOf(...entries), undefined).Subject).toBe(subject);
  });

  test('is below 100 characters', () => {
    const entry = sampleLoss({ shard: { accountId: 'x'.repeat(500), region: 'us-east-1' } });
    expect(snsMessage(messageOf(entry), undefined).Subject).toHaveLength(99);
  });
});

describe('the attributes', () => {
  test('of a message about one finding are its own', () => {
    expect(snsMessage(messageOf(sampleEntry()), undefined).MessageAttributes).toEqual({
      severity: { DataType: 'String', StringValue: 'high' },
      accountId: { DataType: 'String', StringValue: '111122223333' },
      status: { DataType: 'String', StringValue: 'new' },
      ruleId: { DataType: 'String', StringValue: 'task-permission-missing' },
      findingId: { DataType: 'String', StringValue: 'v1-01' },
    });
  });

  test('of a digest have every value that occurs in it', () => {
    const message = messageOf(
      sampleEntry({ subject: 'a', kind: 'changed' }, { severity: 'critical' }),
      sampleEntry({ subject: 'b', isBaseline: true }, { ruleId: 'pass-role-missing' }),
      sampleEntry({ subject: 'c', kind: 'resolved', shard: { accountId: '444455556666', region: 'global' } }),
      sampleLoss(),
    );
    expect(snsMessage(message, undefined).MessageAttributes).toEqual({
      severity: { DataType: 'String.Array', StringValue: '["critical","high"]' },
      accountId: { DataType: 'String.Array', StringValue: '["111122223333","444455556666"]' },
      status: { DataType: 'String.Array', StringValue: '["changed","new","resolved","incomplete"]' },
      ruleId: { DataType: 'String.Array', StringValue: '["task-permission-missing","pass-role-missing"]' },
    });
  });

  test('of coverage alone have no rule, and a status of their own', () => {
    const entry = sampleLoss({ shard: { accountId: '', region: 'us-east-1' } });
    expect(snsMessage(messageOf(entry), undefined).MessageAttributes).toEqual({
      severity: { DataType: 'String', StringValue: 'info' },
      accountId: { DataType: 'String', StringValue: 'unknown' },
      status: { DataType: 'String', StringValue: 'incomplete' },
    });
  });
});
