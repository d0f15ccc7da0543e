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

  test('lists the resources of one action in one statement', () => {
    const remedyOf = (job: string) => ({
      text: 'Attach',
      policy: policy('sagemaker:CreateTrainingJob', job),
    });
    const report = sampleReport(['a', 'b'].map((id) => sampleFinding({ id, remedy: remedyOf(`arn:${id}`) })));
    const out = text.render(report, PLAIN);
    expect(out).toContain('"Resource": ["arn:a", "arn:b"]');
    expect(out.match(/"Sid"/g)).toHaveLength(1);
  });

  test('says of each remedy whose it is, where a role has several', () => {
    const ids = ['v1-aaaaaa00', 'v1-bbbbbb00'];
    const one = sampleReport(ids.map((id) => sampleFinding({ id, remedy: { text: 'Attach this' } })));
    expect(text.render(one, PLAIN)).toMatch(/\n {2}→ Attach this\n/);
    const two = sampleReport(ids.map((id) => sampleFinding({ id, remedy: { text: `Attach ${id}` } })));
    expect(text.render(two, PLAIN)).toContain('  → Attach v1-aaaaaa00 (v1-aaaaaa)\n');
  });

  test('tells the role with more of the worst findings first', () => {
    const severities = [
      ['one', 'high'],
      ['other', 'high'],
      ['other', 'high'],
      ['one', 'medium'],
      ['worst', 'critical'],
    ] as const;
    const findings = severities.map(([name, severity], index) =>
      sampleFinding({ id: `${index}`, severity, role: { arn: `arn:aws:iam::1:role/${name}`, name } }),
    );
    const out = text.render(sampleReport(findings), PLAIN);
    expect(out.match(/^\w+(?= {2}arn:)/gm)).toEqual(['worst', 'other', 'one']);
  });

  test('shows so much of an id that it tells the finding from all others', () => {
    const ids = ['v1-aaaaaa11', 'v1-aaaaaa12', 'v1-bbbbbb11'];
    const findings = ids.map((id, index) => sampleFinding({ id, severity: index === 2 ? 'low' : 'high' }));
    const out = text.render(sampleReport(findings), PLAIN);
    for (const id of ids) expect(out).toContain(id);
    expect(text.render(sampleReport(findings.slice(1)), PLAIN)).not.toContain('v1-bbbbbb1');
  });

  test('does not repeat what many machines have in common', () => {
    const findings = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => {
      const stateMachine = `arn:aws:states:us-east-1:111122223333:stateMachine:${name}`;
      return sampleFinding({
        id: `v1-${name.repeat(6)}`,
        resource: { arn: stateMachine, type: 'state machine' },
        because: sampleFinding().because.map((line) => ({ ...line, stateMachine })),
        ...(name === 'c'
          ? { witness: { action: 'sagemaker:CreateTrainingJob', resource: 'arn:c', context: {} } }
          : {}),
      });
    });
    const out = text.render(sampleReport(findings), { ...PLAIN, width: 120 });
    const lines = out.slice(out.indexOf('  HIGH'), out.indexOf('  →')).trimEnd().split('\n');
    const call = '$.States.Train (sagemaker:createTrainingJob.sync)';
    expect(lines[0]).toBe('  HIGH      task-permission-missing  v1-aaaaaa');
    expect(lines.slice(-6)).toEqual([
      `            for      a ${call}`,
      `            likewise v1-bbbbbb b ${call}`,
      `                     v1-cccccc c ${call} on arn:c`,
      `                     v1-dddddd d ${call}`,
      `                     v1-eeeeee e ${call}`,
      '                     and 2 more',
    ]);
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
      `  HIGH      task-permission-missing  b  ${machine}:`,
      '    resource deleted',
      '',
      'Suppressed: 1 finding',
      '  CRITICAL  task-permission-missing  f-0000000',
      `    ${machine}: retired in\\u{202e}January`,
      '    (ml-platform, until 2027-01-31)',
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
    expect(text.render(report, PLAIN).match(/^ {2}HIGH.*\s+arn:.*:train$/gm)).toHaveLength(2);
  });

  test('says what is new only where something is old', () => {
    const fresh = sampleFinding({ id: 'b', status: 'new', ruleId: 'pass-role-missing' });
    const first = text.render(sampleReport([fresh]), PLAIN);
    expect(first).toContain('pass-role-missing  b\n');
    expect(first).toMatch(/\n1 high in 1 role; everything was audited\n$/);
    const later = text.render(sampleReport([sampleFinding(), fresh]), PLAIN);
    expect(later).toContain('pass-role-missing (new)  b\n');
    expect(later).toContain('task-permission-missing  f-0000000\n');
    expect(later).toMatch(/\n2 high in 1 role; 1 new; everything was audited\n$/);
  });

  test.each(['changed', 'reopened'] as const)('says that a finding is %s', (status) => {
    const out = text.render(sampleReport([sampleFinding({ status, confidence: 'potential' })]), PLAIN);
    expect(out).toContain(`task-permission-missing (potential, ${status})  f-`);
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
    const out = text.render(sampleReport([sampleFinding({ because })]), { ...PLAIN, width: 120 });
    const states = ['A', 'B', 'C', 'D'].map((state) => `$.States.${state}`).join(', ');
    expect(out).toContain(`for      train ${states} and 2 more (sagemaker:createTrainingJob.sync)\n`);
  });

  test('lists places with the same gap together, and counts more than a handful', () => {
    const gaps = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
      source: 'states:DescribeStateMachine',
      region: 'us-east-1',
      resource: `arn:${name}`,
      kind: 'denied' as const,
      why: 'it is encrypted',
      action: 'kms:Decrypt',
    }));
    const out = text.render(sampleReport([], { coverage: { complete: false, gaps } }), PLAIN);
    expect(out).toContain(
      '\nNot audited: 6 gaps\n  arn:a\n  arn:b\n  arn:c\n  arn:d\n  and 2 more\n    denied: it is encrypted; grant `kms:Decrypt` to the auditor\n\n',
    );
  });
});
