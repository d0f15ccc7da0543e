import { FINGERPRINTS } from '../expected/baselines/known-versions.ts';
import type { Gap } from '../model/coverage.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { catalogue } from '../policy/catalogue.ts';
import { type Finding, isOpen, type Severity } from './finding.ts';
import { digest } from './fingerprint.ts';
import type { Report, Summary } from './report.ts';

/** The report of one audit. Its run id is made of its content's origin, so that the same snapshot gives the same bytes. */
export function makeReport(
  snapshot: Snapshot,
  findings: readonly Finding[],
  gaps: readonly Gap[],
  engineVersion: string,
): Report {
  const { partition, accountId, regions, takenAt } = snapshot;
  return {
    schemaVersion: 1,
    engine: { version: engineVersion, data: [catalogue.source, FINGERPRINTS] },
    partition,
    accountId,
    regions,
    takenAt,
    runId: `run-${digest({ partition, accountId, regions, takenAt, engineVersion })}`,
    summary: {
      stateMachines: snapshot.stateMachines.length,
      roles: snapshot.roles.length,
      ...countsOf(findings),
    },
    coverage: { complete: gaps.length === 0, gaps },
    findings,
  };
}

/** The same report once something is known of its findings beyond this one audit. */
export function withFindings(report: Report, findings: readonly Finding[]): Report {
  return { ...report, summary: { ...report.summary, ...countsOf(findings) }, findings };
}

/** By severity what somebody has to see to: neither what is over nor what is suppressed. What is opened again is new once more. */
function countsOf(findings: readonly Finding[]): Omit<Summary, 'stateMachines' | 'roles'> {
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const counts = { new: 0, active: 0, changed: 0, reopened: 0, resolved: 0, suppressed: 0 };
  for (const finding of findings) {
    counts[finding.status] += 1;
    if (isOpen(finding)) bySeverity[finding.severity] += 1;
  }
  const { reopened, changed, resolved, suppressed } = counts;
  return { findings: bySeverity, new: counts.new + reopened, changed, resolved, suppressed };
}
