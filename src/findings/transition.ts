import type { SuppressionOf } from './cover.ts';
import { coverageLives } from './coverage-life.ts';
import type { Entry } from './entry.ts';
import { findingLives } from './finding-life.ts';
import { emptyHead, type Head, type OutboxEntry } from './head.ts';
import { recordsOf } from './lived.ts';
import type { Observation } from './observation.ts';
import { outboxed, withEntries } from './outbox.ts';

export interface TransitionRules {
  readonly suppressionOf: SuppressionOf;
  /** The channels that an entry is for, by name. */
  readonly recipientsOf: (entry: Entry) => readonly string[];
}

export interface Transition {
  /** What is to be remembered; `commitSeq` and `commitId` are the writer's to set. */
  readonly next: Head;
  /** What happened, also where no channel wants to know. */
  readonly entries: readonly OutboxEntry[];
}

/**
 * What follows from what is remembered and what was observed; pure, and the same whatever the order of findings and gaps.
 *
 * INVARIANT: the entries of a subject are numbered without a gap, and the same observation once more has none.
 */
export function transition(
  head: Head | undefined,
  observation: Observation,
  { suppressionOf, recipientsOf }: TransitionRules,
): Transition {
  const { shard, partition, readAt, isUnread = false } = observation;
  const base = head ?? emptyHead(shard, partition);
  const findings = findingLives(base.findings, observation, suppressionOf);
  const gaps = coverageLives(base.gaps, observation);
  const next: Head = {
    ...base,
    ...(isUnread ? {} : { readAt }),
    findings: recordsOf(findings),
    gaps: recordsOf(gaps),
  };
  const isBaseline = base.readAt === undefined;
  const entries = [...findings, ...gaps].flatMap(({ subject, record: { seq }, happened }) => {
    if (happened === undefined) return [];
    return [outboxed(next, { subject, seq, at: readAt, isBaseline, ...happened }, recipientsOf)];
  });
  return { next: withEntries(next, entries), entries };
}

export type Transit = typeof transition;
