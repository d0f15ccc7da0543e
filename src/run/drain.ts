import { reasonOf, StateError } from '../state/state-error.ts';
import type { LoadedHead, StateStore } from '../state/state-store.ts';
import { type Delivered, type DeliveryPorts, pass } from './pass.ts';
import type { Delivery } from './settle.ts';

/** Delivers what runs left behind, account by account. A head that cannot be used keeps no other from it. */
export async function drain(
  ports: DeliveryPorts & { readonly store: StateStore },
  /** Entries that were read later may be on their way: the run that committed them is not over. */
  readBefore: string,
): Promise<Delivered> {
  const deliveries: Delivery[] = [];
  const left: LoadedHead[] = [];
  const problems: string[] = [];
  const accounts = new Map<string, LoadedHead[]>();
  for (const shard of await ports.store.shards()) {
    try {
      const heads = accounts.get(shard.accountId) ?? [];
      accounts.set(shard.accountId, [...heads, await ports.store.load(shard)]);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      problems.push(reasonOf(error));
    }
  }
  for (const heads of accounts.values()) {
    const passed = await pass({ heads, isLeftOver: true, isDue: ({ at }) => at < readBefore }, ports);
    deliveries.push(...passed.deliveries);
    left.push(...passed.heads);
    problems.push(...passed.problems);
  }
  return { deliveries, heads: left, problems };
}
