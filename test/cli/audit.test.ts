import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = 'examples/account';
const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-audit-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function copyOfExample(name: string): Promise<string> {
  const copy = join(FOLDER, name);
  await cp(EXAMPLE, copy, { recursive: true });
  return copy;
}

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:';

describe('plumbline audit --snapshot', () => {
  test('prints the stories of the example account and exits with 1', async () => {
    const { code, out, err } = await runCli('audit', '--snapshot', EXAMPLE);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^Plumbline \d+\.\d+\.\d+ · account 111122223333 · us-east-1, eu-west-1 · 2026-11-20T/,
    );
    expect(out).toContain('transform-policy-missing');
  });

  test('gives the same bytes twice', async () => {
    const runs = await Promise.all(
      [1, 2].map(() => runCli('audit', '--snapshot', EXAMPLE, '--format', 'json')),
    );
    expect(runs[0]).toEqual(runs[1]);
  });

  test.each([
    ['critical', 1],
    ['never', 0],
  ])('exits by severity: --fail-on %s gives %i', async (severity, code) => {
    expect((await runCli('audit', '--snapshot', EXAMPLE, '--fail-on', severity)).code).toBe(code);
  });

  test('exits with 3 where --strict finds a gap and no drift', async () => {
    const args = ['audit', '--snapshot', EXAMPLE, '--only', `${MACHINE}vault-training`, '--strict'];
    expect((await runCli(...args)).code).toBe(3);
    expect((await runCli(...args.slice(0, -1))).code).toBe(0);
  });

  test('reports on one state machine with --only', async () => {
    const { out } = await runCli(
      'audit',
      '--snapshot',
      EXAMPLE,
      '--format',
      'json',
      '--only',
      `${MACHINE}churn-pipeline`,
    );
    const { findings } = JSON.parse(out);
    expect(
      findings.map(({ ruleId, resource }: { ruleId: string; resource: { arn: string } }) => [
        ruleId,
        resource.arn,
      ]),
    ).toEqual([
      ['storage-access-missing', `${MACHINE}churn-pipeline`],
      ['transform-policy-missing', `${MACHINE}churn-pipeline`],
    ]);
  });

  test('goes by the older templates with --rules docs-2023', async () => {
    const { out } = await runCli('audit', '--snapshot', EXAMPLE, '--format', 'json', '--rules', 'docs-2023');
    expect(out).not.toContain('tagging-permission-missing');
  });

  test('writes the report to a file and nothing to standard output with --out', async () => {
    const file = join(FOLDER, 'report.json');
    const { out } = await runCli('audit', '--snapshot', EXAMPLE, '--format', 'json', '--out', file);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(file, 'utf8')).schemaVersion).toBe(1);
  });

  test('refuses a snapshot of another account than asked for', async () => {
    const { code, err } = await runCli('audit', '--snapshot', EXAMPLE, '--account', '444455556666');
    expect(code).toBe(2);
    expect(err).toContain('`111122223333`');
  });

  test('names a file that is cut in half, and goes on with the rest', async () => {
    const folder = await copyOfExample('cut');
    const file = join(folder, 'eu-west-1/states/state-machines.json');
    await truncate(file, 700);
    const { code, out } = await runCli('audit', '--snapshot', folder, '--format', 'json');
    const { coverage, findings } = JSON.parse(out);
    expect(code).toBe(1);
    expect(findings.length).toBeGreaterThan(10);
    expect(coverage.gaps).toContainEqual(
      expect.objectContaining({ source: 'states:ListStateMachines', region: 'eu-west-1', kind: 'malformed' }),
    );
  });

  test('names every part of an account that makes no sense, by its path', async () => {
    const folder = await copyOfExample('broken');
    const file = join(folder, 'iam/authorization-details.json');
    const details = JSON.parse(await readFile(file, 'utf8'));
    const role = (name: string) =>
      details.RoleDetailList.find((entry: { RoleName: string }) => entry.RoleName === name);
    role('ChurnPipelineRole').RolePolicyList[0].PolicyDocument.Statement = null;
    role('RankingRole').RolePolicyList[0].PolicyDocument.Statement[0].Condition = {
      StringMatches: { 'aws:x': 'y' },
    };
    details.RoleDetailList.push('not a role');
    await writeFile(file, JSON.stringify(details));
    const machines = join(folder, 'us-east-1/states/state-machines.json');
    const states = JSON.parse(await readFile(machines, 'utf8'));
    const machine = (name: string) =>
      states.stateMachines.find((entry: { name: string }) => entry.name === name);
    machine('experiments').definition = 'StartAt: secret';
    machine('click-model').definition = '{"StartAt":"A","States":{"A":"secret"}}';
    await writeFile(machines, JSON.stringify(states));

    const { out } = await runCli('audit', '--snapshot', folder, '--format', 'json');
    const { coverage, findings } = JSON.parse(out);
    const whys = coverage.gaps.map(({ kind, why }: { kind: string; why: string }) => `${kind}: ${why}`);
    expect(whys).toContainEqual(expect.stringMatching(/^malformed: `training`: \$\.Statement: /));
    expect(whys).toContainEqual(
      expect.stringMatching(/^malformed: `training`: \$\.Statement\[0\]\.Condition\.StringMatches/),
    );
    expect(whys).toContainEqual(expect.stringContaining('$.RoleDetailList[37]: expected a role'));
    expect(whys).toContainEqual(expect.stringMatching(/^malformed: \$: .*JSON/));
    expect(whys).toContainEqual(expect.stringMatching(/^malformed: \$\.States\.A: /));
    expect(out).not.toContain('secret');
    const about = (name: string) =>
      findings.filter(({ role: { name: of } }: { role: { name: string } }) => of === name);
    expect(about('ChurnPipelineRole')).toEqual([]);
    expect(about('ClickModelRole')).toEqual([]);
    expect(about('VisionTuningRole')).toHaveLength(1);
  });
});
