import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { PolicyJson } from '../../../src/findings/finding.ts';
import { text } from '../../../src/publish/formats/text.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { width: 100, color: false };
const OTHER = { role: { arn: 'arn:aws:iam::111122223333:role/other', name: 'other' } };

function policy(
  action: string,
  resource = 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
): PolicyJson {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'Job', Effect: 'Allow', Action: [action], Resource: [resource] }],
  };
}

describe('text', () => {
  test('tells one story for each role, in the order of the findings', () => {
    const report = sampleReport([
      sampleFinding(),
      sampleFinding({ id: 'b', ...OTHER }),
      sampleFinding({ id: 'c', severity: 'medium', ruleId: 'cancel-permission-missing' }),
    ]);
    const out = text.render(report, PLAIN);
    const places = ['\ntrain  arn:', 'task-permission-missing', 'cancel-permission-missing', '\nother  arn:'];
    const found = places.map((place) => out.indexOf(place));
    expect(found).toEqual([...found].sort((left, right) => left - right));
    expect(found.every((at) => at > 0)).toBe(true);
    expect(out.split('\ntrain  arn:')).toHaveLength(2);
  });

  test('shows the witness with its context, and the state that needs it', () => {
    const witness = {
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::111122223333:role/exec',
      context: { 'iam:PassedToService': ['sagemaker.amazonaws.com'] },
    };
    const out = text.render(sampleReport([sampleFinding({ witness })]), PLAIN);
    expect(out).toContain('witness  iam:PassRole\n');
    expect(out).toContain('  arn:aws:iam::111122223333:role/exec\n');
    expect(out).toContain('  iam:PassedToService = sagemaker.amazonaws.com\n');
    expect(out).toContain('for      train $.States.Train (sagemaker:createTrainingJob.sync)');
  });

  test('merges the policies that are to be attached to one role', () => {
    const attach = 'Attach this inline policy to `train`';
    const report = sampleReport([
      sampleFinding({ remedy: { text: attach, policy: policy('sagemaker:CreateTrainingJob') } }),
      sampleFinding({ id: 'b', remedy: { text: attach, policy: policy('sagemaker:StopTrainingJob') } }),
      sampleFinding({ id: 'c', remedy: { text: attach, policy: policy('sagemaker:AddTags', '*') } }),
    ]);
    const out = text.render(report, PLAIN);
    expect(out.match(/→ Attach/g)).toHaveLength(1);
    const merged: unknown = JSON.parse(out.slice(out.indexOf('{'), out.lastIndexOf('}') + 1));
    expect(merged).toEqual({
      Version: '2012-10-17',
      Statement: [
        { ...policy('').Statement[0], Action: ['sagemaker:CreateTrainingJob', 'sagemaker:StopTrainingJob'] },
        { ...policy('sagemaker:AddTags', '*').Statement[0], Sid: 'Job2' },
      ],
    });
  });

  test('leaves the remedy of an info finding to the JSON report', () => {
    const out = text.render(
      sampleReport([sampleFinding({ severity: 'info', remedy: { text: 'Tidy up' } })]),
      PLAIN,
    );
    expect(out).toContain('INFO      task-permission-missing');
    expect(out).not.toContain('Tidy up');
    expect(out).not.toContain('witness');
  });

  test('names each gap with the action that closes it, and sums up in the last line', () => {
    const gaps = [
      {
        source: 'states:DescribeStateMachine',
        region: 'us-east-1',
        resource: 'arn:m',
        kind: 'denied',
        why: 'no',
        action: 'kms:Decrypt',
      },
      { source: 'iam:GetRole', region: 'global', kind: 'failed', why: 'cut off' },
    ] as const;
    const out = text.render(sampleReport([sampleFinding()], { coverage: { complete: false, gaps } }), PLAIN);
    expect(out).toContain(
      'Not audited: 2 gaps\n  arn:m\n    denied: no; grant `kms:Decrypt` to the auditor\n',
    );
    expect(out).toContain('  iam:GetRole in global\n    failed: cut off\n');
    expect(out.endsWith('\n1 high in 1 role; 2 gaps in the coverage\n')).toBe(true);
  });

  test('says so where nothing was found and all was audited', () => {
    expect(text.render(sampleReport([]), PLAIN)).toMatch(/\nNothing found; everything was audited\n$/);
  });

  test('counts the states of a finding that many states share', () => {
    const because = ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((state) =>
      sampleFinding().because.map((line) => ({ ...line, state: `$.States.${state}` })),
    );
    const out = text.render(sampleReport([sampleFinding({ because })]), PLAIN);
    expect(out).toContain('$.States.D (');
    expect(out).not.toContain('$.States.E (');
    expect(out).toContain('and 2 more\n');
  });

  test('uses colours only where it is told to, and changes nothing else by them', () => {
    const report = sampleReport([sampleFinding()]);
    const colored = text.render(report, { width: 100, color: true });
    expect(colored).not.toBe(text.render(report, PLAIN));
    expect(stripVTControlCharacters(colored)).toBe(text.render(report, PLAIN));
  });

  test('breaks prose at the width of the place, never within a word', () => {
    const message = `${'word '.repeat(60)}end`;
    const out = text.render(sampleReport([sampleFinding({ message })]), { width: 60, color: false });
    const prose = out.split('\n').filter((line) => line.trim().startsWith('word'));
    expect(prose.length).toBeGreaterThan(5);
    expect(prose.every((line) => line.length <= 60)).toBe(true);
  });

  test('lets no control character of the account through', () => {
    const hostile = 'evil\u001b[2J\u202erole\n';
    const finding = sampleFinding({
      role: { arn: `arn:aws:iam::111122223333:role/${hostile}`, name: hostile },
      remedy: { text: 'Attach', policy: policy(`x:${hostile}`, `arn:${hostile}\u2028`) },
      witness: { action: `x:${hostile}`, resource: hostile, context: { [hostile]: [hostile] } },
    });
    const gap = {
      source: hostile,
      region: hostile,
      resource: hostile,
      kind: 'failed',
      why: hostile,
      action: hostile,
    } as const;
    const report = sampleReport([finding], {
      coverage: { complete: false, gaps: [gap] },
      regions: [hostile],
    });
    const out = text.render(report, PLAIN).replaceAll('\n', '');
    expect(out).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(out).toContain('\\u{1b}');
  });
});
