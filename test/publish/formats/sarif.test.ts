import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { type Finding, SEVERITIES } from '../../../src/findings/finding.ts';
import { rules } from '../../../src/findings/rules/index.ts';
import { fittedLog } from '../../../src/publish/sarif/fitted.ts';
import { randomNumbers } from '../../support/random-numbers.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';
import { sarifLogOf, sarifResultOf, sarifRunOf } from '../../support/sarif-log.ts';
import { SARIF_SCHEMA, sarifProblems } from '../../support/sarif-problems.ts';

describe('severity', () => {
  test.each([
    ['critical', 'error', '9.5', 'error'],
    ['high', 'error', '8.0', 'error'],
    ['medium', 'warning', '5.5', 'warning'],
    ['low', 'note', '2.0', 'recommendation'],
    ['info', 'note', undefined, 'recommendation'],
  ] as const)('%s has the level %s and the score %s', (severity, level, score, problem) => {
    const run = sarifRunOf([{ severity }]);
    expect(run.results?.[0]?.level).toBe(level);
    const [rule] = run.tool.driver.rules ?? [];
    expect(rule?.properties?.['security-severity']).toBe(score);
    expect(rule?.properties?.['problem.severity']).toBe(problem);
  });

  test('a finding that is milder than its rule can be has an entry of its own', () => {
    const run = sarifRunOf([
      { id: 'a', ruleId: 'permission-excess', severity: 'high' },
      { id: 'b', ruleId: 'permission-excess', severity: 'low' },
    ]);
    expect(run.tool.driver.rules?.map(({ id, name }) => [id, name])).toEqual([
      ['permission-excess', 'PermissionExcess'],
      ['permission-excess/low', 'PermissionExcessLow'],
    ]);
    expect(run.results?.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ['permission-excess', 0],
      ['permission-excess/low', 1],
    ]);
  });

  test('every rule has an entry that GitHub takes, in every severity', () => {
    const findings = rules.flatMap(({ id: ruleId }) =>
      SEVERITIES.map((severity) => ({ id: `${ruleId}-${severity}`, ruleId, severity })),
    );
    const entries = sarifRunOf(findings).tool.driver.rules ?? [];
    expect(entries).toHaveLength(rules.length * SEVERITIES.length);
    expect(entries.filter(({ helpUri }) => !helpUri?.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });

  test('a rule that finds nothing is not told', () => {
    expect(sarifRunOf([]).tool.driver.rules).toEqual([]);
  });
});

describe('over time', () => {
  test.each([
    ['new', 'new'],
    ['reopened', 'new'],
    ['active', 'unchanged'],
    ['changed', 'updated'],
    ['suppressed', 'unchanged'],
  ] as const)('a finding that is %s is %s', (status, baselineState) => {
    const states = sarifRunOf([{ id: 'a', status }, { id: 'b' }]).results?.map(
      (result) => result.baselineState,
    );
    expect(states?.sort()).toEqual([baselineState, 'unchanged'].sort());
  });

  test('without an earlier run nothing is new', () => {
    const [result] = sarifRunOf([{ status: 'new' }]).results ?? [];
    expect(result).not.toHaveProperty('baselineState');
  });

  test('a finding that is over is left out, so that GitHub closes it as fixed', () => {
    const results = sarifRunOf([{ id: 'a', status: 'resolved' }, { id: 'b' }]).results;
    expect(results?.map(({ partialFingerprints }) => partialFingerprints?.['plumblineFindingId/v1'])).toEqual(
      ['b'],
    );
  });

  test('a suppressed finding says who accepted it, and then all others say that nobody did', () => {
    const suppression = { reason: 'a sandbox', owner: 'ml-platform', expires: '2027-01-31' };
    const results = sarifRunOf([
      { id: 'a', status: 'suppressed', severity: 'critical', suppression },
      { id: 'b' },
    ]).results;
    expect(results?.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ kind: 'external', status: 'accepted', justification: 'a sandbox (ml-platform, until 2027-01-31)' }],
    ]);
    expect(sarifResultOf({})).not.toHaveProperty('suppressions');
  });
});

describe('coverage', () => {
  const gap = { source: 'iam:GetRole', region: 'global', kind: 'denied', why: 'refused' } as const;

  test('what was not audited is a notification, and no result', () => {
    const gaps = [
      { ...gap, resource: 'arn:aws:iam::111122223333:role/x', action: 'iam:GetRole' },
      { ...gap, kind: 'undecided' as const },
    ];
    const run = sarifRunOf([], { coverage: { complete: false, gaps } });
    expect(run.results).toEqual([]);
    const [invocation] = run.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(true);
    expect(
      invocation?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text]),
    ).toEqual([
      [
        'warning',
        'Not audited: arn:aws:iam::111122223333:role/x (iam:GetRole in global): denied: refused; grant iam:GetRole to the auditor',
      ],
      ['note', 'Not audited: iam:GetRole in global: undecided: refused'],
    ]);
  });

  test('an account that could not be entered makes the run fail', () => {
    const run = sarifRunOf([], {
      coverage: { complete: false, gaps: [{ ...gap, source: 'sts:AssumeRole' }] },
    });
    expect(run.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error' }],
    });
  });

  test('more than a thousand gaps are counted', () => {
    const gaps = Array.from({ length: 1_003 }, (_, index) => ({
      ...gap,
      resource: `arn:aws:iam::1:role/${index}`,
    }));
    const told = sarifRunOf([], { coverage: { complete: false, gaps } }).invocations?.[0]
      ?.toolExecutionNotifications;
    expect(told).toHaveLength(1_001);
    expect(told?.[0]?.message.text).toBe('3 gaps in the coverage are left out: `--format json` has all');
  });
});

describe('size', () => {
  const many = (length: number, part: (index: number) => Partial<Finding>) =>
    Array.from({ length }, (_, index) => ({ id: `v1-${index}`, ...part(index) }));

  test('of more than 5,000 findings the worst are there, open ones first, and the number of the others', () => {
    const findings = many(5_004, (index) => ({
      severity: index === 5_003 ? 'critical' : 'low',
      ...(index === 0 ? { status: 'suppressed' } : {}),
    }));
    const run = sarifRunOf(findings);
    const ids = run.results?.map(({ partialFingerprints }) => partialFingerprints?.['plumblineFindingId/v1']);
    expect(ids?.slice(0, 2)).toEqual(['v1-5003', 'v1-1']);
    expect([ids?.length, ids?.at(-1), ids?.includes('v1-0')]).toEqual([5_000, 'v1-4999', false]);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      '4 findings of the lowest severities are left out: `--format json` has all',
    );
  });

  test('a file stays within the limit after gzip, whatever the findings say', () => {
    const next = randomNumbers(1);
    const noise = (): string =>
      Array.from({ length: 90 }, () => Math.floor(next() * 2 ** 32).toString(36)).join('');
    const findings = many(200, (index) => ({ severity: index === 0 ? 'critical' : 'low', message: noise() }));
    const text = fittedLog(sampleReport(findings.map(sampleFinding)), { results: 5_000, bytes: 40_000 });
    const [run] = (JSON.parse(text) as Log).runs;
    expect(gzipSync(text).length).toBeLessThanOrEqual(40_000);
    expect(run?.results?.[0]?.level).toBe('error');
    expect(run?.results).toHaveLength(50);
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^150 findings of the lowest/,
    );
  });
});

test('the run is of one account, so that GitHub keeps those of another', () => {
  const [one, other] = ['111122223333', '444455556666'].map(
    (accountId) => sarifRunOf([], { accountId }).automationDetails?.id,
  );
  expect([one, other]).toEqual([
    'plumbline/111122223333/r-0000000000000001',
    'plumbline/444455556666/r-0000000000000001',
  ]);
});

describe('the schema that logs are held to', () => {
  test('is the one of OASIS, byte for byte', () => {
    const sum = createHash('sha256').update(SARIF_SCHEMA).digest('hex');
    expect(sum).toBe('c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e');
  });

  test.each<[string, object]>([
    ['a level of its own', { level: 'urgent' }],
    ['no message', { message: undefined }],
    ['an address that is none', { locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] }],
    ['a line before the first', { locations: [{ physicalLocation: { region: { startLine: 0 } } }] }],
    ['an unknown part', { severity: 'high' }],
  ])('refuses a result with %s', (_, change) => {
    const log = sarifLogOf([{}]);
    const [run] = log.runs;
    const broken = { ...log, runs: [{ ...run, results: [{ ...run?.results?.[0], ...change }] }] };
    expect(sarifProblems(JSON.parse(JSON.stringify(broken)))).not.toEqual([]);
  });
});
