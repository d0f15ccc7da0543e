import { withPoliciesOf } from './findings/baselines.ts';
import type { Finding } from './findings/finding.ts';
import { type JudgeOptions, judgeAccount } from './findings/judge-account.ts';
import { makeReport } from './findings/make-report.ts';
import type { Report } from './findings/report.ts';
import type { Snapshot } from './model/snapshot.ts';

export interface AuditOptions extends JudgeOptions {
  /** ARNs of state machines, SageMaker resources or roles: only findings and gaps about these are reported. */
  readonly only?: readonly string[];
  readonly engineVersion: string;
}

/** The pure whole: what the roles of a snapshot allow against what its definitions need. */
export function audit(snapshot: Snapshot, options: AuditOptions): Report {
  const { only = [], engineVersion } = options;
  const { findings, gaps } = judgeAccount(snapshot, options);
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
