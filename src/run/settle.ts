import { type Entry, entryOf } from '../findings/entry.ts';
import type { DeadEntry, Head, OutboxEntry } from '../findings/head.ts';
import type { Receipt } from '../publish/channel.ts';

/** An entry that failed so often on a channel that takes others will not be taken. */
const MOST_ATTEMPTS = 10;
const MOST_DEAD = 100;
const HOUR_MS = 3_600_000;
const MESSAGES_AN_HOUR = 20;

/** What became of the entries of one channel. */
export interface Delivery {
  readonly channel: string;
  readonly receipts: readonly Receipt[];
  /** Messages that people got. */
  readonly messages: number;
  /** True where the channel took entries of other shards; absent: the receipts tell. */
  readonly isUp?: true;
  /** Why the channel took nothing at all: its entries wait, and none of them is to blame. */
  readonly why?: string;
}

/** What waits in a head for one channel, oldest first; what nothing is known of any more can only be refused. */
export function waitingFor(
  channel: string,
  head: Head,
  isDue: (entry: OutboxEntry) => boolean,
): { readonly entries: readonly Entry[]; readonly refused: readonly Receipt[] } {
  const entries: Entry[] = [];
  const refused: Receipt[] = [];
  for (const outboxed of head.outbox) {
    if (!outboxed.pending.includes(channel) || !isDue(outboxed)) continue;
    const entry = entryOf(head, outboxed);
    if (entry !== undefined) entries.push(entry);
    else refused.push({ kind: 'refused', id: outboxed.id, why: 'nothing is known of it any more' });
  }
  return { entries, refused };
}

/** How many more messages people may get within this hour. */
export function messagesLeft({ messages }: Pick<Head, 'messages'>, now: Date): number {
  return Math.max(0, MESSAGES_AN_HOUR - withinHour(messages, now).length);
}

function withinHour(messages: readonly string[], now: Date): readonly string[] {
  return messages.filter((at) => now.getTime() - Date.parse(at) < HOUR_MS);
}

/**
 * The head without what was delivered; the same object where nothing in it was concerned. What the receipts say of an entry
 * is done to whichever head holds it, so that it can be done again to a newer one.
 */
export function settled(head: Head, deliveries: readonly Delivery[], now: Date): Head {
  const at = now.toISOString();
  const dead: DeadEntry[] = [];
  let isChanged = false;
  let outbox = head.outbox;
  for (const { channel, receipts, isUp: isKnownUp = false } of deliveries) {
    const isUp = isKnownUp || receipts.some(({ kind }) => kind === 'delivered');
    const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
    outbox = outbox.map((entry) => {
      const receipt = entry.pending.includes(channel) ? byId.get(entry.id) : undefined;
      if (receipt === undefined || receipt.kind === 'postponed') return entry;
      isChanged = true;
      const { entry: after, why } = afterReceipt(entry, channel, receipt, isUp);
      if (why !== undefined) dead.push({ id: entry.id, channel, why, at });
      return after;
    });
  }
  const sent =
    head.region === 'global'
      ? deliveries.flatMap(({ messages }) => Array.from({ length: messages }, () => at))
      : [];
  if (!isChanged && sent.length === 0) return head;
  return {
    ...head,
    outbox: outbox.filter(({ pending }) => pending.length > 0),
    dead: [...head.dead, ...dead].slice(-MOST_DEAD),
    messages: [...withinHour(head.messages, now), ...sent],
  };
}

/**
 * The entry as it waits on, and why it died on the channel, if it did. Where nothing arrives the channel is down, maybe for
 * days, and no entry is to blame.
 */
function afterReceipt(
  entry: OutboxEntry,
  channel: string,
  receipt: Exclude<Receipt, { readonly kind: 'postponed' }>,
  isUp: boolean,
): { readonly entry: OutboxEntry; readonly why?: string } {
  const done = { ...entry, pending: entry.pending.filter((name) => name !== channel) };
  if (receipt.kind === 'delivered') return { entry: done };
  if (receipt.kind === 'refused') return { entry: done, why: receipt.why };
  const count = (entry.attempts[channel] ?? 0) + 1;
  if (isUp && count >= MOST_ATTEMPTS)
    return { entry: done, why: `it failed ${count} times, at last: ${receipt.why}` };
  return { entry: { ...entry, attempts: { ...entry.attempts, [channel]: count } } };
}
