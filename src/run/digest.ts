import type { Entry } from '../findings/entry.ts';
import { SEVERITIES } from '../findings/finding.ts';
import type { OutboxEntry, Shard } from '../findings/head.ts';
import type { Receipt } from '../publish/channel.ts';
import type { LoadedHead } from '../state/state-store.ts';
import { type DeliveryPorts, offer } from './pass.ts';
import { type Delivery, messagesLeft, waitingFor } from './settle.ts';

/**
 * So many findings are kept whole, the worst of them: more than the messages of a pass can carry. The others are counted, and
 * keep what that takes.
 */
const MOST_WHOLE = 500;

/** What waits for people in many accounts, without the heads that it waits in. */
export interface Digest {
  readonly channels: Map<string, Waiting>;
  /** Of each account that something waits in, where its messages are counted. */
  readonly globals: Map<string, Shard>;
  left: number;
}

interface Waiting {
  whole: readonly Entry[];
  readonly slim: Entry[];
  readonly refused: { readonly shard: Shard; readonly receipt: Receipt }[];
}

/** What became of the digest in one shard. */
export interface ShardDeliveries {
  readonly shard: Shard;
  readonly deliveries: readonly Delivery[];
}

export function newDigest(): Digest {
  return { channels: new Map(), globals: new Map(), left: 0 };
}

/**
 * Takes what waits in the heads of one account. Messages are counted in each account that they speak of; there may be as many
 * as the account that has got the fewest may get, so that one that is loud makes no other silent.
 */
export function gather(
  digest: Digest,
  heads: readonly LoadedHead[],
  isForPeople: (channel: string) => boolean,
  isDue: (entry: OutboxEntry) => boolean,
  now: Date,
): void {
  let isWaiting = false;
  for (const { shard, head } of heads) {
    const names = new Set(head?.outbox.filter(isDue).flatMap(({ pending }) => pending.filter(isForPeople)));
    for (const name of names) {
      if (head === undefined) continue;
      isWaiting = true;
      const { entries, refused } = waitingFor(name, head, isDue);
      const waiting = digest.channels.get(name) ?? { whole: [], slim: [], refused: [] };
      keep(waiting, entries);
      for (const receipt of refused) waiting.refused.push({ shard, receipt });
      digest.channels.set(name, waiting);
    }
  }
  if (!isWaiting) return;
  const global = heads.find(({ shard }) => shard.region === 'global');
  digest.left = Math.max(digest.left, messagesLeft(global?.head ?? { messages: [] }, now));
  if (global?.head !== undefined) digest.globals.set(global.shard.accountId, global.shard);
}

/** Sorts when there are twice as many as are kept, not each time. */
function keep(waiting: Waiting, entries: readonly Entry[]): void {
  const whole = [...waiting.whole, ...entries];
  if (whole.length > 2 * MOST_WHOLE) {
    whole.sort((left, right) => weightOf(left) - weightOf(right));
    for (const entry of whole.splice(MOST_WHOLE)) waiting.slim.push(slim(entry));
  }
  waiting.whole = whole;
}

function weightOf({ body }: Entry): number {
  return body.kind === 'finding' ? SEVERITIES.indexOf(body.finding.severity) : SEVERITIES.length;
}

function slim(entry: Entry): Entry {
  if (entry.body.kind === 'coverage') return entry;
  const { expected: _, ...finding } = entry.body.finding;
  const { because, remedy } = finding;
  const told = { ...finding, because: because.slice(0, 1), references: [], remedy: { text: remedy.text } };
  return { ...entry, body: { ...entry.body, finding: told } };
}

/** One delivery for each channel, and what of it concerns which shard. */
export async function sendDigest(
  { channels, globals, left: most }: Digest,
  ports: DeliveryPorts,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly ofShards: readonly ShardDeliveries[] }> {
  const deliveries: Delivery[] = [];
  const ofShards = new Map<string, ShardDeliveries & { readonly deliveries: Delivery[] }>();
  const add = (shard: Shard, delivery: Delivery): void => {
    const key = `${shard.accountId}/${shard.region}`;
    const own = ofShards.get(key) ?? { shard, deliveries: [] };
    own.deliveries.push(delivery);
    ofShards.set(key, own);
  };
  let left = most;
  for (const [channel, { whole, slim: rest, refused }] of [...channels].sort(byName)) {
    const entries = [...whole, ...rest];
    const now = ports.now();
    if (ports.deadline !== undefined && now >= ports.deadline) break;
    const sent = await offer(channel, entries, { now, messagesLeft: left, isLeftOver: true }, ports);
    left = Math.max(0, left - sent.messages);
    deliveries.push({ ...sent, receipts: [...refused.map(({ receipt }) => receipt), ...sent.receipts] });
    for (const part of partsOf(sent, entries, refused, globals)) add(part.shard, part.delivery);
  }
  return { deliveries, ofShards: [...ofShards.values()] };
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

interface ShardDelivery {
  readonly shard: Shard;
  readonly delivery: Delivery;
}

function partsOf(
  { channel, receipts, messages }: Delivery,
  entries: readonly Entry[],
  refused: Waiting['refused'],
  globals: Digest['globals'],
): readonly ShardDelivery[] {
  const isUp = receipts.some(({ kind }) => kind === 'delivered');
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  const own = new Map<string, { readonly shard: Shard; readonly receipts: Receipt[] }>();
  const add = (shard: Shard, receipt: Receipt | undefined): void => {
    const key = `${shard.accountId}/${shard.region}`;
    const part = own.get(key) ?? { shard, receipts: [] };
    if (receipt !== undefined) part.receipts.push(receipt);
    own.set(key, part);
  };
  for (const { id, shard } of entries) add(shard, byId.get(id));
  for (const { shard, receipt } of refused) add(shard, receipt);
  if (messages > 0) {
    const accounts = new Set(entries.map(({ shard }) => shard.accountId));
    for (const [account, shard] of globals) if (accounts.has(account)) add(shard, undefined);
  }
  return [...own.values()].map(({ shard, receipts: concerning }) => ({
    shard,
    delivery: { channel, receipts: concerning, messages, ...(isUp ? { isUp } : {}) },
  }));
}
