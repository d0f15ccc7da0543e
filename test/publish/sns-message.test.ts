import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { snsMessage } from '../../src/publish/sns-message.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const LIMIT = 256 * 1024;

interface Body {
  readonly runId: string;
  readonly findings: readonly Finding[];
  readonly truncated: boolean;
  readonly omittedFindings: number;
  readonly coverage: { readonly gaps: readonly unknown[]; readonly omittedGaps: number };
}

function variantsOf(report: Report, findings: readonly Finding[]): Record<string, string> {
  return JSON.parse(snsMessage(report, findings).Message) as Record<string, string>;
}

function bodyOf(report: Report, findings: readonly Finding[]): Body {
  return JSON.parse(variantsOf(report, findings).sqs ?? '') as Body;
}

function bytesOf(report: Report, findings: readonly Finding[]): number {
  const { Message, MessageAttributes } = snsMessage(report, findings);
  return Buffer.byteLength(Message) + Buffer.byteLength(JSON.stringify(MessageAttributes));
}

describe('the message', () => {
  test('is text for people and the same JSON for every kind of program', () => {
    const finding = sampleFinding();
    const { default: text, email, sqs, ...others } = variantsOf(sampleReport([finding]), [finding]);
    expect(text).toMatch(/^Plumbline audited account 111122223333/);
    expect(email).toBe(text);
    expect(Object.keys(others)).toEqual(['lambda', 'https', 'http']);
    expect(new Set([sqs, ...Object.values(others)]).size).toBe(1);
    expect(JSON.parse(sqs ?? '')).toMatchObject({
      schemaVersion: 1,
      accountId: '111122223333',
      summary: { stateMachines: 3 },
      findings: [finding],
      truncated: false,
      omittedFindings: 0,
    });
  });

  test.each([
    ['many findings', Array.from({ length: 5_000 }, (_, index) => sampleFinding({ id: `f-${index}` }))],
    ['quotes', [sampleFinding({ message: '"\\'.repeat(60_000) }), sampleFinding()]],
    [
      'letters outside of ASCII',
      Array.from({ length: 400 }, () => sampleFinding({ message: 'ü🙂'.repeat(300) })),
    ],
  ])('fits into what SNS accepts with %s, and says what is left out', (_, findings) => {
    const report = sampleReport(findings);
    expect(bytesOf(report, findings)).toBeLessThanOrEqual(LIMIT);
    const body = bodyOf(report, findings);
    expect(body.truncated).toBe(true);
    expect(body.findings.length).toBeGreaterThan(0);
    expect(body.findings.length + body.omittedFindings).toBe(findings.length);
  });

  test('uses the room that there is', () => {
    const findings = Array.from({ length: 5_000 }, () => sampleFinding());
    expect(bytesOf(sampleReport(findings), findings)).toBeGreaterThan(LIMIT * 0.9);
  });

  test('is not crowded out by gaps', () => {
    const gaps = Array.from({ length: 10_000 }, (_, index) => ({
      source: 'states:DescribeStateMachine',
      region: 'us-east-1',
      kind: 'failed' as const,
      why: `"${index}" `.repeat(40),
    }));
    const findings = [sampleFinding()];
    const report = sampleReport(findings, { coverage: { complete: false, gaps } });
    expect(bytesOf(report, findings)).toBeLessThanOrEqual(LIMIT);
    const { findings: sent, coverage } = bodyOf(report, findings);
    expect(sent).toHaveLength(1);
    expect(coverage.gaps.length + coverage.omittedGaps).toBe(gaps.length);
  });

  test('is ASCII that gives back the exact names', () => {
    const message = 'bidi \u202e, emoji 🙂, lone \ud800, control \u0007';
    const findings = [sampleFinding({ message })];
    expect(snsMessage(sampleReport(findings), findings).Message).toMatch(/^[\x20-\x7e]+$/);
    expect(bodyOf(sampleReport(findings), findings).findings[0]?.message).toBe(message);
  });
});

describe('the subject', () => {
  test.each([
    [
      'one finding',
      [sampleFinding()],
      '111122223333',
      'Plumbline: 1 finding, worst is high in account 111122223333',
    ],
    [
      'several findings',
      [sampleFinding({ severity: 'critical' }), sampleFinding()],
      '111122223333',
      'Plumbline: 2 findings, worst is critical in account 111122223333',
    ],
    ['gaps alone', [], '111122223333', 'Plumbline: coverage is incomplete in account 111122223333'],
    ['a hostile account', [], 'a\r\nBcc: ü', 'Plumbline: coverage is incomplete in account a??Bcc: ?'],
  ])('of %s is one line of ASCII', (_, findings, accountId, subject) => {
    expect(snsMessage(sampleReport(findings, { accountId }), findings).Subject).toBe(subject);
  });

  test('is below 100 characters', () => {
    const report = sampleReport([], { accountId: 'x'.repeat(500) });
    expect(snsMessage(report, []).Subject).toHaveLength(99);
  });
});

describe('the attributes', () => {
  test('let a subscription filter by severity, rule, account and status', () => {
    const findings = [
      sampleFinding({ severity: 'critical', status: 'new' }),
      sampleFinding({ ruleId: 'pass-role-missing' }),
      sampleFinding(),
    ];
    expect(snsMessage(sampleReport(findings), findings).MessageAttributes).toEqual({
      severity: { DataType: 'String', StringValue: 'critical' },
      accountId: { DataType: 'String', StringValue: '111122223333' },
      status: { DataType: 'String.Array', StringValue: '["new","active"]' },
      ruleId: { DataType: 'String.Array', StringValue: '["task-permission-missing","pass-role-missing"]' },
    });
  });

  test('of a message about coverage alone have no rule, and a status of their own', () => {
    const report = sampleReport([], { accountId: '', coverage: { complete: false, gaps: [] } });
    expect(snsMessage(report, []).MessageAttributes).toEqual({
      severity: { DataType: 'String', StringValue: 'info' },
      accountId: { DataType: 'String', StringValue: 'unknown' },
      status: { DataType: 'String.Array', StringValue: '["incomplete"]' },
    });
  });
});
