import type { Pack } from './expected/grant.ts';
import type { Assessment } from './findings/assessment.ts';
import { type Baselines, withPoliciesOf } from './findings/baselines.ts';
import { gapsOf, joinGaps } from './findings/gaps.ts';
import { gatherEvidence } from './findings/gather.ts';
import { joinFindings, judge } from './findings/judge.ts';
import { makeReport } from './findings/make-report.ts';
import type { Report } from './findings/report.ts';
import { rules } from './findings/rules/index.ts';
import { isAskedFor } from './findings/speaks-of.ts';
import type { Snapshot } from './model/snapshot.ts';

export interface AuditOptions {
  /** The dated templates to hold roles against. */
  readonly pack?: Pack;
  /** ARNs of state machines, SageMaker resources or roles: only findings and gaps about these are reported. */
  readonly only?: readonly string[];
  /** What AWS managed policies said at an earlier time; without it nothing is known of how they changed. */
  readonly baselines?: Baselines;
  readonly engineVersion: string;
}

/** What the roles of a snapshot allow against what its definitions need. */
export function assess(
  snapshot: Snapshot,
  { pack = 'docs-2025', baselines }: Pick<AuditOptions, 'pack' | 'baselines'>,
): Assessment {
  const judged = [];
  const unknown = [];
  for (const part of gatherEvidence(snapshot, pack, baselines)) {
    judged.push(judge(part, rules, snapshot.takenAt));
    unknown.push(gapsOf(part));
  }
  return { findings: joinFindings(judged), gaps: joinGaps(snapshot.gaps, unknown) };
}

/** The part of an assessment that was asked about, as a report. */
export function reportOf(
  snapshot: Snapshot,
  { findings, gaps }: Assessment,
  { only = [], engineVersion }: Pick<AuditOptions, 'only' | 'engineVersion'>,
): Report {
  if (only.length === 0) return makeReport(snapshot, findings, gaps, engineVersion);
  const wanted = withPoliciesOf(only, snapshot.roles);
  return makeReport(
    snapshot,
    findings.filter((finding) => isAskedFor(finding, wanted)),
    gaps.filter(({ resource }) => resource === undefined || wanted.has(resource)),
    engineVersion,
  );
}

/** The pure whole. */
export function audit(snapshot: Snapshot, options: AuditOptions): Report {
  return reportOf(snapshot, assess(snapshot, options), options);
}
