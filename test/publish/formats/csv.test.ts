import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import { csv } from '../../../src/publish/formats/csv.ts';
import { readCsv } from '../../support/csv-reader.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

function textOf(findings: readonly Partial<Finding>[]): string {
  return csv.render(sampleReport(findings.map(sampleFinding)), { width: 80, color: true });
}

/** The only row, by the names of the columns. */
function rowOf(finding: Partial<Finding>): Record<string, string | undefined> {
  const [names = [], row = []] = readCsv(textOf([finding]));
  return Object.fromEntries(names.map((name, index) => [name, row[index]]));
}

describe('a row', () => {
  test('says what the finding says', () => {
    const policy = { Version: '2012-10-17', Statement: [] } as const;
    const witness = { action: 'iam:PassRole', resource: '*', context: { 'iam:PassedToService': ['x', 'y'] } };
    expect(rowOf({ witness, remedy: { text: 'Attach this', policy } })).toEqual({
      id: 'f-0000000000000001',
      severity: 'high',
      status: 'active',
      confidence: 'confirmed',
      rule: 'task-permission-missing',
      title: 'A task is refused',
      account: '111122223333',
      region: 'us-east-1',
      role_name: 'train',
      role: 'arn:aws:iam::111122223333:role/train',
      resource_type: 'state machine',
      resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
      message: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
      witness_action: 'iam:PassRole',
      witness_resource: '*',
      witness_context: 'iam:PassedToService = x, y',
      needed_by: 'arn:aws:states:us-east-1:111122223333:stateMachine:train $.States.Train',
      remedy: 'Attach this',
      remedy_policy: JSON.stringify(policy),
      first_seen: '2026-11-21T06:00:00Z',
      last_seen: '2026-11-21T06:00:00Z',
      changed_by: '',
      resolved_reason: '',
      suppression_owner: '',
      suppression_reason: '',
      suppression_expires: '',
    });
  });

  test('says who accepted the finding, why it is over, and who changed what', () => {
    const suppression = { reason: 'a sandbox', owner: 'ml-platform', expires: '2027-01-31' };
    const change = { by: 'ada', event: 'PutRolePolicy', at: '2026-11-28T10:15:00Z', eventId: 'e' };
    expect(rowOf({ status: 'suppressed', suppression, change, resolvedReason: 'fixed' })).toMatchObject({
      changed_by: 'ada',
      resolved_reason: 'fixed',
      suppression_owner: 'ml-platform',
      suppression_reason: 'a sandbox',
      suppression_expires: '2027-01-31',
    });
  });

  test('holds no formula, no second line, and no more than a cell can', () => {
    const row = rowOf({ message: '=HYPERLINK("https://evil.example")\n+1', title: 'x'.repeat(40_000) });
    expect(row.message).toBe(`'=HYPERLINK("https://evil.example")\\u{a}+1`);
    expect(row.title).toBe(`${'x'.repeat(9_999)}…`);
  });

  test('shows a policy whole or not at all, and counts states beyond fifty', () => {
    const policy = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: ['*'], Resource: ['x'.repeat(20_000)] }],
    };
    const [line] = sampleFinding().because;
    if (line === undefined) throw new Error('the sample has a reason');
    const because = Array.from({ length: 53 }, (_, index) => ({ ...line, state: `$.${index}` }));
    expect(rowOf({ because, remedy: { text: 'x', policy } })).toMatchObject({
      remedy_policy: '',
      needed_by: expect.stringMatching(/\$\.49; and 3 more$/),
    });
  });
});

test('rows end as RFC 4180 has them, and the names of the columns come first, also alone', () => {
  expect(textOf([])).toMatch(/^"id","severity",[^\r\n]*\r\n$/);
  expect(textOf([{}, {}]).match(/\r\n/g)).toHaveLength(3);
  expect(textOf([{}, {}]).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});
