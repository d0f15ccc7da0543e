import type { Pack } from './expected/grant.ts';
import { type Baselines, withPoliciesOf } from './findings/baselines.ts';
import { gapsOf } from './findings/gaps.ts';
import { gatherEvidence } from './findings/gather.ts';
import { judge } from './findings/judge.ts';
import { makeReport } from './findings/make-report.ts';
import type { Report } from './findings/report.ts';
import { rules } from './findings/rules/index.ts';
import type { Snapshot } from './model/snapshot.ts';

export interface AuditOptions {
  /** The dated templates to hold roles against. */
  readonly pack?: Pack;
  /** ARNs of state machines or roles: only findings and gaps about these are reported. */
  readonly only?: readonly string[];
  /** What AWS managed policies said at an earlier time; without it nothing is known of how they changed. */
  readonly baselines?: Baselines;
  readonly engineVersion: string;
}

/** The pure whole: what the roles of a snapshot allow against what its definitions need. */
export function audit(
  snapshot: Snapshot,
  { pack = 'docs-2025', only = [], baselines, engineVersion }: AuditOptions,
): Report {
  const evidence = gatherEvidence(snapshot, pack, baselines);
  const findings = judge(evidence, rules, snapshot.takenAt);
  const gaps = gapsOf(snapshot, evidence);
  if (only.length === 0) return makeReport(snapshot, findings, gaps, engineVersion);
  const wanted = withPoliciesOf(only, snapshot.roles);
  return makeReport(
    snapshot,
    findings.filter(({ resource, role }) => wanted.has(resource.arn) || wanted.has(role.arn)),
    gaps.filter(({ resource }) => resource === undefined || wanted.has(resource)),
    engineVersion,
  );
}
