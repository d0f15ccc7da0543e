import type { Entry } from '../../src/findings/entry.ts';
import type { Head, Shard } from '../../src/findings/head.ts';
import type { Observation } from '../../src/findings/observation.ts';
import { transition } from '../../src/findings/transition.ts';
import type { Receipt } from '../../src/publish/channel.ts';
import type { ReconcilePorts } from '../../src/run/reconcile.ts';
import type { StateStore } from '../../src/state/state-store.ts';
import { sampleFinding } from '../support/sample-report.ts';
import { type RecordingStore, recordingStore } from './recording-store.ts';

export const REGIONAL: Shard = { accountId: '111122223333', region: 'us-east-1' };
export const GLOBAL: Shard = { accountId: '111122223333', region: 'global' };
export const SHARDS: readonly Shard[] = [REGIONAL, GLOBAL];
export const NOW: Date = new Date('2026-11-28T06:00:00Z');
const NOBODY = { run: 0, from: 0, to: 0 };

/** What a run found. */
export function seen(shard: Shard, ids: readonly string[], readAt = '2026-11-28T05:00:00Z'): Observation {
  const found = ids.map((id) => sampleFinding({ id, status: 'new' }));
  const fateOf = (): { readonly kind: 'open' } => ({ kind: 'open' });
  return { shard, partition: 'aws', readAt, found, gaps: [], isWhole: true, fateOf };
}

export function receipts(entries: readonly Entry[], kind: 'delivered' | 'postponed'): readonly Receipt[] {
  return entries.map(({ id }) => ({ kind, id }));
}

export interface Installation {
  readonly memory: RecordingStore;
  readonly store: StateStore;
  /** Whose parts can be others. */
  readonly ports: (changes?: Partial<ReconcilePorts>) => ReconcilePorts;
  readonly offered: readonly (readonly [channel: string, ids: readonly string[], messagesLeft: number])[];
  readonly headOf: (shard: Shard) => Head | undefined;
}

/** A place for heads, and what is offered to the channels that are told of everything. */
export function install(recipients: readonly string[] = ['bus']): Installation {
  const memory = recordingStore();
  const store: StateStore = {
    load: async (shard) => memory.load(shard),
    cas: async (next, tag) => memory.write(next, tag, NOBODY),
    shards: async () => memory.shards(),
  };
  const offered: (readonly [channel: string, ids: readonly string[], messagesLeft: number])[] = [];
  let ids = 0;
  const ports = (changes: Partial<ReconcilePorts> = {}): ReconcilePorts => ({
    store,
    transit: transition,
    rules: { suppressionOf: () => undefined, recipientsOf: () => recipients },
    newCommitId: () => `commit-${++ids}`,
    now: () => NOW,
    observe: async () => [seen(REGIONAL, ['a']), seen(GLOBAL, ['g'])],
    ...changes,
    deliver: async (channel, entries, situation) => {
      offered.push([channel, entries.map(({ id }) => id), situation.messagesLeft]);
      const outcome = changes.deliver?.(channel, entries, situation);
      return outcome ?? { receipts: receipts(entries, 'delivered'), messages: 0 };
    },
  });
  const headOf = (shard: Shard): Head | undefined => memory.load(shard).head;
  return { memory, store, ports, offered, headOf };
}
