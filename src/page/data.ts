import type { Finding } from '../findings/finding.ts';
import type { PicturedRole, PictureLink } from '../findings/picture.ts';
import type { Report } from '../findings/report.ts';

/** What the page knows before anything is unpacked: enough for the first paint. */
export type ReportHead = Omit<Report, 'findings' | 'picture'>;

/**
 * What the page lists, filters and searches of a finding.
 *
 * INVARIANT: here and in everything else of `PageData` texts are as the account has them, so that what is copied is exact and
 * an ARN finds what it names. Whatever is shown goes through `printable`, and a policy through `printableJson`.
 */
export interface Row
  extends Pick<Finding, 'id' | 'ruleId' | 'severity' | 'status' | 'confidence' | 'message' | 'region'> {
  /** Of the finding among all, and of the worst first. */
  readonly at: number;
  readonly resource: string;
  readonly role: string;
  readonly roleName: string;
  /** Names of the state machines, with their versions, and of the resources that it is because of; each ARN once. */
  readonly because: readonly string[];
}

/**
 * The report as the page reads it: small parts at once, the rest when it is looked at. What was asked for is kept for a while.
 * Where the file is cut off or was changed, a promise is rejected with an Error whose message is a sentence for the reader.
 */
export interface PageData {
  readonly head: ReportHead;
  readonly rows: () => Promise<readonly Row[]>;
  /** The whole finding of a row; rejected with RangeError where there is none. */
  readonly finding: (at: number) => Promise<Finding>;
  /** Undefined where the report shows no such role. */
  readonly role: (arn: string) => Promise<PicturedRole | undefined>;
  /** Empty where the report was made without a picture. */
  readonly links: () => Promise<readonly PictureLink[]>;
}
