import type { Delivery } from './settle.ts';

/** What became of the entries of one channel, counted. */
export interface ChannelSummary {
  readonly channel: string;
  readonly delivered: number;
  /** Failed or postponed: they wait for the next run. */
  readonly waiting: number;
  /** The channel will never take them. */
  readonly refused: number;
  /** Messages that people got. */
  readonly messages: number;
  /** Of the first that failed, or of the channel. */
  readonly why?: string;
}

/** One summary for each channel, in the order of their names. */
export function summaryOf(deliveries: readonly Delivery[]): readonly ChannelSummary[] {
  const summaries = new Map<string, ChannelSummary>();
  for (const delivery of deliveries) {
    const { channel } = delivery;
    summaries.set(channel, added(summaries.get(channel), delivery));
  }
  return [...summaries.values()].sort((left, right) => (left.channel < right.channel ? -1 : 1));
}

function added(
  before: ChannelSummary | undefined,
  { channel, receipts, messages, why }: Delivery,
): ChannelSummary {
  const reason =
    before?.why ?? why ?? receipts.flatMap((receipt) => ('why' in receipt ? receipt.why : []))[0];
  const count = (...kinds: readonly string[]): number =>
    receipts.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    channel,
    delivered: (before?.delivered ?? 0) + count('delivered'),
    waiting: (before?.waiting ?? 0) + count('failed', 'postponed'),
    refused: (before?.refused ?? 0) + count('refused'),
    messages: (before?.messages ?? 0) + messages,
    ...(reason === undefined ? {} : { why: reason }),
  };
}
