import { mapAtMost } from '../collect/pool.ts';
import { groupBy } from '../findings/group-by.ts';
import type { Shard } from '../findings/head.ts';
import { reasonOf, StateError } from '../state/state-error.ts';
import type { LoadedHead, StateStore } from '../state/state-store.ts';
import { type Digest, gather, newDigest, sendDigest } from './digest.ts';
import { type Delivered, type DeliveryPorts, mark, pass } from './pass.ts';
import type { Delivery } from './settle.ts';

/** Heads that are in memory at once, but for what waits in them for people. */
const HEADS_AT_ONCE = 64;
const LOADS_AT_ONCE = 16;

export interface DrainPorts extends DeliveryPorts {
  readonly store: StateStore;
  /** Channels that get what waits in all accounts as one delivery; default: none. */
  readonly isForPeople?: (channel: string) => boolean;
}

/**
 * Delivers what runs left behind: to programs account by account, to people in one pass over all accounts. A head that cannot
 * be used keeps no other from it.
 */
export async function drain(
  ports: DrainPorts,
  /** Entries that were read later may be on their way: the run that committed them is not over. */
  readBefore: string,
): Promise<Omit<Delivered, 'heads'>> {
  const { store, isForPeople = () => false, holds = () => false } = ports;
  const deliveries: Delivery[] = [];
  const problems: string[] = [];
  const digest = newDigest();
  const isDue = ({ at }: { readonly at: string }): boolean => at < readBefore;
  const machines = { ...ports, holds: (channel: string) => isForPeople(channel) || holds(channel) };
  const isPeople = (channel: string): boolean => isForPeople(channel) && !holds(channel);

  for (const shards of chunksOf(await store.shards())) {
    if (ports.deadline !== undefined && ports.now() >= ports.deadline) break;
    for (const heads of byAccount(await loadAll(shards, store, problems))) {
      const passed = await pass({ heads, isLeftOver: true, isDue }, machines);
      deliveries.push(...passed.deliveries);
      problems.push(...passed.problems);
      gather(digest, passed.heads, isPeople, isDue, ports.now());
    }
  }
  const told = await sendAndMark(digest, ports);
  return { deliveries: [...deliveries, ...told.deliveries], problems: [...problems, ...told.problems] };
}

/** Shards of one account stay together. */
function chunksOf(shards: readonly Shard[]): readonly (readonly Shard[])[] {
  const chunks: Shard[][] = [[]];
  for (const account of groupBy(shards, ({ accountId }) => [accountId]).values()) {
    const last = chunks.at(-1) ?? [];
    if (last.length + account.length > HEADS_AT_ONCE && last.length > 0) chunks.push([...account]);
    else last.push(...account);
  }
  return chunks;
}

async function loadAll(
  shards: readonly Shard[],
  { load }: Pick<StateStore, 'load'>,
  problems: string[],
): Promise<readonly LoadedHead[]> {
  const loaded = await mapAtMost(LOADS_AT_ONCE, shards, async (shard) => {
    try {
      return [await load(shard)];
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      problems.push(reasonOf(error));
      return [];
    }
  });
  return loaded.flat();
}

function byAccount(heads: readonly LoadedHead[]): readonly (readonly LoadedHead[])[] {
  return [...groupBy(heads, ({ shard }) => [shard.accountId]).values()];
}

async function sendAndMark(digest: Digest, ports: DrainPorts): Promise<Omit<Delivered, 'heads'>> {
  const { deliveries, ofShards } = await sendDigest(digest, ports);
  const problems: string[] = [];
  await mapAtMost(LOADS_AT_ONCE, ofShards, async ({ shard, deliveries: own }) => {
    try {
      await mark(await ports.store.load(shard), own, ports);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      problems.push(reasonOf(error));
    }
  });
  return { deliveries, problems };
}
