import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import type { Report } from '../../../src/findings/report.ts';
import { rules } from '../../../src/findings/rules/index.ts';
import { ocsf } from '../../../src/publish/formats/ocsf.ts';
import { EXCESS_RULES } from '../../../src/publish/ocsf/classes.ts';
import { type OcsfEvent, ocsfEvents, ocsfProblems } from '../../support/ocsf-problems.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

function eventsOf(
  findings: readonly Partial<Finding>[],
  overrides: Partial<Report> = {},
): readonly OcsfEvent[] {
  const report = sampleReport(findings.map(sampleFinding), overrides);
  const events = ocsfEvents(ocsf.render(report, { width: 80, color: true }));
  expect(events.flatMap(ocsfProblems)).toEqual([]);
  return events;
}

describe('a finding that something is missing', () => {
  test('is a Compliance Finding, with the request that is refused and the states that make it', () => {
    const policy = { Version: '2012-10-17', Statement: [] } as const;
    const references = ['javascript:alert(1)', 'https://docs.aws.amazon.com/x'];
    expect(eventsOf([{ remedy: { text: 'Attach this', policy }, references }])).toEqual([
      {
        category_uid: 2,
        category_name: 'Findings',
        class_uid: 2003,
        class_name: 'Compliance Finding',
        activity_id: 2,
        activity_name: 'Update',
        type_uid: 200302,
        type_name: 'Compliance Finding: Update',
        time: Date.UTC(2026, 10, 21, 6),
        severity_id: 4,
        severity: 'High',
        status_id: 1,
        status: 'New',
        message: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
        metadata: {
          version: '1.6.0',
          profiles: ['cloud'],
          uid: 'f-0000000000000001:r-0000000000000001',
          correlation_uid: 'r-0000000000000001',
          event_code: 'task-permission-missing',
          product: { name: 'Plumbline', vendor_name: 'Plumbline', version: '0.0.0' },
        },
        cloud: {
          provider: 'AWS',
          account: { uid: '111122223333', type: 'AWS Account', type_id: 10 },
          cloud_partition: 'aws',
          region: 'us-east-1',
        },
        confidence_id: 3,
        confidence: 'High',
        finding_info: {
          uid: 'f-0000000000000001',
          title: 'A task is refused',
          desc: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
          types: ['Permission Check'],
          first_seen_time: Date.UTC(2026, 10, 21, 6),
          last_seen_time: Date.UTC(2026, 10, 21, 6),
          created_time: Date.UTC(2026, 10, 21, 6),
          analytic: { uid: 'task-permission-missing', name: 'A task is refused', type_id: 1, type: 'Rule' },
          src_url: 'https://docs.aws.amazon.com/x',
        },
        resources: [
          {
            uid: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
            type: 'state machine',
            role_id: 3,
            role: 'Affected',
            region: 'us-east-1',
            cloud_partition: 'aws',
          },
          {
            uid: 'arn:aws:iam::111122223333:role/train',
            type: 'AWS::IAM::Role',
            role_id: 2,
            role: 'Actor',
            cloud_partition: 'aws',
          },
          {
            uid: 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
            role_id: 1,
            role: 'Target',
            region: 'us-east-1',
            cloud_partition: 'aws',
          },
        ],
        remediation: { desc: 'Attach this', references: ['https://docs.aws.amazon.com/x'] },
        compliance: {
          control: 'task-permission-missing',
          desc: 'A task is refused',
          status_id: 3,
          status: 'Fail',
          checks: [
            { uid: 'task-permission-missing', name: 'A task is refused', status_id: 3, status: 'Fail' },
          ],
        },
        evidences: [
          {
            name: 'request',
            api: { operation: 'sagemaker:CreateTrainingJob', service: { name: 'sagemaker' } },
            actor: {
              user: {
                uid: 'arn:aws:iam::111122223333:role/train',
                name: 'train',
                type: 'AWS IAM Role',
                type_id: 99,
              },
            },
            resources: [expect.objectContaining({ role: 'Target' })],
            data: { condition_keys: [] },
          },
          {
            name: 'needed by',
            data: [
              {
                state_machine: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
                state: '$.States.Train',
                integration: 'sagemaker:createTrainingJob',
                pattern: '.sync',
              },
            ],
          },
        ],
        unmapped: {
          content_digest: '00000000000000000000000000000001',
          because_count: 1,
          remedy_policy: policy,
        },
      },
    ]);
  });
});

describe('a finding of too much', () => {
  const witness = {
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::data/x',
    context: {
      'aws:PrincipalArn': ['arn:aws:iam::444455556666:root'],
      'aws:PrincipalAccount': ['444455556666'],
    },
  };
  const condition_keys = [
    { name: 'aws:PrincipalArn', values: ['arn:aws:iam::444455556666:root'] },
    { name: 'aws:PrincipalAccount', values: ['444455556666'] },
  ];

  test('is an IAM Analysis Finding of the role: which privilege, by which statement', () => {
    const statement = { policy: 'inline', index: 2, sid: 'Data' };
    const [event] = eventsOf([{ ruleId: 'permission-excess', witness, statement }]);
    expect(event).toMatchObject({
      class_uid: 2008,
      type_uid: 200802,
      finding_info: { types: ['Excess Permission'] },
      user: { uid: 'arn:aws:iam::111122223333:role/train', name: 'train' },
      permission_analysis_results: [
        {
          policy: { name: 'inline', type: 'Identity Policy', data: { statement_index: 2, sid: 'Data' } },
          granted_privileges: ['s3:DeleteObject'],
          condition_keys,
        },
      ],
    });
    expect(event).not.toHaveProperty('compliance');
  });

  test('that others have says who they are', () => {
    const [event] = eventsOf([{ ruleId: 'trust-too-wide', witness }]);
    expect(event).toMatchObject({
      class_uid: 2008,
      access_analysis_result: {
        accessors: [{ uid: 'arn:aws:iam::444455556666:root' }],
        granted_privileges: ['s3:DeleteObject'],
        condition_keys,
      },
    });
    expect(event).not.toHaveProperty('permission_analysis_results');
  });
});

describe('the class', () => {
  test.each(rules.map(({ id }) => id))('of %s is one of the two', (ruleId) => {
    const [event] = eventsOf([{ ruleId }]);
    const parts = ['compliance', 'permission_analysis_results', 'access_analysis_result'];
    expect(parts.filter((part) => event !== undefined && part in event)).toHaveLength(1);
    expect(event?.class_uid).toBe(EXCESS_RULES.has(ruleId) ? 2008 : 2003);
  });

  test('of what is too much is decided for rules that exist, and no other', () => {
    const ids = rules.map(({ id }) => id);
    expect([...EXCESS_RULES.keys()].filter((id) => !ids.includes(id))).toEqual([]);
    expect(
      ids.filter((id) => /too-wide|too-broad|excess|unneeded|unused/.test(id) && !EXCESS_RULES.has(id)),
    ).toEqual([]);
  });
});

describe('the life of a finding', () => {
  test.each([
    ['new', 1, 1],
    ['reopened', 1, 1],
    ['active', 2, 1],
    ['changed', 2, 1],
    ['suppressed', 2, 3],
    ['resolved', 3, 4],
  ] as const)('%s is activity %s with status %s', (status, activity_id, status_id) => {
    expect(eventsOf([{ status }])).toMatchObject([{ activity_id, status_id }]);
  });

  test.each([
    ['fixed', 1, 'fixed'],
    ['resource-deleted', 0, 'resource deleted'],
    ['rule-retired', 0, 'rule retired'],
    ['scope-retired', 0, 'scope retired'],
  ] as const)('over because it is %s has the compliance %s', (resolvedReason, status_id, status_detail) => {
    expect(eventsOf([{ status: 'resolved', resolvedReason }])).toMatchObject([
      { compliance: { status_id }, status_detail },
    ]);
  });

  test('says who accepted it, and who changed what', () => {
    const suppression = { reason: 'a sandbox', owner: 'ml-platform', expires: '2027-01-31' };
    const change = { by: 'ada', event: 'PutRolePolicy', at: '2026-11-28T10:15:00Z', eventId: 'e' };
    expect(eventsOf([{ status: 'suppressed', suppression, change }])).toMatchObject([
      {
        comment: 'a sandbox (ml-platform, until 2027-01-31)',
        finding_info: { tags: [{ name: 'changed_by', value: 'ada (PutRolePolicy, 2026-11-28T10:15:00Z)' }] },
      },
    ]);
  });

  test.each([
    ['critical', 5],
    ['high', 4],
    ['medium', 3],
    ['low', 2],
    ['info', 1],
  ] as const)('the severity %s is %s', (severity, severity_id) => {
    expect(eventsOf([{ severity, confidence: 'potential' }])).toMatchObject([
      { severity_id, confidence_id: 2 },
    ]);
  });
});

test('what was not audited was not evaluated: it neither fails nor passes', () => {
  const gap = { source: 'iam:GetRole', region: 'global', kind: 'denied', why: 'refused' } as const;
  const gaps = [{ ...gap, resource: 'arn:aws:iam::111122223333:role/x', action: 'iam:GetRole' }, gap];
  const events = eventsOf([{}], { coverage: { complete: false, gaps } });
  expect(events.slice(1)).toMatchObject([
    {
      class_uid: 2003,
      activity_id: 99,
      severity_id: 1,
      status_id: 99,
      status_detail: 'denied: refused',
      finding_info: { types: ['Coverage Gap'] },
      compliance: { status_id: 0 },
      remediation: { desc: 'Grant iam:GetRole to the auditor' },
    },
    { finding_info: { types: ['Coverage Gap'] } },
  ]);
  expect(new Set(events.map(({ metadata }) => metadata.uid)).size).toBe(3);
});

describe('the schema that events are held to', () => {
  test.each<[string, object]>([
    ['a time in seconds', { time: 1_795_000_000 }],
    ['an attribute that the class does not have', { severity_label: 'HIGH' }],
    ['an attribute of another profile', { is_alert: true }],
    ['an unknown status', { status_id: 7 }],
    ['the type of another class', { type_uid: 200802 }],
    ['no cloud', { cloud: undefined }],
    ['a resource without a name', { resources: [{ role_id: 1 }] }],
    ['a remediation without a description', { remediation: {} }],
  ])('refuses %s', (_, change) => {
    const [event] = eventsOf([{}]);
    expect(ocsfProblems(JSON.parse(JSON.stringify({ ...event, ...change })))).not.toEqual([]);
  });

  test('refuses an analysis without one', () => {
    const [event] = eventsOf([{ ruleId: 'permission-excess' }]);
    const without = { ...event, permission_analysis_results: undefined };
    expect(ocsfProblems(JSON.parse(JSON.stringify(without)))).not.toEqual([]);
  });
});
