import { describe, expect, test } from 'vitest';
import { known, type Read } from '../src/model/read.ts';
import type { SnapshotFiles } from '../src/model/snapshot.ts';
import { AccountError, run } from '../src/run.ts';
import type { Source } from '../src/source.ts';
import { version } from '../src/version.ts';
import { emptySageMakerFiles } from './support/sagemaker-files.ts';

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
