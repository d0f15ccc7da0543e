import type { Pack } from './expected/grant.ts';
import { type Baselines, withPoliciesOf } from './findings/baselines.ts';
import type { Finding } from './findings/finding.ts';
import { gapsOf, joinGaps } from './findings/gaps.ts';
import { gatherEvidence } from './findings/gather.ts';
import { joinFindings, judge } from './findings/judge.ts';
import { makeReport } from './findings/make-report.ts';
import type { Report } from './findings/report.ts';
import { rules } from './findings/rules/index.ts';
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

/** The pure whole: what the roles of a snapshot allow against what its definitions need. */
export function audit(
  snapshot: Snapshot,
  { pack = 'docs-2025', only = [], baselines, engineVersion }: AuditOptions,
): Report {
  const judged = [];
  const unknown = [];
  for (const part of gatherEvidence(snapshot, pack, baselines)) {
    judged.push(judge(part, rules, snapshot.takenAt));
    unknown.push(gapsOf(part));
  }
  const findings = joinFindings(judged);
  const gaps = joinGaps(snapshot.gaps, unknown);
  if (only.length === 0) return makeReport(snapshot, findings, gaps, engineVersion);
  const wanted = withPoliciesOf(only, snapshot.roles);
  return makeReport(
    snapshot,
    findings.filter((finding) => speaksOf(finding).some((arn) => wanted.has(arn))),
    gaps.filter(({ resource }) => resource === undefined || wanted.has(resource)),
    engineVersion,
  );
}

/** What a finding is about: its resource and role, the resources behind it, and the state machines that hand the role over. */
function speaksOf({ resource, role, because }: Finding): readonly string[] {
  const others = because.flatMap(({ resource: named, stateMachine, need }) => [
    ...(named === undefined ? [] : [named]),
    ...(stateMachine !== undefined && need === 'pass-role' ? [stateMachine] : []),
  ]);
  return [resource.arn, role.arn, ...others];
}
