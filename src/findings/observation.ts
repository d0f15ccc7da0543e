import type { Gap } from '../model/coverage.ts';
import type { Finding } from './finding.ts';
import type { ActiveRecord, ResolveReason, Shard } from './head.ts';

/** What one run knows of one shard. */
export interface Observation {
  readonly shard: Shard;
  readonly partition: string;
  /** When the account was read: nothing that it says is older. */
  readonly readAt: string;
  readonly found: readonly Finding[];
  /** Reads that went wrong; empty where the run was about a few resources only. */
  readonly gaps: readonly Gap[];
  /** False where the run was about a few resources only: then no gap has ended. */
  readonly isWhole: boolean;
  /** Of a finding that is remembered and was not found. */
  readonly fateOf: (record: ActiveRecord) => Fate;
}

/** Whether there is evidence that a finding is over; without any it stays as it is. */
export type Fate = { readonly kind: 'open' } | { readonly kind: 'over'; readonly reason: ResolveReason };
