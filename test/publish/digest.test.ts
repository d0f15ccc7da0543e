import { describe, expect, test } from 'vitest';
import type { Gap } from '../../src/model/coverage.ts';
import { digest } from '../../src/publish/digest.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const gap: Gap = {
  source: 'states:DescribeStateMachine',
  region: 'us-east-1',
  resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:sealed',
  kind: 'denied',
  why: 'the definition is encrypted',
  action: 'kms:Decrypt',
};

describe('the digest', () => {
  test('says who needs what, what fails, and how to cure it', () => {
    const finding = sampleFinding();
    expect(digest(sampleReport([finding]), [finding])).toBe(
      [
        'Plumbline audited account 111122223333 in us-east-1',
        '3 state machines, 2 roles, read at 2026-11-21T06:00:00Z',
        'Findings: critical 0, high 1, medium 0, low 0, info 0',
        'Run r-0000000000000001',
        '',
        'HIGH task-permission-missing (active, confirmed)',
        '  `train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
        '  role: arn:aws:iam::111122223333:role/train',
        '  state machine: arn:aws:states:us-east-1:111122223333:stateMachine:train',
        '  state: $.States.Train (sagemaker:createTrainingJob)',
        '  request: sagemaker:CreateTrainingJob on arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
        '  remedy: Allow the request',
        '',
      ].join('\n'),
    );
  });

  test('says what was not audited, and which grant would let it', () => {
    const report = sampleReport([], { coverage: { complete: false, gaps: [gap] } });
    const text = digest(report, []);
    expect(text).toContain('No finding is severe enough for this message\n\nNot audited (1):\n');
    expect(text).toContain(
      '  states:DescribeStateMachine of arn:aws:states:us-east-1:111122223333:stateMachine:sealed in us-east-1: ' +
        'denied, the definition is encrypted; grant kms:Decrypt to the auditor\n',
    );
  });

  test.each([
    [10, undefined],
    [11, 'and 1 more finding\n'],
    [500, 'and 490 more findings\n'],
  ])('shows the worst ten of %i findings and counts the rest', (count, rest) => {
    const findings = Array.from({ length: count }, (_, index) =>
      sampleFinding({ message: `number ${index}` }),
    );
    const text = digest(sampleReport(findings), findings);
    expect(text.match(/number \d+/g)).toHaveLength(10);
    if (rest === undefined) expect(text).not.toMatch(/more finding/);
    else expect(text).toContain(rest);
  });

  test('counts the gaps that it does not show', () => {
    const gaps = Array.from({ length: 14 }, () => gap);
    const text = digest(sampleReport([], { coverage: { complete: false, gaps } }), []);
    expect(text).toContain('Not audited (14):');
    expect(text).toContain('and 4 more gaps');
  });

  test('stays short, whatever the account puts into names', () => {
    const long = '\u202e'.repeat(100_000);
    const findings = Array.from({ length: 30 }, () =>
      sampleFinding({ message: long, remedy: { text: long } }),
    );
    const gaps = Array.from({ length: 30 }, () => ({ ...gap, why: long }));
    const text = digest(sampleReport(findings, { coverage: { complete: false, gaps } }), findings);
    expect(text.length).toBeLessThan(13_000);
    expect(text).not.toContain('\u202e');
    expect(text).toMatch(/and \d+ more findings/);
  });

  test('cannot be given lines by a name of the account', () => {
    const message = 'harmless\nCRITICAL forged-finding (new, confirmed)';
    const finding = sampleFinding({ message });
    expect(digest(sampleReport([finding]), [finding])).not.toMatch(/^CRITICAL/m);
  });
});
