import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import type { Report } from '../../src/findings/report.ts';
import { type AccountJson, filesOf, type RoleJson } from '../support/rule-cases.ts';
import { runCli } from '../support/run-cli.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-audit-state-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const FULL_ACCESS = 'AmazonSageMakerFullAccess';
const LAUNCH = 'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy';
const ROLES = 'arn:aws:iam::111122223333:role/';

function role(name: string, policy: string, document: unknown): RoleJson {
  return { name, trust: 'sagemaker', managed: { [`arn:aws:iam::aws:policy/${policy}`]: document } };
}

/** Studio roles with these versions of two policies. */
function account(fullAccess: number, launch = 7): AccountJson {
  return {
    machines: [],
    roles: [
      role('StudioRole', FULL_ACCESS, `${FULL_ACCESS}@v${fullAccess}`),
      role('LabRole', LAUNCH, `${LAUNCH}@v${launch}`),
    ],
  };
}

interface Audited {
  readonly code: number;
  readonly err: string;
  /** The policies that have changed, with the first version that is named. */
  readonly told: readonly string[];
}

async function audit(state: string, of: AccountJson, ...more: readonly string[]): Promise<Audited> {
  const snapshot = mkdtempSync(join(ROOT, 'snapshot-'));
  await writeSnapshotFolder(join(snapshot, 'account'), filesOf(of));
  const folder = join(snapshot, 'account');
  const args = ['--snapshot', folder, '--format', 'json', '--state', state, ...more];
  const { code, out, err } = await runCli('audit', ...args);
  const report: Report | undefined = out === '' ? undefined : JSON.parse(out);
  const changed = report?.findings.filter(({ ruleId }) => ruleId === 'managed-policy-changed') ?? [];
  return {
    code,
    err,
    told: changed.map(({ message }) => /`(\w+).* from (v\d+)/.exec(message)?.slice(1).join(' ') ?? ''),
  };
}

function newState(): string {
  return join(mkdtempSync(join(ROOT, 'state-')), 'kept');
}

describe('plumbline audit --state', () => {
  test('records at first sight, and tells a change on every run until it is accepted', async () => {
    const state = newState();
    expect(await audit(state, account(19))).toEqual({ code: 0, err: '', told: [] });
    for (const _ of [1, 2])
      expect(await audit(state, account(20))).toEqual({ code: 1, err: '', told: [`${FULL_ACCESS} v19`] });
    expect((await audit(state, account(20), '--accept-baselines')).told).toEqual([`${FULL_ACCESS} v19`]);
    expect((await audit(state, account(20))).told).toEqual([]);
    expect((await audit(state, account(22))).told).toEqual([`${FULL_ACCESS} v20`]);
  });

  test('writes nothing on a second run on an unchanged account', async () => {
    const state = newState();
    await audit(state, account(19));
    const file = join(state, 'baselines.json');
    const before = [await readFile(file, 'utf8'), (await stat(file)).ino];
    await audit(state, account(19));
    await audit(state, account(19), '--accept-baselines');
    expect([await readFile(file, 'utf8'), (await stat(file)).ino]).toEqual(before);
  });

  test('records when the account was read, with the document itself', async () => {
    const state = newState();
    await audit(state, account(19));
    const { schemaVersion, accounts } = JSON.parse(await readFile(join(state, 'baselines.json'), 'utf8'));
    expect([schemaVersion, Object.keys(accounts)]).toEqual([1, ['111122223333']]);
    const recorded = accounts['111122223333'][`arn:aws:iam::aws:policy/${FULL_ACCESS}`];
    expect(recorded).toMatchObject({ versionId: 'v19', recordedAt: '2026-11-20T06:00:00Z' });
    expect(recorded.document.Statement.length).toBeGreaterThan(10);
  });

  test('does not record a policy whose document was not read', async () => {
    const state = newState();
    await audit(state, { machines: [], roles: [role('StudioRole', FULL_ACCESS, null)] });
    await audit(state, account(20));
    expect((await audit(state, account(21))).told).toEqual([`${FULL_ACCESS} v20`]);
  });

  test('accepts no more than the report shows where it is narrowed by --only', async () => {
    const state = newState();
    await audit(state, account(19, 7));
    const only = ['--only', `${ROLES}LabRole`, '--accept-baselines'];
    expect((await audit(state, account(20, 8), ...only)).told).toEqual(['AmazonSageMakerAdmin v7']);
    expect((await audit(state, account(20, 8))).told).toEqual([`${FULL_ACCESS} v19`]);
  });

  test('leaves a file that makes no sense as it is, and names it', async () => {
    const state = mkdtempSync(join(ROOT, 'state-'));
    await writeFile(join(state, 'baselines.json'), '{');
    const { code, err } = await audit(state, account(19));
    expect(code).toBe(2);
    expect(err).toContain(`\`${join(state, 'baselines.json')}\`: is not JSON; it is left as it is`);
    expect(await readFile(join(state, 'baselines.json'), 'utf8')).toBe('{');
  });

  test('refuses to accept where nothing is remembered', async () => {
    const { code, err } = await runCli('audit', '--snapshot', ROOT, '--accept-baselines');
    expect([code, err]).toEqual([2, expect.stringContaining('`--accept-baselines` needs `--state DIR`')]);
  });

  test('remembers nothing of a refused account', async () => {
    const state = newState();
    const { code } = await audit(state, account(19), '--account', '444455556666');
    expect(code).toBe(2);
    expect((await audit(state, account(20))).told).toEqual([]);
  });
});

describe('plumbline audit --rules docs-2023', () => {
  test('goes by the launch policy of 2021, without any state', async () => {
    const snapshot = join(mkdtempSync(join(ROOT, 'snapshot-')), 'account');
    await writeSnapshotFolder(snapshot, filesOf(account(29, 12)));
    const run = (...more: readonly string[]) => runCli('audit', '--snapshot', snapshot, ...more);
    expect((await run()).out).not.toContain('managed-policy-changed');
    const out = (await run('--rules', 'docs-2023')).out.replace(/\s+/g, ' ');
    expect(out).toContain('has moved from v3 to v12 since 2021-09-15');
    for (const version of [4, 5, 6, 7, 8, 9, 10, 11, 12]) expect(out).toContain(`v${version} (20`);
  });
});
