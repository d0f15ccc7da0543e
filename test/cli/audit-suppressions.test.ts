import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import { SUPPRESSIONS_FILE } from '../../src/config/suppressions-file.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { filesOf } from '../support/rule-cases.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-audit-suppressions-'));
const SNAPSHOT = join(ROOT, 'account');
const ROLE = 'arn:aws:iam::111122223333:role/NightlyRole';
afterAll(() => rmSync(ROOT, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const ENTRY = {
  rule: 'permission-excess',
  resource: ROLE,
  reason: 'the endpoint is taken down in January',
  owner: 'ml-platform',
  expires: '2027-01-31',
};

const statement = { Effect: 'Allow', Action: 'sagemaker:DeleteEndpoint', Resource: '*' };
await writeSnapshotFolder(
  SNAPSHOT,
  filesOf({
    machines: [
      {
        name: 'nightly',
        role: 'NightlyRole',
        definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
      },
    ],
    roles: [{ name: 'NightlyRole', policies: { old: { Version: '2012-10-17', Statement: statement } } }],
  }),
);

async function fileOf(...entries: readonly unknown[]): Promise<string> {
  const file = join(mkdtempSync(join(ROOT, 'file-')), 'mine.json');
  await writeFile(file, JSON.stringify({ suppressions: entries }));
  return file;
}

function audit(...args: readonly string[]): Promise<CliRun> {
  return runCli('audit', '--snapshot', SNAPSHOT, ...args);
}

async function statusesWith(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await audit('--format', 'json', ...args);
  const { findings }: { findings: readonly Finding[] } = JSON.parse(out);
  return findings.map(({ ruleId, status }) => `${ruleId} ${status}`);
}

describe('plumbline audit --suppressions', () => {
  test('a suppressed finding stays in the report, and is no drift', async () => {
    const file = await fileOf(ENTRY);
    expect((await audit()).code).toBe(1);
    expect((await audit('--suppressions', file)).code).toBe(0);
    expect(await statusesWith('--suppressions', file)).toEqual(['permission-excess suppressed']);
  });

  test('the text report says what is suppressed, by whom and until when', async () => {
    const { out } = await audit('--suppressions', await fileOf(ENTRY));
    expect(out.replace(/\s+/g, ' ')).toMatch(
      / permission-excess v1-\w+ \S+: the endpoint is taken down in January \(ml-platform, until 2027-01-31\) /,
    );
    expect(out).toMatch(/\nNothing is open; 1 suppressed; everything was audited\n$/);
  });

  test('an entry that has expired tells both: the finding and itself', async () => {
    const file = await fileOf({ ...ENTRY, expires: '2026-11-01' });
    expect(await statusesWith('--suppressions', file)).toEqual([
      'permission-excess new',
      'suppression-invalid new',
    ]);
    const { code, out } = await audit('--suppressions', file, '--fail-on', 'medium');
    expect(code).toBe(1);
    expect(out).toContain('\nSuppressions\n');
    expect(out).toContain('it expired on 2026-11-01');
  });

  test('a broken entry does not keep the others from holding', async () => {
    const file = await fileOf({ ...ENTRY, owner: '' }, ENTRY);
    expect(await statusesWith('--suppressions', file)).toEqual([
      'permission-excess suppressed',
      'suppression-invalid new',
    ]);
  });

  test('the file beside the configuration is used without being named', async () => {
    const folder = mkdtempSync(join(ROOT, 'cwd-'));
    await writeFile(join(folder, SUPPRESSIONS_FILE), JSON.stringify({ suppressions: [ENTRY] }));
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect(await statusesWith()).toEqual(['permission-excess suppressed']);
  });

  test('a file that is named and cannot be read is an error, not an empty one', async () => {
    const { code, err } = await audit('--suppressions', join(ROOT, 'absent.json'));
    expect(code).toBe(2);
    expect(err).toContain('absent.json` does not exist');
  });

  test('a file that is no JSON is named without its content', async () => {
    const file = await fileOf();
    await writeFile(file, '{"reason": "secret"');
    const { code, err } = await audit('--suppressions', file);
    expect(code).toBe(2);
    expect(err).toContain('mine.json` is not JSON');
    expect(err).not.toContain('secret');
  });
});
