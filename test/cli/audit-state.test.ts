import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import { type Finding, isOpen } from '../../src/findings/finding.ts';
import type { Head } from '../../src/findings/head.ts';
import type { Report } from '../../src/findings/report.ts';
import { failed, known, readValue } from '../../src/model/read.ts';
import { folderObjects } from '../../src/state/folder-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
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
  readonly report: Report | undefined;
  /** The policies that have changed, with the first version that is named. */
  readonly told: readonly string[];
  /** Those whose change somebody has accepted since the last run. */
  readonly over: readonly string[];
}

async function audit(state: string, of: AccountJson, ...more: readonly string[]): Promise<Audited> {
  const snapshot = mkdtempSync(join(ROOT, 'snapshot-'));
  await writeSnapshotFolder(join(snapshot, 'account'), filesOf(of));
  const folder = join(snapshot, 'account');
  const args = ['--snapshot', folder, '--format', 'json', '--state', state, ...more];
  const { code, out, err } = await runCli('audit', ...args);
  const report: Report | undefined = out === '' ? undefined : JSON.parse(out);
  const changed = report?.findings.filter(({ ruleId }) => ruleId === 'managed-policy-changed') ?? [];
  const namesOf = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ message }) => /`(\w+).* from (v\d+)/.exec(message)?.slice(1).join(' ') ?? '');
  return {
    code,
    err,
    report,
    told: namesOf(changed.filter(isOpen)),
    over: namesOf(changed.filter(({ status }) => status === 'resolved')),
  };
}

/** What is remembered of a region. */
async function headIn(state: string, region: string): Promise<Head> {
  const { head } = await stateStore(folderObjects(state)).load({ accountId: '111122223333', region });
  if (head === undefined) throw new Error(`nothing is remembered of ${region}`);
  return head;
}

function newState(): string {
  return join(mkdtempSync(join(ROOT, 'state-')), 'kept');
}

describe('plumbline audit --state', () => {
  test('records at first sight, and tells a change on every run until it is accepted', async () => {
    const state = newState();
    expect(await audit(state, account(19))).toMatchObject({ code: 0, err: '', told: [], over: [] });
    for (const _ of [1, 2])
      expect(await audit(state, account(20))).toMatchObject({
        code: 1,
        err: '',
        told: [`${FULL_ACCESS} v19`],
        over: [],
      });
    expect((await audit(state, account(20), '--accept-baselines')).told).toEqual([`${FULL_ACCESS} v19`]);
    expect(await audit(state, account(20))).toMatchObject({
      code: 0,
      told: [],
      over: [`${FULL_ACCESS} v19`],
    });
    expect(await audit(state, account(20))).toMatchObject({ code: 0, told: [], over: [] });
    expect((await audit(state, account(22))).told).toEqual([`${FULL_ACCESS} v20`]);
  });

  test('keeps one head for each region and one for what has none, each written once in a run', async () => {
    const state = newState();
    for (const commitSeq of [1, 2, 3]) {
      await audit(state, account(19), ...(commitSeq === 3 ? ['--accept-baselines'] : []));
      for (const region of ['us-east-1', 'global'])
        expect(await headIn(state, region)).toMatchObject({ region, commitSeq, outbox: [] });
      expect(await readdir(join(state, 'state', '111122223333'))).toEqual(['global', 'us-east-1']);
    }
  });

  test('records with what has no region when the account was read, and the document itself', async () => {
    const state = newState();
    await audit(state, account(19));
    const recorded = (await headIn(state, 'global')).baselines[`arn:aws:iam::aws:policy/${FULL_ACCESS}`];
    expect(recorded).toMatchObject({ versionId: 'v19', recordedAt: '2026-11-20T06:00:00Z' });
    expect(recorded?.document).toMatchObject({ Statement: expect.any(Array) });
    expect((await headIn(state, 'us-east-1')).baselines).toEqual({});
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
    expect(await audit(state, account(20, 8))).toMatchObject({
      told: [`${FULL_ACCESS} v19`],
      over: ['AmazonSageMakerAdmin v7'],
    });
  });

  test('leaves a head that makes no sense as it is, and names it', async () => {
    const state = newState();
    await audit(state, account(19));
    const file = join(state, 'state', '111122223333', 'global', 'head.json.gz.1');
    await writeFile(file, '{');
    const { code, err } = await audit(state, account(20));
    expect(code).toBe(2);
    expect(err).toContain(`\`${file}\` holds no state that can be used: it is not a whole gzip file`);
    expect(await readFile(file, 'utf8')).toBe('{');
    expect(await headIn(state, 'us-east-1')).toMatchObject({ commitSeq: 1 });
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

/** A state machine that may publish to one of these topics, or to none. */
function workflow(...allowed: readonly string[]): AccountJson {
  const topic = 'arn:aws:sns:us-east-1:111122223333:done';
  const Statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: allowed };
  const policies = allowed.length === 0 ? {} : { Publish: { Version: '2012-10-17', Statement } };
  const Tell = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sns:publish',
    Parameters: { TopicArn: topic, Message: 'done' },
    End: true,
  };
  return {
    machines: [{ name: 'tell', role: 'TellRole', definition: { StartAt: 'Tell', States: { Tell } } }],
    roles: [{ name: 'TellRole', policies }],
  };
}

describe('plumbline audit --state between two runs', () => {
  test('tells what is new, goes on, is over and has come again', async () => {
    const state = newState();
    const topic = 'arn:aws:sns:us-east-1:111122223333:done';
    const accounts = [workflow(), workflow(), workflow(topic), workflow(topic), workflow()];
    const told: unknown[] = [];
    for (const each of accounts) {
      const { report } = await audit(state, each);
      const { new: fresh = 0, resolved } = report?.summary ?? {};
      told.push([report?.findings.map(({ status }) => status), fresh, resolved]);
    }
    expect(told).toEqual([
      [['new'], 1, 0],
      [['active'], 0, 0],
      [['resolved'], 0, 1],
      [[], 0, 0],
      [['reopened'], 1, 0],
    ]);
  });

  test('tells a finding that says something else than before, once', async () => {
    const state = newState();
    const statuses: unknown[] = [];
    for (const version of [19, 20, 20, 21, 21]) {
      const { report } = await audit(state, account(version));
      const changed = report?.findings.filter(({ ruleId }) => ruleId === 'managed-policy-changed');
      statuses.push(changed?.map(({ status }) => status));
    }
    expect(statuses).toEqual([[], ['new'], ['active'], ['changed'], ['active']]);
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

test('a snapshot that is older than what is remembered changes nothing', async () => {
  const state = newState();
  expect((await audit(state, account(19))).code).toBe(0);
  const before = await headIn(state, 'global');
  const snapshot = join(mkdtempSync(join(ROOT, 'snapshot-')), 'account');
  const files = filesOf(account(20));
  const header = readValue(files.get('snapshot.json') ?? failed('absent'));
  await writeSnapshotFolder(
    snapshot,
    new Map([...files, ['snapshot.json', known({ ...(header as object), takenAt: '2001-01-01T00:00:00Z' })]]),
  );
  const { code, out, err } = await runCli('audit', '--snapshot', snapshot, '--state', state);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('was read at 2001-01-01T00:00:00Z, and what is remembered at');
  expect(await headIn(state, 'global')).toEqual(before);
});
