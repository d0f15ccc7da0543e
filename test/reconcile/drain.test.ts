import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/findings/head.ts';
import type { Observation } from '../../src/findings/observation.ts';
import type { Receipt } from '../../src/publish/channel.ts';
import { drain } from '../../src/run/drain.ts';
import { type ReconcilePorts, reconcile } from '../../src/run/reconcile.ts';
import { StateError } from '../../src/state/state-error.ts';
import type { StateStore } from '../../src/state/state-store.ts';
import { GLOBAL, install, NOW, REGIONAL, receipts, SHARDS, seen } from './installation.ts';

describe('an entry', () => {
  const failing =
    (id: string): ReconcilePorts['deliver'] =>
    async (_, entries) => ({
      receipts: entries.map(
        (entry): Receipt =>
          entry.id === id ? { kind: 'failed', id, why: 'throttled' } : { kind: 'delivered', id: entry.id },
      ),
      messages: 0,
    });

  test('that fails ten times while others are delivered is dead, with the reason', async () => {
    const { ports, headOf } = install();
    for (let day = 0; day < 12 && headOf(REGIONAL)?.dead.length !== 1; day++) {
      const observe = async (): Promise<readonly Observation[]> => [seen(REGIONAL, ['a', `other${day}`])];
      await reconcile([REGIONAL], ports({ observe, deliver: failing('a:1') }));
    }
    const dead = { id: 'a:1', channel: 'bus', at: NOW.toISOString() };
    expect(headOf(REGIONAL)).toMatchObject({
      outbox: [],
      dead: [{ ...dead, why: expect.stringMatching(/^it failed 1\d times, at last: throttled$/) }],
    });
  });

  test('waits without end where the channel takes nothing at all', async () => {
    const { ports, store, headOf } = install();
    await reconcile(
      [REGIONAL],
      ports({ observe: async () => [seen(REGIONAL, ['a'])], deliver: failing('a:1') }),
    );
    for (let times = 0; times < 50; times++)
      await drain({ ...ports({ deliver: failing('a:1') }), store }, '9999');
    expect(headOf(REGIONAL)).toMatchObject({ dead: [], outbox: [{ id: 'a:1', attempts: { bus: 51 } }] });
  });

  test('that is refused is dead at once, on that channel', async () => {
    const { ports, headOf } = install(['bus', 'hub']);
    const deliver: ReconcilePorts['deliver'] = async (channel, entries) => ({
      receipts:
        channel === 'hub'
          ? entries.map(({ id }): Receipt => ({ kind: 'refused', id, why: 'too large' }))
          : receipts(entries, 'postponed'),
      messages: 0,
    });
    await reconcile([REGIONAL], ports({ observe: async () => [seen(REGIONAL, ['a'])], deliver }));
    expect(headOf(REGIONAL)).toMatchObject({
      dead: [{ id: 'a:1', channel: 'hub', why: 'too large' }],
      outbox: [{ id: 'a:1', pending: ['bus'] }],
    });
  });

  test('of which nothing is known any more is dead, and offered to nobody', async () => {
    const { ports, store, headOf, offered } = install();
    await reconcile([REGIONAL], ports({ observe: async () => [seen(REGIONAL, [])] }));
    const { head, tag } = await store.load(REGIONAL);
    const lost: OutboxEntry = {
      id: 'x:1',
      subject: 'x',
      seq: 1,
      kind: 'opened',
      at: '2026',
      isBaseline: false,
      pending: ['bus'],
      attempts: {},
    };
    if (head !== undefined) await store.cas({ ...head, outbox: [lost] }, tag);
    await drain({ ...ports(), store }, '9999');
    expect(headOf(REGIONAL)).toMatchObject({
      outbox: [],
      dead: [{ id: 'x:1', why: 'nothing is known of it any more' }],
    });
    expect(offered).toEqual([]);
  });
});

describe('messages to people', () => {
  test('are counted in the global head for an hour, and each channel is told how many are left', async () => {
    const { ports, offered, headOf } = install(['chat', 'mail']);
    let time = NOW;
    const deliver: ReconcilePorts['deliver'] = async (_, entries) => ({
      receipts: receipts(entries, 'delivered'),
      messages: 8,
    });
    const run = (id: string): Promise<unknown> =>
      reconcile(SHARDS, ports({ deliver, now: () => time, observe: async () => [seen(REGIONAL, [id])] }));
    await reconcile([GLOBAL], ports({ observe: async () => [seen(GLOBAL, [])] }));
    await run('a');
    await run('b');
    time = new Date(NOW.getTime() + 3_600_000);
    await run('c');
    expect(offered.map(([channel, , left]) => [channel, left])).toEqual([
      ['chat', 20],
      ['mail', 12],
      ['chat', 4],
      ['mail', 0],
      ['chat', 20],
      ['mail', 12],
    ]);
    expect(headOf(GLOBAL)?.messages).toEqual(Array(16).fill(time.toISOString()));
  });
});

describe('a drain', () => {
  test('delivers what waits in every shard, but for what a run that is not over may be delivering', async () => {
    const { ports, store, offered, headOf } = install();
    const none = ports({ deadline: NOW });
    await reconcile([REGIONAL], {
      ...none,
      observe: async () => [seen(REGIONAL, ['old'], '2026-11-28T05:00:00Z')],
    });
    await reconcile([GLOBAL], {
      ...none,
      observe: async () => [seen(GLOBAL, ['new'], '2026-11-28T05:50:00Z')],
    });
    await drain({ ...ports(), store }, '2026-11-28T05:45:00Z');
    expect(offered).toEqual([['bus', ['old:1'], 20]]);
    expect(headOf(GLOBAL)?.outbox).toHaveLength(1);
  });

  test('names a head that cannot be used, and delivers from the others', async () => {
    const { ports, store, offered } = install();
    await reconcile(SHARDS, ports({ deadline: NOW }));
    const load: StateStore['load'] = (shard) => {
      if (shard.region === 'global') throw new StateError('broken');
      return store.load(shard);
    };
    const { problems } = await drain({ ...ports(), store: { ...store, load } }, '9999');
    expect(problems).toEqual(['broken']);
    expect(offered.map(([, ids]) => ids)).toEqual([['a:1']]);
  });
});
