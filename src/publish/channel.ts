import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';

/** What the owner of an installation decides about messages. */
export interface PublishSettings {
  /** Nothing is sent for milder findings alone. */
  readonly minSeverity: Severity;
  readonly topicArn?: string;
}

/** What became of a report on one channel. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly channel: string; readonly messageId: string }
  | { readonly kind: 'skipped'; readonly channel: string; readonly why: string }
  | { readonly kind: 'failed'; readonly channel: string; readonly why: string };

/** A way out of the account. */
export interface Channel {
  readonly name: string;
  /** The IAM actions that `deliver` calls; the auditor's role is generated from them. */
  readonly needs: readonly string[];
  /** Rejects where the service refuses; the caller turns that into a failed delivery. */
  readonly deliver: (report: Report, settings: PublishSettings) => Promise<Delivery>;
}
