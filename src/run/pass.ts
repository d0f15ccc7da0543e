import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../findings/entry.ts';
import type { OutboxEntry } from '../findings/head.ts';
import type { DeliveryContext, Outcome } from '../publish/channel.ts';
import { reasonOf as whyOf } from '../publish/reason.ts';
import { reasonOf, StateError } from '../state/state-error.ts';
import type { LoadedHead, StateStore } from '../state/state-store.ts';
import { type Delivery, messagesLeft, settled, waitingFor } from './settle.ts';

const TRIES = 20;

/** What a delivery may know beside its entries. */
export interface Situation extends Pick<DeliveryContext, 'now' | 'messagesLeft'> {
  /** True of entries that an earlier run left behind, of which this one has no report. */
  readonly isLeftOver: boolean;
}

export interface DeliveryPorts {
  readonly store: Pick<StateStore, 'load' | 'cas'>;
  /**
   * Sends the entries of all shards that wait for one channel. What rejects has delivered nothing, and is tried again without
   * end; an entry without a receipt waits as well. A name that is configured no more is the port's to refuse.
   */
  readonly deliver: (channel: string, entries: readonly Entry[], situation: Situation) => Promise<Outcome>;
  /** Channels to which nothing is offered now; what waits for them stays in the outbox. */
  readonly holds?: (channel: string) => boolean;
  readonly now: () => Date;
  /** What is not delivered by then stays in the outbox. */
  readonly deadline?: Date;
}

/** Entries on their way: of which heads, and which of them. */
export interface Batch {
  readonly heads: readonly LoadedHead[];
  /** The head in which messages to people are counted, where it is none of these. */
  readonly global?: LoadedHead;
  readonly isLeftOver: boolean;
  readonly isDue: (entry: OutboxEntry) => boolean;
}

/** Offers what waits to each channel, one after the other; a channel that is down fails nothing but itself. */
export async function send(batch: Batch, ports: DeliveryPorts): Promise<readonly Delivery[]> {
  const { heads, global, isLeftOver, isDue } = batch;
  const counted = [...heads, ...(global === undefined ? [] : [global])].find(isGlobal);
  let left = messagesLeft(counted?.head ?? { messages: [] }, ports.now());
  const deliveries: Delivery[] = [];
  for (const channel of channelsOf(batch)) {
    if (ports.holds?.(channel) === true) continue;
    const now = ports.now();
    if (ports.deadline !== undefined && now >= ports.deadline) break;
    const waiting = heads.flatMap(({ head }) =>
      head === undefined ? [] : [waitingFor(channel, head, isDue)],
    );
    const entries = waiting.flatMap((part) => part.entries);
    const refused = waiting.flatMap((part) => part.refused);
    const sent = await offer(channel, entries, { now, messagesLeft: left, isLeftOver }, ports);
    deliveries.push({ ...sent, receipts: [...refused, ...sent.receipts] });
    left = Math.max(0, left - sent.messages);
  }
  return deliveries;
}

/** One delivery to one channel; never rejects. */
export async function offer(
  channel: string,
  entries: readonly Entry[],
  situation: Situation,
  { deliver }: Pick<DeliveryPorts, 'deliver'>,
): Promise<Delivery> {
  if (entries.length === 0) return { channel, receipts: [], messages: 0 };
  try {
    return { channel, ...(await deliver(channel, entries, situation)) };
  } catch (error) {
    return { channel, receipts: [], messages: 0, why: whyOf(error) };
  }
}

function channelsOf({ heads, isDue }: Batch): readonly string[] {
  const names = new Set<string>();
  for (const { head } of heads)
    for (const entry of head?.outbox ?? [])
      if (isDue(entry)) for (const name of entry.pending) names.add(name);
  return [...names].sort();
}

function isGlobal({ shard }: LoadedHead): boolean {
  return shard.region === 'global';
}

/** Takes out of a head what was delivered; whatever others have written to it in the meantime stays. */
export async function mark(
  before: LoadedHead,
  deliveries: readonly Delivery[],
  { store, now }: Pick<DeliveryPorts, 'store' | 'now'>,
): Promise<LoadedHead> {
  const { shard } = before;
  const at = now();
  let loaded = before;
  for (let tries = 0; tries < TRIES; tries++) {
    if (loaded.head === undefined) return loaded;
    const head = settled(loaded.head, deliveries, at);
    if (head === loaded.head) return loaded;
    const answer = await store.cas(head, loaded.tag);
    if (answer.kind === 'written') return { shard, head, tag: answer.etag };
    loaded = await store.load(shard);
    if (answer.kind === 'unknown' && isDeepStrictEqual(loaded.head, head)) return loaded;
  }
  throw new StateError(`what was delivered cannot be marked in ${shard.accountId}/${shard.region}`);
}

export interface Delivered {
  readonly deliveries: readonly Delivery[];
  /** As they are after it, in the same order. */
  readonly heads: readonly LoadedHead[];
  /** What could not be marked: it will be delivered once more. */
  readonly problems: readonly string[];
}

export interface DeliverySteps {
  readonly send: typeof send;
  readonly mark: typeof mark;
}

/** First delivered, then marked: whoever stops in between delivers twice, and nobody delivers never. */
export async function pass(
  batch: Batch,
  ports: DeliveryPorts,
  steps: DeliverySteps = { send, mark },
): Promise<Delivered> {
  const deliveries = await steps.send(batch, ports);
  const heads: LoadedHead[] = [];
  const problems: string[] = [];
  const marked = async (loaded: LoadedHead): Promise<LoadedHead> => {
    try {
      return await steps.mark(loaded, deliveries, ports);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      problems.push(reasonOf(error));
      return loaded;
    }
  };
  for (const loaded of batch.heads) heads.push(await marked(loaded));
  if (batch.global !== undefined) await marked(batch.global);
  return { deliveries, heads, problems };
}
