import type { Finding } from './finding.ts';
import type { GapEpisode, Head, OutboxEntry, Shard } from './head.ts';

/** A transition as a channel gets it: not how it fares on others. */
export interface Entry extends Omit<OutboxEntry, 'finding' | 'pending' | 'attempts'> {
  readonly shard: Shard;
  readonly partition: string;
  readonly body: EntryBody;
}

export type EntryBody =
  | { readonly kind: 'finding'; readonly finding: Finding; readonly episode: number }
  | { readonly kind: 'coverage'; readonly episode: GapEpisode };

/** The entry with what the head knows of its subject: the newest content; undefined where it knows nothing. */
export function entryOf(head: Head, outboxed: OutboxEntry): Entry | undefined {
  const body = bodyOf(head, outboxed);
  if (body === undefined) return undefined;
  const { finding: _finding, pending: _pending, attempts: _attempts, ...happened } = outboxed;
  const { accountId, region, partition } = head;
  return { ...happened, shard: { accountId, region }, partition, body };
}

function bodyOf(head: Head, { subject, finding }: OutboxEntry): EntryBody | undefined {
  const episode = head.gaps[subject];
  if (episode !== undefined) return { kind: 'coverage', episode };
  const record = head.findings[subject];
  const told = record?.kind === 'active' ? record.finding : finding;
  if (record === undefined || told === undefined) return undefined;
  return { kind: 'finding', finding: told, episode: record.episode };
}
