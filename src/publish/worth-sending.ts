import { atLeast, type Finding, type Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';

/** The findings that are at least as bad as the threshold and that nobody has suppressed, worst first. */
export function worthSending(report: Report, minSeverity: Severity): readonly Finding[] {
  return report.findings.filter(
    ({ severity, status }) => status !== 'suppressed' && atLeast(severity, minSeverity),
  );
}
