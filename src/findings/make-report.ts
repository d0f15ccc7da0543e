import { FINGERPRINTS } from '../expected/baselines/known-versions.ts';
import type { Gap } from '../model/coverage.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { catalogue } from '../policy/catalogue.ts';
import type { Finding, Severity } from './finding.ts';
import { digest } from './fingerprint.ts';
import type { Report } from './report.ts';

/** The report of one audit. Its run id is made of its content's origin, so that the same snapshot gives the same bytes. */
export function makeReport(
  snapshot: Snapshot,
  findings: readonly Finding[],
  gaps: readonly Gap[],
  engineVersion: string,
): Report {
  const { partition, accountId, regions, takenAt } = snapshot;
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
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
      findings: counts,
      new: findings.length,
      changed: 0,
      resolved: 0,
      suppressed: 0,
    },
    coverage: { complete: gaps.length === 0, gaps },
    findings,
  };
}
