import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/findings/observation.ts';
import type { Outcome } from '../../src/publish/channel.ts';
import { reconcile } from '../../src/run/reconcile.ts';
import { StateError } from '../../src/state/state-error.ts';
import type { StateStore } from '../../src/state/state-store.ts';
import { GLOBAL, install, NOW, REGIONAL, receipts, SHARDS, seen } from './installation.ts';

describe('a run', () => {
  test('delivers what it committed in all its shards to each channel at once, and marks it', async () => {
    const { ports, offered, headOf, memory } = install(['bus', 'mail']);
    const { outcomes, problems } = await reconcile(SHARDS, ports());
    expect(outcomes.map(({ kind }) => kind)).toEqual(['committed', 'committed']);
    expect(offered).toEqual([
      ['bus', ['a:1', 'g:1'], 20],
      ['mail', ['a:1', 'g:1'], 20],
    ]);
    expect(SHARDS.map((shard) => headOf(shard)?.outbox)).toEqual([[], []]);
    expect(memory.writes()).toBe(4);
    expect(problems).toEqual([]);
  });

  test('over an account that has not changed writes each shard once and offers nothing', async () => {
    const { ports, offered, memory } = install();
    await reconcile(SHARDS, ports());
    const before = memory.writes();
    const { outcomes } = await reconcile(SHARDS, ports());
    expect(outcomes).toMatchObject([{ entries: [] }, { entries: [] }]);
    expect(memory.writes() - before).toBe(2);
    expect(offered).toHaveLength(1);
  });

  test('delivers first what an earlier one left behind, then reads', async () => {
    const { ports, offered } = install();
    const down = async (): Promise<Outcome> => {
      throw new Error('down');
    };
    const { deliveries } = await reconcile(SHARDS, ports({ deliver: down }));
    expect(deliveries).toEqual([{ channel: 'bus', receipts: [], messages: 0, why: 'Error: down' }]);
    const order: string[] = [];
    await reconcile(
      SHARDS,
      ports({
        deliver: async (_, entries, { isLeftOver }) => {
          order.push(isLeftOver ? 'left over' : 'fresh');
          return { receipts: receipts(entries, 'delivered'), messages: 0 };
        },
        observe: async () => {
          order.push('read');
          return [seen(REGIONAL, ['a', 'b'])];
        },
        committed: async () => void order.push('committed'),
      }),
    );
    expect(order).toEqual(['left over', 'read', 'committed', 'fresh']);
    expect(offered.map(([, ids]) => ids)).toEqual([['a:1', 'g:1'], ['a:1', 'g:1'], ['b:1']]);
  });

  test('that another one overtook says so, writes nothing and delivers nothing, for that shard alone', async () => {
    const { ports, offered, headOf } = install();
    const overtaken = ports({
      observe: async () => {
        await reconcile([GLOBAL], ports({ observe: async () => [seen(GLOBAL, ['newer'])] }));
        return [seen(REGIONAL, ['a']), seen(GLOBAL, ['older'])];
      },
    });
    const { outcomes } = await reconcile(SHARDS, overtaken);
    expect(outcomes.map(({ kind, shard }) => [kind, shard.region])).toEqual([
      ['committed', 'us-east-1'],
      ['superseded', 'global'],
    ]);
    expect(Object.keys(headOf(GLOBAL)?.findings ?? {})).toEqual(['newer']);
    expect(offered.map(([, ids]) => ids)).toEqual([['newer:1'], ['a:1']]);
  });

  test('leaves a shard alone of which it is told nothing', async () => {
    const { ports, headOf } = install();
    await reconcile(SHARDS, ports({ observe: async () => [seen(REGIONAL, ['a'])] }));
    expect(headOf(GLOBAL)).toBeUndefined();
  });

  test('says of a shard that it did not load that nothing can be written, and goes on with the others', async () => {
    const { ports, headOf } = install();
    const { outcomes } = await reconcile([GLOBAL], ports());
    expect(outcomes).toMatchObject([{ kind: 'failed', shard: REGIONAL }, { kind: 'committed' }]);
    expect(headOf(REGIONAL)).toBeUndefined();
  });

  test('that cannot read the account commits nothing', async () => {
    const { ports, memory } = install();
    const observe = async (): Promise<never> => {
      throw new Error('expired token');
    };
    await expect(reconcile(SHARDS, ports({ observe }))).rejects.toThrow('expired token');
    expect(memory.writes()).toBe(0);
  });

  test('that cannot load a head reads nothing', async () => {
    const { ports, store } = install();
    const load: StateStore['load'] = async () => {
      throw new StateError('broken');
    };
    let isRead = false;
    const observe = async (): Promise<readonly Observation[]> => {
      isRead = true;
      return [];
    };
    await expect(reconcile(SHARDS, ports({ store: { ...store, load }, observe }))).rejects.toThrow('broken');
    expect(isRead).toBe(false);
  });

  test('that cannot write one shard says why, and goes on with the other', async () => {
    const { ports, store } = install();
    const cas: StateStore['cas'] = (next, tag) => {
      if (next.region === 'us-east-1') throw new StateError('the disk is full');
      return store.cas(next, tag);
    };
    const { outcomes } = await reconcile(SHARDS, ports({ store: { ...store, cas } }));
    expect(outcomes).toMatchObject([{ kind: 'failed', why: 'the disk is full' }, { kind: 'committed' }]);
  });

  test('that never learns whether it wrote says so and delivers nothing', async () => {
    const { ports, store, offered } = install();
    const cas: StateStore['cas'] = async () => ({ kind: 'unknown', why: 'timeout' });
    const { outcomes } = await reconcile(SHARDS, ports({ store: { ...store, cas } }));
    expect(outcomes).toMatchObject([
      { kind: 'failed', why: 'timeout' },
      { kind: 'failed', why: 'timeout' },
    ]);
    expect(offered).toEqual([]);
  });

  test('delivers nothing after its deadline, and what it committed waits', async () => {
    const { ports, offered, headOf } = install();
    await reconcile(SHARDS, ports({ deadline: NOW }));
    expect(offered).toEqual([]);
    expect(headOf(REGIONAL)?.outbox).toHaveLength(1);
  });

  test('that cannot mark what it delivered says so; its outcome stands', async () => {
    const { ports, store } = install();
    let writes = 0;
    const cas: StateStore['cas'] = (next, tag) => {
      if (++writes > 2) throw new StateError('the disk is full');
      return store.cas(next, tag);
    };
    const { outcomes, problems } = await reconcile(SHARDS, ports({ store: { ...store, cas } }));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['committed', 'committed']);
    expect(problems).toEqual(['the disk is full', 'the disk is full']);
  });
});
