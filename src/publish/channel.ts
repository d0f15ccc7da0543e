import type { Entry } from '../findings/entry.ts';
import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import type { CompletedEvent } from './completed-event.ts';

/** What the owner of an installation decides about messages. A channel without its setting is not used. */
export interface PublishSettings {
  /** People are told nothing of milder findings. */
  readonly minSeverity: Severity;
  /** SNS topic with digests for people and JSON for programs. */
  readonly topicArn?: string;
  /** SNS topic that Amazon Q Developer in chat applications listens to. */
  readonly chatTopicArn?: string;
  /**
   * Where what belongs to no region goes: findings of Security Hub without one, a bus that is given by its name, a bucket.
   * Absent: the region of the environment, as the SDK finds it.
   */
  readonly homeRegion?: string;
  /** Name or ARN of the bus. */
  readonly eventBus?: string;
  readonly securityHub?: {
    /** Name of the role in the account of the finding that may import; absent: the auditor's own. */
    readonly roleName?: string;
  };
  readonly reportBucket?: string;
  readonly reportFolder?: string;
}

/** What became of one entry on one channel. */
export type Receipt =
  | { readonly kind: 'delivered'; readonly id: string }
  /** To be tried again. */
  | { readonly kind: 'failed'; readonly id: string; readonly why: string }
  /** To be tried again, and nobody's fault. */
  | { readonly kind: 'postponed'; readonly id: string }
  /** The service says that it will never take it. */
  | { readonly kind: 'refused'; readonly id: string; readonly why: string };

/** What a delivery may know beside its entries. */
export interface DeliveryContext {
  readonly now: Date;
  /** How many more messages people may get within this hour. */
  readonly messagesLeft: number;
  /** Where the whole report of this run is kept; absent where none is, or where an earlier run's entries are sent. */
  readonly reportPlace?: string;
}

export interface Outcome {
  /** One for each entry, in any order. */
  readonly receipts: readonly Receipt[];
  /** Messages that people got. */
  readonly messages: number;
}

/** A way out of the account. */
export interface Channel {
  readonly name: string;
  /** The IAM actions that it calls; the auditor's role is generated from them. */
  readonly needs: readonly string[];
  /**
   * `machines` get entries in waves, of one finding at most one in each, so that their order holds where some of a wave
   * fail. `people` get all at once and make few messages of them.
   */
  readonly audience: 'people' | 'machines';
  readonly isConfigured: (settings: PublishSettings) => boolean;
  /** True where it keeps whole reports: then its open channel has `archive`. */
  readonly keepsReports?: true;
  /** True where it tells that runs are over: then its open channel has `completed`. */
  readonly tellsCompletion?: true;
  /** Whether an entry is for this channel. */
  readonly wants: (entry: Entry, settings: PublishSettings) => boolean;
  /** Loads its client; rejects where that fails. */
  readonly open: (settings: PublishSettings) => Promise<OpenChannel>;
}

export interface OpenChannel {
  /** Batches to the limits of its API. What rejects has delivered nothing. */
  readonly deliver: (entries: readonly Entry[], context: DeliveryContext) => Promise<Outcome>;
  /** Keeps the whole report of a run and tells where; absent where the channel does not. */
  readonly archive?: (report: Report) => Promise<string>;
  /** Tells that a run is over; rejects where that fails, and no later run makes up for it. Absent where the channel does not. */
  readonly completed?: (event: CompletedEvent) => Promise<void>;
  readonly close: () => void;
}
