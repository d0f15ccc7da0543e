import type { Head, Shard } from '../../src/findings/head.ts';
import type { Receipt } from '../../src/publish/channel.ts';
import { type Batch, mark, send } from '../../src/run/pass.ts';
import type { Steps } from '../../src/run/reconcile.ts';
import { type Delivery, settled } from '../../src/run/settle.ts';
import { commit, judge } from '../../src/state/commit.ts';
import type { StateStore } from '../../src/state/state-store.ts';
import { CHANNELS, type Machinery, type Mutation } from './simulation.ts';
import { CAREFUL, type Judgement } from './world.ts';

/** A mistake that a protocol like this can have, and the machinery that has it. */
export interface Mutant {
  readonly name: string;
  /** The invariants that may be the first to be violated. */
  readonly violates: RegExp;
  readonly mutate: Mutation;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'delivers before it commits',
    violates: /I3 /,
    mutate: stepping(({ ports }) => ({
      commit: async (before, observation, given) => {
        const { next } = given.transit(before.head, observation, given.rules);
        await send(freshBatch(before.shard, next), ports);
        return commit(before, observation, given);
      },
    })),
  },
  {
    name: 'has no outbox: what it cannot deliver at once is lost',
    violates: /I1 /,
    mutate: stepping(({ ports }) => ({
      commit: async (before, observation, given) => {
        const outcome = await commit(before, observation, {
          ...given,
          transit: (...inputs) => {
            const { next, entries } = given.transit(...inputs);
            return { next: { ...next, outbox: [] }, entries };
          },
        });
        if (outcome.kind === 'committed' && outcome.loaded.head !== undefined)
          await send(freshBatch(outcome.shard, { ...outcome.loaded.head, outbox: outcome.entries }), ports);
        return outcome;
      },
    })),
  },
  {
    name: 'resolves what it did not see',
    violates: /I2 /,
    mutate: judging({ ...CAREFUL, fateOf: () => ({ kind: 'over', reason: 'fixed' }) }),
  },
  {
    name: 'takes a list that failed for a whole one',
    violates: /I2 /,
    mutate: judging({
      confirms: false,
      fateOf: (sight, resource) =>
        sight.listed.has(resource)
          ? CAREFUL.fateOf(sight, resource)
          : { kind: 'over', reason: 'resource-deleted' },
    }),
  },
  {
    name: 'trusts a list for what it does not show',
    violates: /I2 /,
    mutate: judging({
      confirms: false,
      fateOf: (sight, resource) =>
        sight.listed.has(resource) || !sight.isListWhole
          ? CAREFUL.fateOf(sight, resource)
          : { kind: 'over', reason: 'resource-deleted' },
    }),
  },
  {
    name: 'writes without comparing',
    violates: /I[267] /,
    mutate: through(({ ports, overwrite }) => ({ store: { ...ports.store, cas: overwrite } })),
  },
  {
    name: 'applies what it read to a head that another run has written since',
    violates: /I2 /,
    mutate: stepping(() => ({
      commit: (before, observation, given) =>
        commit(before, observation, given, (...known) => {
          const verdict = judge(...known);
          return verdict === 'superseded' ? 'untouched' : verdict;
        }),
    })),
  },
  {
    name: 'compares with a head that it loads after it has read',
    violates: /I2 /,
    mutate: stepping(() => ({
      commit: async (before, observation, given) =>
        commit(await given.store.load(before.shard), observation, given),
    })),
  },
  {
    name: 'marks before it delivers',
    violates: /I1 /,
    mutate: stepping(() => ({
      send: async (batch, given) => {
        for (const loaded of batch.heads)
          await mark(
            loaded,
            CHANNELS.map((channel) => allDelivered(channel, loaded.head)),
            given,
          );
        return send(batch, given);
      },
    })),
  },
  {
    name: 'takes a batch that failed in part for delivered',
    violates: /I1 /,
    mutate: through(({ ports }) => ({
      deliver: async (channel, entries, situation) => {
        const { messages } = await ports.deliver(channel, entries, situation);
        return { messages, receipts: entries.map(({ id }): Receipt => ({ kind: 'delivered', id })) };
      },
    })),
  },
  {
    name: 'sends several entries of a finding in one batch',
    violates: /I4 /,
    mutate: through(({ sendBatch }) => ({ deliver: sendBatch })),
  },
  {
    name: 'takes an answer that was lost for a write that was not made',
    violates: /I2 /,
    mutate: stepping(() => ({
      commit: async (before, observation, given) => {
        const cas: StateStore['cas'] = async (next, tag) => {
          const answer = await given.store.cas(next, tag);
          if (answer.kind !== 'unknown') return answer;
          const { head, tag: newTag } = await given.store.load(before.shard);
          const again = given.transit(head, observation, given.rules).next;
          const commitSeq = (head?.commitSeq ?? 0) + 1;
          return given.store.cas({ ...again, commitSeq, commitId: next.commitId }, newTag);
        };
        const outcome = await commit(before, observation, { ...given, store: { ...given.store, cas } });
        if (outcome.kind !== 'committed') return outcome;
        return { ...outcome, loaded: await given.store.load(before.shard) };
      },
    })),
  },
  {
    name: 'gives the commits of all runs of one event the same id',
    violates: /I7 /,
    mutate: through(() => ({ newCommitId: () => 'the-event' })),
  },
  {
    name: 'marks in the head that it knew, over one that another run has written since',
    violates: /I[26] /,
    mutate: stepping(() => ({
      mark: async (before, deliveries, { store, now }) => {
        if (before.head === undefined) return before;
        const head = settled(before.head, deliveries, now());
        if (head !== before.head) await store.cas(head, (await store.load(before.shard)).tag);
        return store.load(before.shard);
      },
    })),
  },
];

function judging(judgement: Judgement): Mutation {
  return (sound) => ({ ...sound, judgement });
}

function stepping(steps: (sound: Machinery) => Partial<Steps>): Mutation {
  return (sound) => ({ ...sound, steps: { ...sound.steps, ...steps(sound) } });
}

function through(ports: (sound: Machinery) => Partial<Machinery['ports']>): Mutation {
  return (sound) => ({ ...sound, ports: { ...sound.ports, ...ports(sound) } });
}

function freshBatch(shard: Shard, head: Head): Batch {
  return { heads: [{ shard, head }], isLeftOver: false, isDue: () => true };
}

/** Receipts for all that waits, which nobody gave. */
function allDelivered(channel: string, head: Head | undefined): Delivery {
  const receipts = (head?.outbox ?? []).map(({ id }): Receipt => ({ kind: 'delivered', id }));
  return { channel, receipts, messages: 0 };
}
