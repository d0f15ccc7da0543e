import { expect, test } from 'vitest';
import { SEVERITIES } from '../../src/findings/finding.ts';
import { worthSending } from '../../src/publish/worth-sending.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const report = sampleReport(SEVERITIES.map((severity) => sampleFinding({ severity })));

test.each([
  ['critical', ['critical']],
  ['medium', ['critical', 'high', 'medium']],
  ['info', ['critical', 'high', 'medium', 'low', 'info']],
] as const)('a threshold of %s lets %s through', (threshold, severities) => {
  expect(worthSending(report, threshold).map(({ severity }) => severity)).toEqual(severities);
});

test('a suppressed finding is not sent', () => {
  expect(worthSending(sampleReport([sampleFinding({ status: 'suppressed' })]), 'info')).toEqual([]);
});
