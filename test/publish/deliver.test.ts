import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { OpenChannel, Outcome, Receipt } from '../../src/publish/channel.ts';
import { deliver } from '../../src/publish/deliver.ts';
import { sampleEntry } from '../support/sample-entry.ts';

const context = { now: new Date('2026-11-21T06:01:00Z'), messagesLeft: 20 };
const machines = { audience: 'machines' } as const;
const people = { audience: 'people' } as const;

type Answer = (id: string) => Receipt | undefined;

/** A channel that answers for each entry so, and remembers what it was given. */
function channelThat(answer: Answer): { readonly open: Pick<OpenChannel, 'deliver'>; waves: string[][] } {
  const waves: string[][] = [];
  const take = async (entries: readonly Entry[]): Promise<Outcome> => {
    waves.push(entries.map(({ id }) => id));
    return { receipts: entries.flatMap(({ id }) => answer(id) ?? []), messages: 1 };
  };
  return { open: { deliver: take }, waves };
}

function entries(...ids: readonly string[]): readonly Entry[] {
  return ids.map((id) => {
    const [subject = '', seq = ''] = id.split(':');
    return sampleEntry({ id, subject, seq: Number(seq) });
  });
}

const delivered: Answer = (id) => ({ kind: 'delivered', id });

function arrive(arrived: Map<string, number[]>, entry: Entry | undefined): void {
  if (entry === undefined) return;
  arrived.set(entry.subject, [...(arrived.get(entry.subject) ?? []), entry.seq]);
}

/** The receipts as `a:1 delivered`. */
function told({ receipts }: Outcome): readonly string[] {
  return receipts.map(({ id, kind }) => `${id} ${kind}`);
}

describe('machines', () => {
  test('get one entry of a finding in each wave, by their numbers', async () => {
    const { open, waves } = channelThat(delivered);
    const outcome = await deliver(machines, open, entries('a:2', 'b:1', 'a:1', 'a:3', 'c:7'), context);
    expect(waves).toEqual([['a:1', 'b:1', 'c:7'], ['a:2'], ['a:3']]);
    expect(outcome.receipts).toHaveLength(5);
    expect(outcome.messages).toBe(3);
  });

  test.each([
    ['fails', 'failed', ['a:1 failed', 'b:1 delivered', 'b:2 delivered', 'a:2 postponed', 'a:3 postponed']],
    [
      'waits',
      'postponed',
      ['a:1 postponed', 'b:1 delivered', 'b:2 delivered', 'a:2 postponed', 'a:3 postponed'],
    ],
    [
      'is refused',
      'refused',
      ['a:1 refused', 'b:1 delivered', 'a:2 delivered', 'b:2 delivered', 'a:3 delivered'],
    ],
  ] as const)('where an entry %s, what comes after it is told accordingly', async (_, kind, expected) => {
    const { open } = channelThat((id) => ({ kind: id === 'a:1' ? kind : 'delivered', id, why: 'because' }));
    const outcome = await deliver(machines, open, entries('a:1', 'b:1', 'a:2', 'b:2', 'a:3'), context);
    expect(told(outcome).toSorted()).toEqual([...expected].toSorted());
  });

  test('are given nothing that a failed entry holds back', async () => {
    const { open, waves } = channelThat((id) => ({ kind: 'failed', id, why: 'down' }));
    await deliver(machines, open, entries('a:1', 'a:2', 'b:1'), context);
    expect(waves).toEqual([['a:1', 'b:1']]);
  });

  test('hear of every finding in order, whatever fails and however often it is tried', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 5 })), { selector: String }),
        fc.infiniteStream(fc.constantFrom('delivered', 'failed', 'postponed', 'missing', 'thrown')),
        async (pairs, fates) => {
          const arrived = new Map<string, number[]>();
          const take = async (wave: readonly Entry[]): Promise<Outcome> => {
            const answers = wave.map(({ id }) => ({ kind: fates.next().value, id, why: '' }));
            if (answers.some(({ kind }) => kind === 'thrown')) throw new Error('down');
            for (const [index, { kind }] of answers.entries())
              if (kind === 'delivered') arrive(arrived, wave[index]);
            const receipts = answers.filter(({ kind }) => kind !== 'missing') as readonly Receipt[];
            return { receipts, messages: 0 };
          };
          const all = entries(...pairs.map(([subject, seq]) => `s${subject}:${seq}`));
          let pending = all;
          for (let round = 0; round < 4; round += 1) {
            const { receipts } = await deliver(machines, { deliver: take }, pending, context);
            expect(receipts.map(({ id }) => id).toSorted()).toEqual(pending.map(({ id }) => id).toSorted());
            const done = new Set(receipts.filter(({ kind }) => kind === 'delivered').map(({ id }) => id));
            pending = pending.filter(({ id }) => !done.has(id));
          }
          for (const [subject, seqs] of arrived) {
            const wanted = all.filter((entry) => entry.subject === subject).map(({ seq }) => seq);
            expect(seqs).toEqual(wanted.toSorted((left, right) => left - right).slice(0, seqs.length));
          }
        },
      ),
    );
  });
});

describe('people', () => {
  test('get all entries in one call', async () => {
    const { open, waves } = channelThat(delivered);
    const outcome = await deliver(people, open, entries('a:1', 'a:2', 'b:1'), context);
    expect(waves).toEqual([['a:1', 'a:2', 'b:1']]);
    expect(told(outcome)).toEqual(['a:1 delivered', 'a:2 delivered', 'b:1 delivered']);
    expect(outcome.messages).toBe(1);
  });

  test('are left alone where there is nothing to tell', async () => {
    const { open, waves } = channelThat(delivered);
    expect(await deliver(people, open, [], context)).toEqual({ receipts: [], messages: 0 });
    expect(waves).toEqual([]);
  });
});

describe.each([machines, people])('for $audience', (channel) => {
  test('an entry of which the channel says nothing has failed', async () => {
    const { open } = channelThat((id) => (id === 'a:1' ? undefined : { kind: 'delivered', id }));
    const outcome = await deliver(channel, open, entries('a:1', 'b:1'), context);
    expect(outcome.receipts).toEqual([
      { kind: 'failed', id: 'a:1', why: 'the channel says nothing of this entry' },
      { kind: 'delivered', id: 'b:1' },
    ]);
  });

  test('a receipt for what nobody sent counts for nothing', async () => {
    const open = {
      deliver: async () => ({ receipts: [{ kind: 'delivered', id: 'z:1' } as const], messages: 0 }),
    };
    expect(told(await deliver(channel, open, entries('a:1'), context))).toEqual(['a:1 failed']);
  });

  test.each([
    ['rejects', (): Promise<never> => Promise.reject(new TypeError('no route'))],
    [
      'throws at once',
      (): never => {
        throw new TypeError('no route');
      },
    ],
  ])('a channel that %s fails the whole call with its reason', async (_, take) => {
    const outcome = await deliver(channel, { deliver: take }, entries('a:1', 'b:1'), context);
    expect(outcome).toEqual({
      receipts: [
        { kind: 'failed', id: 'a:1', why: 'TypeError: no route' },
        { kind: 'failed', id: 'b:1', why: 'TypeError: no route' },
      ],
      messages: 0,
    });
  });

  test('a reason of the channel is kept without secrets and on one line', async () => {
    const why = `\u001b[2Jtoken=${'x1'.repeat(200)}\n`;
    const { open } = channelThat((id) => ({ kind: 'refused', id, why }));
    const [receipt] = (await deliver(channel, open, entries('a:1'), context)).receipts;
    expect(receipt).toEqual({ kind: 'refused', id: 'a:1', why: '\\u{1b}[2Jtoken=[redacted]\\u{a}' });
  });
});
