import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import type { Report } from '../../../src/findings/report.ts';
import { asff } from '../../../src/publish/formats/asff.ts';
import { asffProblems } from '../../support/asff-problems.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

function documentsOf(
  findings: readonly Partial<Finding>[],
  overrides: Partial<Report> = {},
): readonly AwsSecurityFinding[] {
  const report = sampleReport(findings.map(sampleFinding), overrides);
  const documents: AwsSecurityFinding[] = JSON.parse(asff.render(report, { width: 80, color: true }));
  expect(documents.flatMap(asffProblems)).toEqual([]);
  return documents;
}

describe('the documents', () => {
  test('are an array, each as Security Hub imports it', () => {
    expect(documentsOf([])).toEqual([]);
    expect(documentsOf([{}])).toMatchObject([
      {
        Id: 'f-0000000000000001',
        ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
        AwsAccountId: '111122223333',
        UpdatedAt: '2026-11-21T06:00:00.000Z',
        RecordState: 'ACTIVE',
        Compliance: { Status: 'FAILED' },
      },
    ]);
  });

  test.each([
    ['us-east-1', ['eu-west-1'], 'aws', 'us-east-1'],
    ['global', ['eu-west-1'], 'aws', 'eu-west-1'],
    ['global', [], 'aws', 'us-east-1'],
    ['global', [], 'aws-cn', 'cn-north-1'],
    ['global', [], 'aws-us-gov', 'us-gov-west-1'],
    ['../..', ['nowhere'], 'aws', 'us-east-1'],
  ])('of %s in a report of %j in %s go to %s', (region, regions, partition, expected) => {
    const [document] = documentsOf([{ region }], { regions, partition });
    expect(document?.ProductArn).toBe(
      `arn:${partition}:securityhub:${expected}:111122223333:product/111122223333/default`,
    );
  });

  test.each([
    ['new', 'opened', 'ACTIVE', 'FAILED', 'false'],
    ['active', undefined, 'ACTIVE', 'FAILED', 'false'],
    ['changed', 'changed', 'ACTIVE', 'FAILED', 'false'],
    ['reopened', 'reopened', 'ACTIVE', 'FAILED', 'false'],
    ['suppressed', 'suppressed', 'ACTIVE', 'FAILED', 'true'],
  ] as const)(
    'of a finding that is %s say %s, %s and %s',
    (status, transition, state, compliance, suppressed) => {
      const [document] = documentsOf([{ status }]);
      expect(document).toMatchObject({ RecordState: state, Compliance: { Status: compliance } });
      expect(document?.ProductFields?.['plumbline/Transition']).toBe(transition);
      expect(document?.ProductFields?.['plumbline/Suppressed']).toBe(suppressed);
      expect(document?.ProductFields).not.toHaveProperty('plumbline/EventId');
    },
  );

  test.each([
    ['fixed', 'PASSED'],
    ['resource-deleted', 'NOT_AVAILABLE'],
    ['rule-retired', 'NOT_AVAILABLE'],
    ['scope-retired', 'NOT_AVAILABLE'],
  ] as const)('of a finding that is %s are archived as %s', (resolvedReason, compliance) => {
    expect(documentsOf([{ status: 'resolved', resolvedReason }])).toMatchObject([
      { RecordState: 'ARCHIVED', Compliance: { Status: compliance } },
    ]);
  });
});

test.each(['', 'not an account', '11112222333'])(
  'of the account `%s` there is none, which is an error',
  (accountId) => {
    expect(() => documentsOf([{}], { accountId })).toThrow(
      'nothing that was read tells the id of the account',
    );
  },
);
