import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { known, type Read } from '../../src/model/read.ts';
import type { SnapshotFiles } from '../../src/model/snapshot.ts';
import { AccountError, run } from '../../src/run/run.ts';
import type { Source } from '../../src/run/source.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { StateError } from '../../src/state/state-error.ts';
import { version } from '../../src/version.ts';
import { type AccountJson, filesOf, type MachineJson } from '../support/rule-cases.ts';
import { emptySageMakerFiles } from '../support/sagemaker-files.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:train';

/** An account whose only state machine names a role that does not exist. */
function source(accountId = '111122223333'): Source {
  const sageMaker = Object.entries(emptySageMakerFiles('us-east-1'));
  const files: SnapshotFiles = new Map<string, Read<unknown>>([
    ...sageMaker.map(([path, content]): [string, Read<unknown>] => [path, known(content)]),
    [
      'snapshot.json',
      known({ schemaVersion: 1, accountId, regions: ['us-east-1'], takenAt: '2026-11-21T06:00:00Z' }),
    ],
    ['iam/authorization-details.json', known({ RoleDetailList: [], Policies: [] })],
    [
      'us-east-1/states/state-machines.json',
      known({
        stateMachines: [
          {
            stateMachineArn: MACHINE,
            name: 'train',
            roleArn: 'arn:aws:iam::111122223333:role/absent',
            definition: '{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}',
          },
        ],
        versions: [],
        aliases: [],
      }),
    ],
  ]);
  return async () => ({
    partition: 'aws',
    accountId,
    regions: ['us-east-1'],
    read: async () => ({ files, fileTime: '2026-11-21T06:00:00Z' }),
    close: () => {},
  });
}

describe('run', () => {
  test('audits what the source gives, and publishes nothing unless it is told to', async () => {
    const { report, deliveries } = await run(source(), { accounts: [] });
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['execution-role-missing']);
    expect(report.engine.version).toBe(version);
    expect(report.coverage).toEqual({ complete: true, gaps: [] });
    expect(deliveries).toEqual([]);
  });

  test('asks no channel that is not configured', async () => {
    const { deliveries } = await run(source(), { accounts: [], publish: { minSeverity: 'medium' } });
    expect(deliveries).toEqual([]);
  });

  test('reports about the asked resources only', async () => {
    const { report } = await run(source(), { accounts: [], only: [MACHINE] });
    expect(report.findings).toHaveLength(1);
    expect(report.coverage.complete).toBe(true);
  });

  test('does not pass over an asked resource that is not there', async () => {
    const resource = 'arn:aws:iam::111122223333:role/other';
    const { report } = await run(source(), { accounts: [], only: [resource] });
    expect(report.findings).toEqual([]);
    expect(report.coverage.gaps).toEqual([
      {
        source: 'resources',
        region: 'global',
        resource,
        kind: 'not-read',
        why: 'no state machine, no SageMaker resource and no role that was read has this ARN',
      },
    ]);
  });

  test('refuses to speak of another account than the one that was asked for', async () => {
    const audit = run(source(), { accounts: ['999999999999'] });
    await expect(audit).rejects.toThrow(AccountError);
    await expect(audit).rejects.toThrow('account `111122223333` answers, which is not one of 999999999999');
  });

  test('says which of the asked accounts did not answer', async () => {
    const { report } = await run(source(), { accounts: ['111122223333', '999999999999'] });
    expect(report.coverage.complete).toBe(false);
    expect(report.coverage.gaps).toEqual([
      {
        source: 'accounts',
        region: 'global',
        kind: 'not-read',
        why: 'account 999999999999 is not read: the credentials belong to another account',
      },
    ]);
  });

  test('leaves a failure of the source to the caller', async () => {
    const failing: Source = () => Promise.reject(new Error('no folder'));
    await expect(run(failing, { accounts: [] })).rejects.toThrow('no folder');
  });
});

const BOTH = ['us-east-1', 'eu-west-1'];

/** A state machine in each region; the role is needed by both, and one of them has none. */
const TWO_REGIONS: AccountJson = {
  machines: [
    reader('one', 'us-east-1', 'SharedRole'),
    reader('two', 'eu-west-1', 'SharedRole'),
    reader('three', 'eu-west-1', 'arn:aws:iam::111122223333:role/absent'),
  ],
  roles: [{ name: 'SharedRole', policies: { one: mayRead('one'), two: mayRead('two') } }],
};

/** Reads objects, of which only the run knows the keys, from the bucket of its name. */
function reader(name: string, region: string, role: string): MachineJson {
  const Parameters = { Bucket: `${name}-data`, 'Key.$': '$.key' };
  const Read = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters, End: true };
  return { name, region, role, definition: { StartAt: 'Read', States: { Read } } };
}

function mayRead(name: string): object {
  const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}-data/*` };
  return { Version: '2012-10-17', Statement };
}

/** What is read of an account in these regions on a day. */
function readOn(day: number, account: AccountJson, regions: readonly string[] = BOTH): Source {
  const machines = account.machines.filter(({ region = '' }) => regions.includes(region));
  const takenAt = `2026-11-${10 + day}T06:00:00Z`;
  const files = new Map(filesOf({ ...account, machines, regions }));
  const header = { schemaVersion: 1, accountId: '111122223333', regions, takenAt };
  files.set('snapshot.json', known(header));
  return async () => ({
    partition: 'aws',
    accountId: '111122223333',
    regions,
    read: async () => ({ files, fileTime: takenAt }),
    close: () => {},
  });
}

function linesOf({ findings }: Report): readonly string[] {
  return findings.map(({ ruleId, region, status, resolvedReason }) =>
    [ruleId, region, status, ...(resolvedReason === undefined ? [] : [resolvedReason])].join(' '),
  );
}

describe('a run that remembers', () => {
  test('tells what goes on since when, and what is over', async () => {
    const memory = { objects: processObjects() };
    const { report: first } = await run(readOn(1, TWO_REGIONS), { accounts: [], memory });
    expect(linesOf(first)).toEqual(['execution-role-missing eu-west-1 new']);
    const { report: second } = await run(readOn(2, TWO_REGIONS), { accounts: [], memory });
    expect(second.findings).toEqual([
      { ...first.findings[0], status: 'active', firstSeen: first.takenAt, lastSeen: second.takenAt },
    ]);
    const mended = {
      ...TWO_REGIONS,
      machines: [...TWO_REGIONS.machines.slice(0, 2), reader('three', 'eu-west-1', 'SharedRole')],
    };
    const { report: third } = await run(readOn(3, mended), { accounts: [], memory });
    expect(linesOf(third)).toContain('execution-role-missing eu-west-1 resolved fixed');
  });

  test('writes nothing where it only looks', async () => {
    const objects = processObjects();
    const put = vi.spyOn(objects, 'put');
    await run(readOn(1, TWO_REGIONS), { accounts: [], memory: { objects } });
    expect(put).toHaveBeenCalledTimes(3);
    const look = await run(readOn(2, TWO_REGIONS), { accounts: [], memory: { objects, isLook: true } });
    expect(linesOf(look.report)).toEqual(['execution-role-missing eu-west-1 active']);
    expect([look.deliveries, put.mock.calls.length]).toEqual([[], 3]);
  });

  test('retires the findings of a region that is read no more only where it is told to', async () => {
    const memory = { objects: processObjects() };
    await run(readOn(1, TWO_REGIONS), { accounts: [], memory });
    const kept = await run(readOn(2, TWO_REGIONS, ['us-east-1']), { accounts: [], memory, isPart: true });
    expect(linesOf(kept.report).filter((line) => line.includes('eu-west-1'))).toEqual([]);
    const retiring = { accounts: [], memory: { ...memory, retireOthers: true } };
    const retired = await run(readOn(3, TWO_REGIONS, ['us-east-1']), retiring);
    expect(linesOf(retired.report)).toContain('execution-role-missing eu-west-1 resolved scope-retired');
  });

  test('keeps what has no region as it is where only a part of the regions is read', async () => {
    const memory = { objects: processObjects() };
    const wide = { ...TWO_REGIONS, roles: [{ name: 'SharedRole', policies: { all: mayRead('*') } }] };
    const part = { accounts: [], memory, isPart: true };
    await run(readOn(1, TWO_REGIONS, ['us-east-1']), part);
    expect(await memory.objects.list('state/')).toEqual(['state/111122223333/us-east-1/head.json.gz']);

    await run(readOn(2, TWO_REGIONS), { accounts: [], memory });
    // Who needs the second bucket is in the other region: this is neither new nor, later, fixed.
    await run(readOn(3, TWO_REGIONS, ['us-east-1']), part);
    const { report } = await run(readOn(4, TWO_REGIONS), { accounts: [], memory });
    expect(linesOf(report)).toEqual(['execution-role-missing eu-west-1 active']);

    await run(readOn(5, wide), { accounts: [], memory });
    await run(readOn(6, TWO_REGIONS, ['us-east-1']), part);
    const after = await run(readOn(7, wide), { accounts: [], memory });
    expect(linesOf(after.report)).toContain('permission-excess global active');
  });

  test('is every time the first where it publishes and nothing is kept', async () => {
    const reportFolder = await mkdtemp(join(tmpdir(), 'plumbline-run-'));
    try {
      for (const day of [1, 2]) {
        const publish = { minSeverity: 'medium', reportFolder } as const;
        const { report, deliveries } = await run(readOn(day, TWO_REGIONS), { accounts: [], publish });
        expect(linesOf(report)).toEqual(['execution-role-missing eu-west-1 new']);
        const receipts = [{ kind: 'delivered', id: `${report.findings[0]?.id}:1` }];
        expect(deliveries).toEqual([{ channel: 'report-folder', receipts, messages: 0 }]);
      }
      expect((await readdir(reportFolder)).sort()).toEqual(['reports', 'transitions']);
    } finally {
      await rm(reportFolder, { recursive: true });
    }
  });

  test('reads nothing, and closes the account, where what it knows cannot be read', async () => {
    const objects = processObjects();
    await objects.put('state/111122223333/eu-west-1/head.json.gz', Buffer.from('oops'), undefined);
    const opened = { ...(await readOn(1, TWO_REGIONS)()), read: vi.fn(), close: vi.fn() };
    const audit = run(async () => opened, { accounts: [], memory: { objects } });
    await expect(audit).rejects.toThrow(StateError);
    expect(opened.read).not.toHaveBeenCalled();
    expect(opened.close).toHaveBeenCalledOnce();
    expect(await objects.list('state/')).toHaveLength(1);
  });

  test('refuses to remember an account of which nobody tells the name', async () => {
    const opened = { ...(await readOn(1, TWO_REGIONS)()), accountId: '' };
    const audit = run(async () => opened, { accounts: [], memory: { objects: processObjects() } });
    await expect(audit).rejects.toThrow('nothing tells whose account this is');
  });

  test('audits such an account where nothing is to be remembered, and says that it tells nobody', async () => {
    const opened = { ...(await readOn(1, TWO_REGIONS)()), accountId: '' };
    const publish = { minSeverity: 'info', reportFolder: 'never-made' } as const;
    const { report, deliveries, problems } = await run(async () => opened, { accounts: [], publish });
    expect(linesOf(report)).toEqual(['execution-role-missing eu-west-1 new']);
    expect([deliveries, problems]).toEqual([
      [],
      ['nothing tells whose account this is: nobody is told what was found'],
    ]);
  });
});
