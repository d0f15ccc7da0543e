import type { Finding, Severity } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';

const ROLE = 'arn:aws:iam::111122223333:role/train';

/** A finding with believable content; `overrides` replaces parts of it. */
export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    id: 'f-0000000000000001',
    ruleId: 'task-permission-missing',
    severity: 'high',
    status: 'active',
    confidence: 'confirmed',
    title: 'A task is refused',
    message: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
    region: 'us-east-1',
    resource: { arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:train', type: 'state machine' },
    role: { arn: ROLE, name: 'train' },
    witness: {
      action: 'sagemaker:CreateTrainingJob',
      resource: 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
      context: {},
    },
    because: [
      {
        stateMachine: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
        state: '$.States.Train',
        integration: 'sagemaker:createTrainingJob',
        pattern: '.sync',
        source: 'api',
        need: 'create',
      },
    ],
    remedy: { text: 'Allow the request' },
    contentDigest: '00000000000000000000000000000001',
    firstSeen: '2026-11-21T06:00:00Z',
    lastSeen: '2026-11-21T06:00:00Z',
    references: [],
    ...overrides,
  };
}

/** A report of these findings with full coverage; `overrides` replaces parts of it. */
export function sampleReport(findings: readonly Finding[], overrides: Partial<Report> = {}): Report {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return {
    schemaVersion: 1,
    engine: { version: '0.0.0', data: [] },
    partition: 'aws',
    accountId: '111122223333',
    regions: ['us-east-1'],
    takenAt: '2026-11-21T06:00:00Z',
    runId: 'r-0000000000000001',
    summary: {
      stateMachines: 3,
      roles: 2,
      findings: counts,
      new: 0,
      changed: 0,
      resolved: 0,
      suppressed: 0,
    },
    coverage: { complete: true, gaps: [] },
    findings,
    ...overrides,
  };
}
