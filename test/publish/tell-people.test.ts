import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { Outcome } from '../../src/publish/channel.ts';
import { snsMessage } from '../../src/publish/sns-message.ts';
import { tellPeople } from '../../src/publish/tell-people.ts';
import type { Sent, Topic } from '../../src/publish/topic.ts';
import { sampleEntry } from '../support/sample-entry.ts';

const now = new Date('2026-11-21T06:01:00Z');
const failed: Sent = { kind: 'failed', why: 'down' };
const refused: Sent = { kind: 'refused', why: 'too long' };
const sent: Sent = { kind: 'sent' };

/** A topic with these answers, one after the other. */
function topicThat(...answers: readonly Sent[]): Pick<Topic, 'publish'> & { readonly subjects: string[] } {
  const subjects: string[] = [];
  return {
    subjects,
    publish: async ({ Subject = '' }) => answers[subjects.push(Subject) - 1] ?? sent,
  };
}

function tell(entries: readonly Entry[], topic: Pick<Topic, 'publish'>, messagesLeft = 20): Promise<Outcome> {
  return tellPeople(entries, { now, messagesLeft }, { topic, minSeverity: 'medium', write: snsMessage });
}

function told({ receipts }: Outcome): readonly string[] {
  return receipts
    .map((receipt) => `${receipt.kind} ${receipt.id} ${'why' in receipt ? receipt.why : ''}`.trim())
    .toSorted();
}

const entries = [
  sampleEntry({ subject: 'a' }, { severity: 'critical' }),
  sampleEntry({ subject: 'b' }),
  sampleEntry({ subject: 'c' }, { severity: 'medium' }),
  sampleEntry({ subject: 'd' }, { severity: 'low' }),
];

describe('people', () => {
  test('are sent what is urgent and then the digest, and every entry has its receipt', async () => {
    const topic = topicThat();
    const outcome = await tell(entries, topic);
    expect(topic.subjects.map((subject) => subject.slice(0, 26))).toEqual([
      'Plumbline: new critical ta',
      'Plumbline: new high task-p',
      'Plumbline: 1 change, worst',
    ]);
    expect(told(outcome)).toEqual(['delivered a:1', 'delivered b:1', 'delivered c:1', 'delivered d:1']);
    expect(outcome.messages).toBe(3);
  });

  test('are not told again of what they got where a later message fails', async () => {
    const outcome = await tell(entries, topicThat(sent, failed));
    expect(told(outcome)).toEqual(['delivered a:1', 'delivered d:1', 'failed b:1 down', 'postponed c:1']);
    expect(outcome.messages).toBe(1);
  });

  test('are told of the rest where one message is refused', async () => {
    const outcome = await tell(entries, topicThat(refused));
    expect(told(outcome)).toEqual([
      'delivered b:1',
      'delivered c:1',
      'delivered d:1',
      'refused a:1 too long',
    ]);
    expect(outcome.messages).toBe(2);
  });

  test('are sent nothing where the hour is full', async () => {
    const topic = topicThat();
    const outcome = await tell(entries, topic, 0);
    expect(topic.subjects).toEqual([]);
    expect(told(outcome)).toEqual(['delivered d:1', 'postponed a:1', 'postponed b:1', 'postponed c:1']);
    expect(outcome.messages).toBe(0);
  });

  test('get one message of 5,000 findings of a first run', async () => {
    const topic = topicThat();
    const first = Array.from({ length: 5_000 }, (_, index) =>
      sampleEntry(
        { subject: `f${index}`, isBaseline: true },
        { severity: index % 2 === 0 ? 'critical' : 'medium' },
      ),
    );
    const outcome = await tell(first, topic);
    expect(topic.subjects).toHaveLength(1);
    expect(outcome.messages).toBe(1);
    expect(outcome.receipts.filter(({ kind }) => kind === 'delivered')).toHaveLength(5_000);
  });
});
