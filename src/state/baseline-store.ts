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

/** State that cannot be read or written; the message says where and why. Nothing of it is changed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
