import type { Assessment } from './findings/assessment.ts';
import { withPoliciesOf } from './findings/baselines.ts';
import { type JudgeOptions, judgeAccount } from './findings/judge-account.ts';
import { pictureAbout } from './findings/make-picture.ts';
import { makeReport } from './findings/make-report.ts';
import type { Picture } from './findings/picture.ts';
import type { Report } from './findings/report.ts';
import { isAskedFor } from './findings/speaks-of.ts';
import type { Snapshot } from './model/snapshot.ts';

export interface AuditOptions extends JudgeOptions {
  /** ARNs of state machines, SageMaker resources or roles: only findings and gaps about these are reported. */
  readonly only?: readonly string[];
  readonly engineVersion: string;
}

/** The part of an assessment that was asked about, as a report. */
export function reportOf(
  snapshot: Snapshot,
  { findings, gaps, picture }: Assessment,
  { only = [], engineVersion }: Pick<AuditOptions, 'only' | 'engineVersion'>,
): Report {
  if (only.length === 0) return withPicture(makeReport(snapshot, findings, gaps, engineVersion), picture);
  const wanted = withPoliciesOf(only, snapshot.roles);
  const report = makeReport(
    snapshot,
    findings.filter((finding) => isAskedFor(finding, wanted)),
    gaps.filter(({ resource }) => resource === undefined || wanted.has(resource)),
    engineVersion,
  );
  return withPicture(report, picture && pictureAbout(picture, wanted));
}

function withPicture(report: Report, picture: Picture | undefined): Report {
  return picture === undefined ? report : { ...report, picture };
}

/** The pure whole: what the roles of a snapshot allow against what its definitions need. */
export function audit(snapshot: Snapshot, options: AuditOptions): Report {
  return reportOf(snapshot, judgeAccount(snapshot, options), options);
}
