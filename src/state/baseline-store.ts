import type { Baselines } from '../findings/baselines.ts';

/** The baselines of every account, by its id. */
export type AllBaselines = ReadonlyMap<string, Baselines>;

/** Keeps what AWS managed policies said, from one run to the next. */
export interface BaselineStore {
  /** Throws StateError where what is kept cannot be read, or where nothing could be kept. */
  readonly read: () => Promise<AllBaselines>;
  /** Replaces the baselines of one account, all or nothing; those of others stay. Throws StateError. */
  readonly write: (accountId: string, baselines: Baselines) => Promise<void>;
}
