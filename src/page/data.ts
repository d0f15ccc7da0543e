import type { Finding } from '../findings/finding.ts';
import type { PicturedRole, PictureLink } from '../findings/picture.ts';
import type { Report } from '../findings/report.ts';

/** What the page knows before anything is unpacked: enough for the first paint. */
export type ReportHead = Omit<Report, 'findings' | 'picture'>;

/** What the page lists, filters and searches of a finding. */
export interface Row
  extends Pick<Finding, 'id' | 'ruleId' | 'severity' | 'status' | 'confidence' | 'message' | 'region'> {
  /** Of the finding among all, and of the worst first. */
  readonly at: number;
  readonly resource: string;
  readonly role: string;
  readonly roleName: string;
  /** Names of the state machines and resources that it is because of. */
  readonly because: readonly string[];
}

/** The report as the page reads it: small parts at once, the rest when it is looked at. */
export interface PageData {
  readonly head: ReportHead;
  readonly rows: () => Promise<readonly Row[]>;
  /** The whole finding of a row. */
  readonly finding: (at: number) => Promise<Finding>;
  readonly role: (arn: string) => Promise<PicturedRole | undefined>;
  readonly links: () => Promise<readonly PictureLink[]>;
}
