import type { Gap } from '../model/coverage.ts';
import type { Baseline } from './baselines.ts';
import type { Finding, ResolveReason, Severity } from './finding.ts';

/** What is remembered together: the findings of one region of one account, or those of no region (`global`). */
export interface Shard {
  readonly accountId: string;
  readonly region: string;
}

export type { ResolveReason } from './finding.ts';

/** A suppression, by its key, and the content that it was found to cover: it covers no other. */
export interface Binding {
  readonly by: string;
  readonly contentDigest: string;
  /** Digest of the rule and the resource: what else is found there later the suppression did not know of. */
  readonly about?: string;
}

/**
 * Under which circumstances a finding was found. Where a later run had less to go by, or met a question that was not open
 * before, that it does not find it says nothing.
 */
export interface Circumstances {
  /** What the run went by. */
  readonly had: readonly string[];
  /** Digests of the questions about the things that the finding speaks of which stayed open, and did not hide it. */
  readonly open: readonly string[];
}

interface Life {
  /** Number of the last transition, counted from 1 without a gap over all episodes. */
  readonly seq: number;
  /** How often it was opened. */
  readonly episode: number;
  /** ISO 8601, like all times here: when an account was read, not when something was written. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly lastChanged: string;
  /** The last suppression that covered it and does not now: where it still matches, the content has outgrown it. */
  readonly bound?: Binding;
}

export interface ActiveRecord extends Life {
  readonly kind: 'active';
  /** As the last run that saw it found it, with its status and its first and last day. */
  readonly finding: Finding;
  /** Under which it was last found. */
  readonly circumstances?: Circumstances;
  /** What covers it. */
  readonly suppressed?: Binding;
}

/** What is left of a finding that is over: enough to know it again. */
export interface ResolvedRecord extends Life {
  readonly kind: 'resolved';
  readonly reason: ResolveReason;
  readonly resolvedAt: string;
}

export type FindingRecord = ActiveRecord | ResolvedRecord;

/** A hole in the coverage from the run that first met it to the run that no longer does; many reads may fail for one reason. */
export interface GapEpisode {
  /** One of the gaps. */
  readonly gap: Gap;
  /** How many there are of the same source, kind and missing action. */
  readonly count: number;
  readonly since: string;
  /** As of a finding; it outlives the episode. */
  readonly seq: number;
  readonly isOpen: boolean;
}

export type EntryKind =
  | 'opened'
  | 'changed'
  | 'resolved'
  | 'reopened'
  | 'suppressed'
  | 'coverage-lost'
  | 'coverage-regained';

/** One transition that was committed, until every channel has it. */
export interface OutboxEntry {
  /** `<subject>:<seq>`: the same in every delivery, so that whoever gets it twice can tell. */
  readonly id: string;
  /** Id of the finding, or key of the gap. */
  readonly subject: string;
  readonly seq: number;
  readonly kind: EntryKind;
  /** When the account was read. */
  readonly at: string;
  /** True where nothing was remembered before: people get one digest of all of them. */
  readonly isBaseline: boolean;
  /** Of a finding that has changed, where its severity has. */
  readonly severityBefore?: Severity;
  readonly reason?: ResolveReason;
  /** The finding where no record holds it any more. */
  readonly finding?: Finding;
  /** Of one that a suppression covered to its end. */
  readonly isSuppressed?: true;
  /** Names of the channels that do not have it yet. */
  readonly pending: readonly string[];
  /** By name of the channel, how often it failed there. */
  readonly attempts: Readonly<Record<string, number>>;
}

/** An entry that a channel will never take. */
export interface DeadEntry {
  readonly id: string;
  readonly channel: string;
  readonly why: string;
  readonly at: string;
}

/** All that is remembered of a shard; findings and outbox change in one write. */
export interface Head extends Shard {
  readonly partition: string;
  /** Counts the commits of runs; marking deliveries is none. */
  readonly commitSeq: number;
  /** Random, of the last commit: whoever does not know whether its write arrived finds it here. */
  readonly commitId: string;
  /** When the last committed run read the account; absent before the first. */
  readonly readAt?: string;
  /** By the id of the finding. */
  readonly findings: Readonly<Record<string, FindingRecord>>;
  /** By key. */
  readonly gaps: Readonly<Record<string, GapEpisode>>;
  readonly outbox: readonly OutboxEntry[];
  /** By name of the channel, how many entries gave way to newer ones of the same subject as the outbox was full. */
  readonly coalesced: Readonly<Record<string, number>>;
  /** The newest hundred. */
  readonly dead: readonly DeadEntry[];
  /** When people were sent something, of the last hour; kept with the global shard. */
  readonly messages: readonly string[];
  /** What AWS managed policies said; kept with the global shard. */
  readonly baselines: Readonly<Record<string, Baseline>>;
}

/** A shard of which nothing is remembered. */
export function emptyHead(shard: Shard, partition: string): Head {
  return {
    accountId: shard.accountId,
    region: shard.region,
    partition,
    commitSeq: 0,
    commitId: '',
    findings: {},
    gaps: {},
    outbox: [],
    coalesced: {},
    dead: [],
    messages: [],
    baselines: {},
  };
}
