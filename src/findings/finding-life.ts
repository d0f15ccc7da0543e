import { bindingOf, type Cover, type Covering, coveringIn, coverOf, type SuppressionOf } from './cover.ts';
import type { ChangedBy, Finding, Status } from './finding.ts';
import type { ActiveRecord, Circumstances, EntryKind, FindingRecord, Head, ResolveReason } from './head.ts';
import { bySubject, type Happening, type Lived } from './lived.ts';
import type { Observation } from './observation.ts';

/**
 * What becomes of every finding of a shard that was found or is remembered. Whether a suppression covers it is asked in
 * every run, also where the finding was not looked for: a suppression may end at any time.
 */
export function findingLives(
  before: Head['findings'],
  observation: Observation,
  suppressionOf: SuppressionOf,
): readonly Lived<FindingRecord>[] {
  const { found, readAt, circumstancesOf, changeOf } = observation;
  const covering = coveringIn(before, suppressionOf);
  const lives = new Map<string, Lived<FindingRecord>>();
  for (const finding of found) {
    const known = before[finding.id];
    const cover = coverOf(known, finding, covering);
    const circumstances = circumstancesOf?.(finding);
    const change = isSame(known, finding) ? known.finding.change : changeOf?.(finding);
    const sight = { before: known, finding, cover, circumstances, change, seenAt: readAt, readAt };
    lives.set(finding.id, alive(sight));
  }
  for (const [subject, record] of Object.entries(before)) {
    if (lives.has(subject)) continue;
    const life = record.kind === 'active' ? unseen(record, observation, covering) : { subject, record };
    lives.set(subject, life);
  }
  return bySubject([...lives.values()]);
}

function unseen(
  before: ActiveRecord,
  { fateOf, readAt, isWhole }: Observation,
  covering: Covering,
): Lived<FindingRecord> {
  const fate = fateOf(before);
  if (fate.kind === 'over') return over(before, fate.reason, readAt);
  const { finding, circumstances, lastSeen } = before;
  const cover = coverOf(before, finding, covering);
  const { change } = finding;
  const life = alive({ before, finding, cover, circumstances, change, seenAt: lastSeen, readAt });
  // A run about something else does not even make it older.
  return isWhole || life.happened !== undefined ? life : { subject: finding.id, record: before };
}

interface Sight {
  readonly before: FindingRecord | undefined;
  readonly finding: Finding;
  readonly cover: Cover;
  readonly circumstances: Circumstances | undefined;
  readonly change: ChangedBy | undefined;
  readonly seenAt: string;
  readonly readAt: string;
}

function alive(sight: Sight): Lived<ActiveRecord> {
  const { before, finding, cover, circumstances, change, seenAt, readAt } = sight;
  const kind = happenedTo(sight);
  const firstSeen = before?.firstSeen ?? seenAt;
  const isOpened = before?.kind !== 'active';
  const record: ActiveRecord = {
    kind: 'active',
    seq: (before?.seq ?? 0) + (kind === undefined ? 0 : 1),
    episode: (before?.episode ?? 0) + (isOpened ? 1 : 0),
    firstSeen,
    lastSeen: seenAt,
    lastChanged: kind === undefined ? (before?.lastChanged ?? readAt) : readAt,
    finding: {
      ...finding,
      ...(change === undefined ? {} : { change }),
      status: statusOf(kind, cover),
      firstSeen,
      lastSeen: seenAt,
    },
    ...(circumstances === undefined ? {} : { circumstances }),
    ...cover,
  };
  const happened = kind === undefined ? {} : { happened: { kind, ...severityBefore(kind, sight) } };
  return { subject: finding.id, record, ...happened };
}

/** Whether a change is for the worse is for whoever tells it to say. */
function severityBefore(kind: EntryKind, { before, finding }: Sight): Pick<Happening, 'severityBefore'> {
  if (kind !== 'changed' || before?.kind !== 'active' || before.finding.severity === finding.severity)
    return {};
  return { severityBefore: before.finding.severity };
}

/** One thing at most: of what is covered it is told that it is covered, whatever else is new of it. */
function happenedTo({ before, finding, cover }: Sight): EntryKind | undefined {
  const active = before?.kind === 'active' ? before : undefined;
  const wasCovered = active?.suppressed !== undefined;
  const isKnown = isSame(before, finding);
  if (cover.suppressed !== undefined) return wasCovered && isKnown ? undefined : 'suppressed';
  if (before === undefined) return 'opened';
  if (active === undefined || wasCovered) return 'reopened';
  return isKnown ? undefined : 'changed';
}

/** It was there before, with this content: what made it so is what it was. */
function isSame(before: FindingRecord | undefined, { contentDigest }: Finding): before is ActiveRecord {
  return before?.kind === 'active' && before.finding.contentDigest === contentDigest;
}

function statusOf(kind: EntryKind | undefined, { suppressed }: Cover): Status {
  if (suppressed !== undefined) return 'suppressed';
  switch (kind) {
    case 'opened':
      return 'new';
    case 'changed':
    case 'reopened':
      return kind;
    default:
      return 'active';
  }
}

function over(before: ActiveRecord, reason: ResolveReason, readAt: string): Lived<FindingRecord> {
  const { seq, episode, firstSeen, lastSeen, finding, suppressed } = before;
  const bound = bindingOf(before);
  return {
    subject: finding.id,
    record: {
      kind: 'resolved',
      seq: seq + 1,
      episode,
      firstSeen,
      lastSeen,
      lastChanged: readAt,
      reason,
      resolvedAt: readAt,
      ...(bound === undefined ? {} : { bound }),
    },
    happened: {
      kind: 'resolved',
      reason,
      finding: { ...finding, status: 'resolved' },
      ...(suppressed === undefined ? {} : { isSuppressed: true }),
    },
  };
}
