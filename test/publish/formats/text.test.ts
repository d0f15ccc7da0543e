import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { PolicyJson } from '../../../src/findings/finding.ts';
import { withFindings } from '../../../src/findings/make-report.ts';
import { SUPPRESSION_TYPE } from '../../../src/findings/suppression.ts';
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

  test('says in one line who changed what, where that is known', () => {
    const change = {
      by: 'arn:aws:iam::1:user/ada\n',
      event: 'PutRolePolicy',
      at: '2026-11-28T10:15:00Z',
      eventId: 'e',
    };
    const out = text.render(sampleReport([sampleFinding({ change })]), PLAIN);
    expect(out).toContain(
      '  changed by arn:aws:iam::1:user/ada\\u{a} (PutRolePolicy, 2026-11-28T10:15:00Z)\n',
    );
    expect(text.render(sampleReport([sampleFinding()]), PLAIN)).not.toContain('changed by');
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

  const SUPPRESSION = { reason: 'retired in\u202eJanuary', owner: 'ml-platform', expires: '2027-01-31' };

  test('shows what is over or suppressed in one line each behind the stories', () => {
    const report = sampleReport([
      sampleFinding({ severity: 'critical', status: 'suppressed', suppression: SUPPRESSION }),
      sampleFinding({ id: 'b', status: 'resolved', resolvedReason: 'resource-deleted' }),
      sampleFinding({ id: 'c', ...OTHER }),
    ]);
    const out = text.render(report, PLAIN);
    const machine = 'arn:aws:states:us-east-1:111122223333:stateMachine:train';
    expect(out.slice(out.indexOf('\nResolved')).split('\n')).toEqual([
      '',
      'Resolved: 1 finding',
      `  HIGH      task-permission-missing  ${machine}: resource deleted`,
      '',
      'Suppressed: 1 finding',
      `  CRITICAL  task-permission-missing  ${machine}: retired in\\u{202e}January (ml-platform, until 2027-01-31)`,
      '',
      '1 critical, 2 high in 1 role; 1 resolved, 1 suppressed (1 critical); everything was audited',
      '',
    ]);
    expect(out.match(/^\S+ {2}arn:/gm)).toEqual(['other  arn:']);
  });

  test('shows a suppressed or resolved finding of which no more is known', () => {
    const report = sampleReport([
      sampleFinding({ status: 'suppressed' }),
      sampleFinding({ id: 'b', status: 'resolved' }),
    ]);
    const lines = text.render(report, PLAIN).split('\n');
    expect(lines.filter((line) => line.startsWith('  HIGH') && line.endsWith(':train'))).toHaveLength(2);
  });

  test('says what is new only where something is old', () => {
    const fresh = sampleFinding({ id: 'b', status: 'new', ruleId: 'pass-role-missing' });
    const first = text.render(sampleReport([fresh]), PLAIN);
    expect(first).toContain('pass-role-missing\n');
    expect(first).toMatch(/\n1 high in 1 role; everything was audited\n$/);
    const later = text.render(sampleReport([sampleFinding(), fresh]), PLAIN);
    expect(later).toContain('pass-role-missing (new)\n');
    expect(later).toContain('task-permission-missing\n');
    expect(later).toMatch(/\n2 high in 1 role; 1 new; everything was audited\n$/);
  });

  test.each(['changed', 'reopened'] as const)('says that a finding is %s', (status) => {
    const out = text.render(sampleReport([sampleFinding({ status, confidence: 'potential' })]), PLAIN);
    expect(out).toContain(`task-permission-missing (potential, ${status})\n`);
    expect(out).toContain(`; 1 ${status}; `);
  });

  test('tells entries of the file of suppressions together, and counts no role for them', () => {
    const entry = (id: string) => {
      const arn = `suppression:${id}`;
      return sampleFinding({
        id,
        resource: { arn, type: SUPPRESSION_TYPE },
        role: { arn, name: 'suppression' },
      });
    };
    const report = sampleReport([entry('a'), entry('b')]);
    const out = text.render(report, PLAIN);
    expect(out.match(/^Suppressions$/gm)).toHaveLength(1);
    expect(out).not.toContain('suppression:');
    expect(out).toMatch(/\n2 high; everything was audited\n$/);
  });

  test('says that nothing is open where all is suppressed', () => {
    const findings = [sampleFinding({ status: 'suppressed' })];
    const out = text.render(withFindings(sampleReport([]), findings), PLAIN);
    expect(out).toMatch(/\nNothing is open; 1 suppressed; everything was audited\n$/);
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
