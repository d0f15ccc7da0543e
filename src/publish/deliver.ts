import type { Entry } from '../findings/entry.ts';
import { groupBy } from '../findings/group-by.ts';
import type { Channel, DeliveryContext, OpenChannel, Outcome, Receipt } from './channel.ts';
import { cleanReason, reasonOf } from './reason.ts';

/**
 * Gives one channel the entries that wait for it, and says of each what became of it. Never rejects: a channel that is down
 * keeps its entries waiting and fails nothing else.
 */
export function deliver(
  { audience }: Pick<Channel, 'audience'>,
  open: Pick<OpenChannel, 'deliver'>,
  entries: readonly Entry[],
  context: DeliveryContext,
): Promise<Outcome> {
  return audience === 'people' ? attempt(open, entries, context) : deliverInWaves(open, entries, context);
}

/**
 * What fails holds back the later entries of its subject, so that whoever listens hears of a finding in order.
 *
 * INVARIANT: no call has two entries of one subject, and none has an entry whose predecessor is still to be delivered.
 */
async function deliverInWaves(
  open: Pick<OpenChannel, 'deliver'>,
  entries: readonly Entry[],
  context: DeliveryContext,
): Promise<Outcome> {
  const receipts: Receipt[] = [];
  const blocked = new Set<string>();
  let messages = 0;
  for (const wave of wavesOf(entries)) {
    const sent = wave.filter(({ subject }) => !blocked.has(subject));
    const outcome = await attempt(open, sent, context);
    const held = wave.filter(({ subject }) => blocked.has(subject));
    receipts.push(...outcome.receipts, ...held.map(({ id }): Receipt => ({ kind: 'postponed', id })));
    messages += outcome.messages;
    const waiting = new Set(outcome.receipts.filter(isWaiting).map(({ id }) => id));
    for (const { id, subject } of sent) if (waiting.has(id)) blocked.add(subject);
  }
  return { receipts, messages };
}

/** What a channel will never take is out of the way of what comes after it. */
function isWaiting({ kind }: Receipt): boolean {
  return kind === 'failed' || kind === 'postponed';
}

/** The first entries of all subjects, then the second ones, and so on. */
function wavesOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const waves: Entry[][] = [];
  for (const group of groupBy(entries, ({ subject }) => [subject]).values()) {
    const inOrder = [...group].sort((left, right) => left.seq - right.seq);
    for (const [index, entry] of inOrder.entries()) {
      const wave = waves[index];
      if (wave === undefined) waves.push([entry]);
      else wave.push(entry);
    }
  }
  return waves;
}

/** One receipt for each entry, in their order, whatever the channel answers. */
async function attempt(
  open: Pick<OpenChannel, 'deliver'>,
  entries: readonly Entry[],
  context: DeliveryContext,
): Promise<Outcome> {
  if (entries.length === 0) return { receipts: [], messages: 0 };
  try {
    const { receipts, messages } = await open.deliver(entries, context);
    const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
    return { receipts: entries.map(({ id }) => checked(id, byId.get(id))), messages };
  } catch (error) {
    return { receipts: failed(entries, reasonOf(error)), messages: 0 };
  }
}

function checked(id: string, receipt: Receipt | undefined): Receipt {
  if (receipt === undefined) return { kind: 'failed', id, why: 'the channel says nothing of this entry' };
  return 'why' in receipt ? { ...receipt, why: cleanReason(receipt.why) } : receipt;
}

/** The receipts where none of the entries could be delivered for one reason. */
export function failed(entries: readonly Entry[], why: string): readonly Receipt[] {
  return entries.map(({ id }) => ({ kind: 'failed', id, why }));
}
