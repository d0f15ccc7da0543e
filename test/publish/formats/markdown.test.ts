import { describe, expect, test } from 'vitest';
import type { Finding, PolicyJson } from '../../../src/findings/finding.ts';
import type { Report } from '../../../src/findings/report.ts';
import { SUPPRESSION_TYPE } from '../../../src/findings/suppression.ts';
import { markdown } from '../../../src/publish/formats/markdown.ts';
import { markdownBlocks } from '../../support/markdown-reader.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const MOST = 65_000;
const POLICY: PolicyJson = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Train', Effect: 'Allow', Action: ['sagemaker:CreateTrainingJob'], Resource: ['*'] }],
};

function pageOf(findings: readonly Partial<Finding>[], overrides: Partial<Report> = {}): string {
  return markdown.render(sampleReport(findings.map(sampleFinding), overrides), { width: 80, color: true });
}

function manyFindings(
  length: number,
  part: (index: number) => Partial<Finding> = () => ({}),
): Partial<Finding>[] {
  return Array.from({ length }, (_, index) => ({
    id: `f-${index}`,
    role: { arn: `arn:aws:iam::111122223333:role/r${index}`, name: `r${index}` },
    ...part(index),
  }));
}

describe('the story of a role', () => {
  test('says what fails, the request that proves it, the state that needs it, and what to attach', () => {
    expect(pageOf([{ remedy: { text: 'Attach this inline policy to `train`', policy: POLICY } }])).toContain(
      [
        '## `train`',
        '`arn:aws:iam::111122223333:role/train`',
        [
          '| severity | finding | request that proves it | needed by |',
          '| --- | --- | --- | --- |',
          '| **HIGH** | `task-permission-missing` `f-0000000`<br>`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly` | `sagemaker:CreateTrainingJob`<br>`arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly` | `train` `$.States.Train` |',
        ].join('\n'),
        '**Remedy:** Attach this inline policy to `train`',
        '<details><summary>Policy</summary>',
        `\`\`\`json\n${JSON.stringify(POLICY, null, 2)}\n\`\`\``,
        '</details>',
      ].join('\n\n'),
    );
  });

  test('says once what several findings ask for', () => {
    const remedy = { text: 'Attach this', policy: POLICY };
    const page = pageOf([{ remedy }, { id: 'f-2', remedy }]);
    expect(page.match(/\*\*Remedy:/g)).toHaveLength(1);
    expect(page.match(/```json/g)).toHaveLength(1);
  });

  test('has no request and no remedy for what is only worth knowing', () => {
    const page = pageOf([{ severity: 'info' }]);
    expect(page).toContain('on `training-job/nightly` |  |  |');
    expect(page).not.toContain('Remedy');
  });

  test('says what is new where an earlier run is known, and who changed it', () => {
    const change = { by: 'ada', event: 'PutRolePolicy', at: '2026-11-28T10:15:00Z', eventId: 'e' };
    const page = pageOf([{ id: 'a', status: 'new', confidence: 'potential', change }, { id: 'b' }]);
    expect(page).toContain('`task-permission-missing` (potential, new) `a`');
    expect(page).toContain('<br>changed by `ada` (`PutRolePolicy`, 2026-11-28T10:15:00Z)');
    expect(pageOf([{ status: 'new' }])).not.toContain('(new)');
  });

  test('shows conditions of the request, and counts states beyond three', () => {
    const [line] = sampleFinding().because;
    if (line === undefined) throw new Error('the sample has a reason');
    const because = ['a', 'b', 'c', 'd', 'e'].map((state) => ({ ...line, state }));
    const witness = { action: 'iam:PassRole', resource: '*', context: { 'iam:PassedToService': ['x', 'y'] } };
    const page = pageOf([{ because, witness }]);
    expect(page).toContain('`iam:PassRole`<br>`*`<br>`iam:PassedToService` = `x, y`');
    expect(page).toContain('`train` `c`<br>and 2 more |');
  });

  test('of the file of suppressions has no role', () => {
    const resource = { arn: 'arn:aws:iam::111122223333:role/x', type: SUPPRESSION_TYPE };
    const page = pageOf([{ resource }]);
    expect(page).toContain('\n\n## Suppressions\n\n|');
    expect(page).toMatch(/^# Plumbline: 1 high\n/);
  });
});

describe('the page', () => {
  test('opens with the numbers', () => {
    const page = pageOf([{ id: 'a' }, { id: 'b', severity: 'low' }]);
    expect(page.split('\n\n').slice(0, 3)).toEqual([
      '# Plumbline: 1 high, 1 low in 1 role',
      'Account `111122223333` · us-east-1 · 2026-11-21T06:00:00Z · 3 state machines, 2 roles · Plumbline 0\\.0.0',
      '**everything was audited**',
    ]);
  });

  test('says so where nothing was found, and where nothing is open', () => {
    expect(pageOf([])).toMatch(/^# Plumbline: nothing found\n/);
    const summary = { ...sampleReport([]).summary };
    expect(pageOf([{ status: 'resolved' }], { summary })).toMatch(/^# Plumbline: nothing is open\n/);
  });

  test('lists what is over and what is accepted', () => {
    const suppression = { reason: 'a sandbox', owner: 'ml-platform', expires: '2027-01-31' };
    const page = pageOf([
      { id: 'a', status: 'resolved', resolvedReason: 'resource-deleted' },
      { id: 'b', status: 'suppressed', suppression },
    ]);
    expect(page).toContain('## Resolved: 1 finding');
    expect(page).toContain('stateMachine:train` | resource deleted |');
    expect(page).toContain('## Suppressed: 1 finding');
    expect(page).toContain('| a sandbox (ml-platform, until 2027-01-31) |');
    expect(page).toContain('**1 resolved, 1 suppressed, everything was audited**');
  });

  test('ends with what was not audited, and the action that is missing', () => {
    const gap = { source: 'iam:GetRole', region: 'global', kind: 'denied', why: 'refused' } as const;
    const gaps = [{ ...gap, resource: 'arn:aws:iam::111122223333:role/x', action: 'iam:GetRole' }, gap];
    const page = pageOf([], { coverage: { complete: false, gaps } });
    expect(page).toMatch(
      /\| `arn:aws:iam::111122223333:role\/x` \| `iam:GetRole` \| denied: refused \| `iam:GetRole` \|\n\| global \| `iam:GetRole` \| denied: refused \| {2}\|\n$/,
    );
    expect(page).toContain('**2 gaps in the coverage**');
  });
});

describe('a page that would be too long', () => {
  test('tells the worst roles, and says how many findings it leaves out', () => {
    const page = pageOf(manyFindings(1_000, (index) => ({ severity: index === 0 ? 'critical' : 'low' })));
    expect(page.length).toBeLessThanOrEqual(MOST);
    expect(page.length).toBeGreaterThan(MOST - 2_000);
    expect(page.indexOf('**CRITICAL**')).toBeLessThan(1_000);
    const told = page.match(/^## /gm)?.length ?? 0;
    expect(page).toContain(
      `**… and ${1_000 - told} more findings about ${1_000 - told} roles, none of them worse`,
    );
  });

  test('does not leave the place of all to one role', () => {
    const role = { arn: 'arn:aws:iam::111122223333:role/a', name: 'a' };
    const page = pageOf([...manyFindings(500, () => ({ role })), { id: 'z' }]);
    expect(page).toMatch(/… and \d{3} more findings about this role\./);
    expect(page).toContain('## `train`');
    expect(page).not.toContain('none of them worse');
  });

  test('leaves room for what was not audited, and counts the rest of it', () => {
    const gaps = Array.from({ length: 500 }, (_, index) => ({
      source: 'iam:GetRole',
      region: 'global',
      resource: `arn:aws:iam::111122223333:role/${index}`,
      kind: 'failed' as const,
      why: 'the service did not answer',
    }));
    const page = pageOf(manyFindings(1_000), { coverage: { complete: false, gaps } });
    expect(page.length).toBeLessThanOrEqual(MOST);
    expect(page).toContain('## Not audited: 500 gaps');
    expect(page).toMatch(/… and \d{3} more gaps\.\n$/);
  });

  test('shows a policy whole or not at all', () => {
    const Resource = Array.from(
      { length: 400 },
      (_, index) => `arn:aws:s3:::a-bucket-with-a-long-name-${index}/*`,
    );
    const [statement] = POLICY.Statement;
    if (statement === undefined) throw new Error('the policy has a statement');
    const policy = { ...POLICY, Statement: [{ ...statement, Resource }] };
    const page = pageOf([{ remedy: { text: 'Attach this', policy } }]);
    expect(page).toContain('**Remedy:** Attach this (the policy is too long to be shown here)');
    expect(page).not.toContain('```');
  });

  test('is cut between blocks, so that what is left is one page', () => {
    const page = pageOf(manyFindings(1_000, () => ({ remedy: { text: 'Attach this', policy: POLICY } })));
    const blocks = markdownBlocks(page);
    expect(blocks.filter((kind) => kind === 'code').length).toBeGreaterThan(20);
    expect(blocks.filter((kind) => kind === 'html')).toHaveLength(
      2 * blocks.filter((kind) => kind === 'code').length,
    );
  });
});
