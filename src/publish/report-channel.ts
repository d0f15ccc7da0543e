import type { Report } from '../findings/report.ts';
import type { PublishSettings } from './channel.ts';

/** What became of a report on one channel. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly channel: string; readonly messageId: string }
  | { readonly kind: 'skipped'; readonly channel: string; readonly why: string }
  | { readonly kind: 'failed'; readonly channel: string; readonly why: string };

/** A way out of the account. */
export interface ReportChannel {
  readonly name: string;
  /** The IAM actions that `deliver` calls; the auditor's role is generated from them. */
  readonly needs: readonly string[];
  /** Rejects where the service refuses; the caller turns that into a failed delivery. */
  readonly deliver: (report: Report, settings: PublishSettings) => Promise<Delivery>;
}
