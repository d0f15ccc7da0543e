import type { Finding, Severity } from './finding.ts';
import type { EntryKind, GapEpisode, Head, OutboxEntry, ResolveReason, Shard } from './head.ts';

/** A transition as a channel gets it. */
export interface Entry {
  readonly id: string;
  readonly subject: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly at: string;
  readonly isBaseline: boolean;
  /** Of a finding that has changed, where its severity has. */
  readonly severityBefore?: Severity;
  readonly shard: Shard;
  readonly partition: string;
  readonly reason?: ResolveReason;
  /** Of a finding that a suppression covered to its end: machines close it, and people never heard of it. */
  readonly isSuppressed?: true;
  readonly body: EntryBody;
}

export type EntryBody =
  | { readonly kind: 'finding'; readonly finding: Finding; readonly episode: number }
  | { readonly kind: 'coverage'; readonly episode: GapEpisode };

/** The entry with what the head knows of its subject: the newest content; undefined where it knows nothing. */
export function entryOf(head: Head, outboxed: OutboxEntry): Entry | undefined {
  const body = bodyOf(head, outboxed);
  if (body === undefined) return undefined;
  const { id, subject, seq, kind, at, isBaseline, reason, isSuppressed } = outboxed;
  const { accountId, region, partition } = head;
  return {
    id,
    subject,
    seq,
    kind,
    at,
    isBaseline,
    ...(outboxed.severityBefore === undefined ? {} : { severityBefore: outboxed.severityBefore }),
    shard: { accountId, region },
    partition,
    ...(reason === undefined ? {} : { reason }),
    ...(isSuppressed === undefined ? {} : { isSuppressed }),
    body,
  };
}

function bodyOf(head: Head, { subject, finding }: OutboxEntry): EntryBody | undefined {
  const episode = head.gaps[subject];
  if (episode !== undefined) return { kind: 'coverage', episode };
  const record = head.findings[subject];
  const told = record?.kind === 'active' ? record.finding : finding;
  if (record === undefined || told === undefined) return undefined;
  return { kind: 'finding', finding: told, episode: record.episode };
}
