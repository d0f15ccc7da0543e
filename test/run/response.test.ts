import { describe, expect, test } from 'vitest';
import type { Gap } from '../../src/model/coverage.ts';
import { responseOf } from '../../src/run/response.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const LIMIT = 5 * 1024 * 1024;
const gap: Gap = {
  source: 'states:ListStateMachines',
  region: 'us-east-1',
  kind: 'failed',
  why: 'no answer',
};

describe('the response', () => {
  test('carries the whole outcome where it is small', () => {
    const report = sampleReport([sampleFinding()], { coverage: { complete: false, gaps: [gap] } });
    const deliveries = [
      { channel: 'sns', receipts: [{ kind: 'failed', id: 'f:1', why: 'the topic is gone' }], messages: 0 },
    ] as const;
    const problems = ['the report cannot be kept'];
    expect(responseOf({ report, deliveries, problems })).toEqual({
      runId: report.runId,
      summary: report.summary,
      coverage: { complete: false, gaps: [gap], omittedGaps: 0 },
      findings: report.findings,
      omittedFindings: 0,
      deliveries: [
        { channel: 'sns', delivered: 0, waiting: 1, refused: 0, messages: 0, why: 'the topic is gone' },
      ],
      problems,
    });
  });

  test('carries the first 500 findings and counts the others', () => {
    const findings = Array.from({ length: 501 }, (_, index) => sampleFinding({ id: `f-${index}` }));
    const response = responseOf({ report: sampleReport(findings), deliveries: [], problems: [] });
    expect(response.findings).toEqual(findings.slice(0, 500));
    expect(response.omittedFindings).toBe(1);
    expect(response.summary.findings.high).toBe(501);
  });

  test('stays below 5 MB, in bytes', () => {
    const findings = Array.from({ length: 400 }, () => sampleFinding({ message: 'ü'.repeat(20_000) }));
    const gaps = Array.from({ length: 50_000 }, () => gap);
    const report = sampleReport(findings, { coverage: { complete: false, gaps } });
    const response = responseOf({ report, deliveries: [], problems: [] });
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(LIMIT);
    expect(response.findings.length + response.omittedFindings).toBe(findings.length);
    expect(response.findings.length).toBeGreaterThan(50);
    expect(response.coverage.gaps.length + response.coverage.omittedGaps).toBe(gaps.length);
  });
});
