import type { EntryKind, Head, Shard } from '../../src/findings/head.ts';
import type { WriteAnswer } from '../../src/state/object-store.ts';
import type { LoadedHead } from '../../src/state/state-store.ts';

/** Whose reads a write rests on. */
export interface Writer {
  readonly run: number;
  /** When its reads began and ended. */
  readonly from: number;
  readonly to: number;
}

export interface Change {
  readonly id: string;
  readonly subject: string;
  readonly kind: EntryKind;
  readonly content?: string;
}

export interface Commit extends Writer {
  readonly region: string;
  readonly changes: readonly Change[];
}

/** Heads in memory, and a record of what was done to them, made from the heads alone. */
export interface RecordingStore {
  readonly load: (shard: Shard) => LoadedHead;
  /** Without a tag to compare where `isBlind`. */
  readonly write: (next: Head, tag: string | undefined, writer: Writer, isBlind?: boolean) => WriteAnswer;
  readonly shards: () => readonly Shard[];
  readonly commits: readonly Commit[];
  /** Ids of all that was committed. */
  readonly committed: ReadonlySet<string>;
  /** Writes that no run may make. */
  readonly wrong: readonly string[];
  readonly writes: () => number;
}

export function recordingStore(): RecordingStore {
  const heads = new Map<string, LoadedHead>();
  const commits: Commit[] = [];
  const committed = new Set<string>();
  const wrong: string[] = [];
  let writes = 0;
  return {
    load: (shard) => heads.get(shard.region) ?? { shard },
    write: (next, tag, writer, isBlind = false) => {
      const { accountId, region } = next;
      const before = heads.get(region);
      if (!isBlind && before?.tag !== tag) return { kind: 'conflict' };
      const changes = changesBetween(before?.head, next, wrong);
      const isCommit = before?.head?.commitSeq !== next.commitSeq;
      if (isCommit) commits.push({ ...writer, region, changes });
      else if (changes.length > 0) wrong.push(`I6 a mark changes ${changes[0]?.id}`);
      for (const { id } of changes) committed.add(id);
      const etag = String(++writes);
      heads.set(region, { shard: { accountId, region }, head: next, tag: etag });
      return { kind: 'written', etag };
    },
    shards: () => [...heads.values()].map(({ shard }) => shard),
    commits,
    committed,
    wrong,
    writes: () => writes,
  };
}

function changesBetween(before: Head | undefined, after: Head, wrong: string[]): readonly Change[] {
  const changes: Change[] = [];
  const seqBefore = (subject: string): number =>
    before?.findings[subject]?.seq ?? before?.gaps[subject]?.seq ?? 0;
  for (const [subject, { seq }] of [...Object.entries(after.findings), ...Object.entries(after.gaps)]) {
    const was = seqBefore(subject);
    if (seq === was) continue;
    if (seq !== was + 1) wrong.push(`I6 ${subject} goes from ${was} to ${seq}`);
    changes.push({ id: `${subject}:${seq}`, subject, ...happened(subject, before, after) });
  }
  for (const subject of Object.keys({ ...before?.findings, ...before?.gaps }))
    if (after.findings[subject] === undefined && after.gaps[subject] === undefined)
      wrong.push(`I6 ${subject} is forgotten`);
  return changes;
}

function happened(subject: string, before: Head | undefined, after: Head): Pick<Change, 'kind' | 'content'> {
  const record = after.findings[subject];
  if (record === undefined)
    return { kind: after.gaps[subject]?.isOpen ? 'coverage-lost' : 'coverage-regained' };
  if (record.kind === 'resolved') return { kind: 'resolved' };
  const content = record.finding.contentDigest;
  const old = before?.findings[subject]?.kind;
  if (old === undefined) return { kind: 'opened', content };
  return { kind: old === 'resolved' ? 'reopened' : 'changed', content };
}
