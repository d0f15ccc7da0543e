import type { Gap } from '../model/coverage.ts';
import type { Baseline } from './baselines.ts';
import type { Finding, ResolveReason } from './finding.ts';

/** What is remembered together: the findings of one region of one account, or those of no region (`global`). */
export interface Shard {
  readonly accountId: string;
  readonly region: string;
}

export type { ResolveReason } from './finding.ts';

interface Life {
  /** Number of the last transition, counted from 1 without a gap over all episodes. */
  readonly seq: number;
  /** How often it was opened. */
  readonly episode: number;
  /** ISO 8601, like all times here: when an account was read, not when something was written. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly lastChanged: string;
}

export interface ActiveRecord extends Life {
  readonly kind: 'active';
  /** As the last run that saw it found it. */
  readonly finding: Finding;
  /** The suppression that covers it, by its key, and the content that it was found to cover. */
  readonly suppressed?: { readonly by: string; readonly contentDigest: string };
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
  readonly reason?: ResolveReason;
  /** The finding where no record holds it any more. */
  readonly finding?: Finding;
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
    dead: [],
    messages: [],
    baselines: {},
  };
}
