import type { Pack } from '../expected/grant.ts';
import type { Change } from '../findings/change.ts';
import type { Shard } from '../findings/head.ts';
import type { Report } from '../findings/report.ts';
import type { DeclaredSuppression } from '../findings/suppression.ts';
import type { PublishSettings } from '../publish/channel.ts';
import type { ObjectStore } from '../state/object-store.ts';
import type { OutboxCount } from './outbox-count.ts';
import type { Delivery } from './settle.ts';

/** What a run is about, and what it goes by. */
export interface AuditScope {
  /** Accounts that may answer; empty where any may. */
  readonly accounts: readonly string[];
  /** ARNs of state machines, SageMaker resources or roles, where not the whole account is asked about. */
  readonly only?: readonly string[];
  /** What was changed, where the run is about that: then it says itself what is asked about. */
  readonly changes?: readonly Change[];
  readonly pack?: Pack;
  /** What nobody is to be told of. */
  readonly suppressions?: readonly DeclaredSuppression[];
  /** True where fewer regions are read than are audited at other times. */
  readonly isPart?: boolean;
  /** True where the report is to show the roles and what binds them together, beside what is found. */
  readonly picture?: boolean;
}

/** Where it is remembered what was found. */
export interface Memory {
  readonly objects: ObjectStore;
  /** True where what AWS managed policies say now is what later runs are to go by. */
  readonly acceptBaselines?: boolean;
  /** True where the run tells what is new and leaves everything as it is. */
  readonly isLook?: boolean;
  /** True where regions that are remembered and not read are no longer anybody's business. */
  readonly retireOthers?: boolean;
}

export interface RunOptions extends AuditScope {
  /** Absent: every run is the first. */
  readonly memory?: Memory;
  /** Absent: nothing leaves this process. */
  readonly publish?: PublishSettings;
  /** True where people are told later, of many accounts at once: what is for them waits. */
  readonly holdsPeople?: boolean;
  /** What is not delivered by then waits for the next run. */
  readonly deadline?: Date;
}

/** How a run and what is remembered are, for those who operate them. */
export interface Health {
  /** True where all was remembered of all that the run is about. */
  readonly isCommitted: boolean;
  /** As `percentRead`. */
  readonly percentRead: number;
  readonly outbox: OutboxCount;
}

export interface Outcome {
  readonly report: Report;
  /** What became of the entries of each channel; a channel that fails never fails an audit. */
  readonly deliveries: readonly Delivery[];
  /** What could not be remembered, kept or marked, one sentence each. */
  readonly problems: readonly string[];
  /** Absent where nothing was committed, as after a look. */
  readonly health?: Health;
  /** Of which nothing was remembered, although it was read; absent: none. */
  readonly uncommitted?: readonly Shard[];
}
