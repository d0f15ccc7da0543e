import { type Entry, entryOf } from './entry.ts';
import type { Head, OutboxEntry } from './head.ts';

/** An outbox with more entries keeps the newest of each subject for each channel. */
export const OUTBOX_LIMIT = 10_000;

/** What happened as it waits for the channels that want it. */
export function outboxed(
  head: Head,
  happened: Omit<OutboxEntry, 'id' | 'pending' | 'attempts'>,
  recipientsOf: (entry: Entry) => readonly string[],
): OutboxEntry {
  const bare = { ...happened, id: `${happened.subject}:${happened.seq}`, pending: [], attempts: {} };
  const entry = entryOf(head, bare);
  return entry === undefined ? bare : { ...bare, pending: recipientsOf(entry) };
}

/**
 * The head with what its channels are to get of these entries. Waiting entries of a finding that is over get its last
 * content, which no record holds any more.
 *
 * INVARIANT: the newest entry of a subject is never dropped, so that more subjects than the limit exceed it.
 */
export function withEntries(head: Head, entries: readonly OutboxEntry[]): Head {
  const over = new Map(entries.map(({ subject, finding }) => [subject, finding]));
  const waiting = head.outbox.map((entry) => {
    const finding = entry.finding ?? over.get(entry.subject);
    return finding === undefined ? entry : { ...entry, finding };
  });
  const outbox = [...waiting, ...entries.filter(({ pending }) => pending.length > 0)];
  return outbox.length > OUTBOX_LIMIT ? coalesced({ ...head, outbox }) : { ...head, outbox };
}

function coalesced(head: Head): Head {
  const counts = new Map(Object.entries(head.coalesced));
  const newest = new Set<string>();
  const outbox: OutboxEntry[] = [];
  for (const entry of head.outbox.toReversed()) {
    const pending: string[] = [];
    for (const channel of entry.pending) {
      const key = JSON.stringify([entry.subject, channel]);
      if (newest.has(key)) counts.set(channel, (counts.get(channel) ?? 0) + 1);
      else pending.push(channel);
      newest.add(key);
    }
    if (pending.length > 0) outbox.push({ ...entry, pending });
  }
  return { ...head, outbox: outbox.toReversed(), coalesced: Object.fromEntries(counts) };
}
