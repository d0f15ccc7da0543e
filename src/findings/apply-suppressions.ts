import { withFindings } from './make-report.ts';
import type { Report } from './report.ts';
import { type DeclaredSuppression, suppressedBy, suppressionsOf } from './suppression.ts';

/** The report of an audit that remembers nothing: what an entry covers today is suppressed, and stays in the report. */
export function applySuppressions(report: Report, declared: readonly DeclaredSuppression[]): Report {
  if (declared.length === 0) return report;
  const coveringOf = suppressionsOf(declared, report.takenAt);
  const findings = report.findings.map((finding) => {
    const covering = coveringOf(finding);
    return covering === undefined ? finding : suppressedBy(covering, finding);
  });
  return withFindings(report, findings);
}
