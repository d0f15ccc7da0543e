import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderObjects } from '../src/state/folder-objects.ts';
import { stateStore } from '../src/state/state-store.ts';
import { follow, putRolePolicy, understand } from '../tools/newcomer-path.ts';
import { runCli } from './support/run-cli.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-newcomer-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const EXAMPLE = 'examples/account';
const { out: report } = await runCli('audit', '--snapshot', EXAMPLE, '--fail-on', 'never');

async function copyOfExample(name: string): Promise<string> {
  const account = join(ROOT, name);
  await cp(EXAMPLE, account, { recursive: true });
  return account;
}

// From the clone on it is `npm run newcomer` that CI runs.
describe('a newcomer', () => {
  test('learns from the text who cannot do what, for which state, why, and what to attach', () => {
    expect(understand(report)).toEqual({
      role: 'ChurnPipelineRole',
      action: 'sagemaker:CreateTransformJob',
      resource: 'arn:aws:sagemaker:us-east-1:111122223333:transform-job/churn-example',
      state: '$.States.ScoreSegments.ItemProcessor.States.Score',
      stateMachine: 'churn-pipeline',
      why: expect.stringContaining('Step Functions never generates this policy'),
      policy: {
        Version: '2012-10-17',
        Statement: [
          expect.objectContaining({
            Action: expect.arrayContaining(['sagemaker:CreateTransformJob']),
            Resource: ['arn:aws:sagemaker:us-east-1:111122223333:transform-job/churn-*'],
          }),
          expect.objectContaining({ Action: expect.arrayContaining(['events:PutRule']) }),
        ],
      },
    });
  });

  test.each([
    ['the finding is not there', /transform-policy-missing/g, 'something-else'],
    ['nobody is told which state needs it', /\$\.States\.ScoreSegments/g, 'something'],
    ['nobody is told why', /by\s+hand/g, 'somehow'],
    ['the policy is cut', /"Version"/g, '"Version'],
  ])('is not said to understand where %s', (_, text, other) => {
    expect(() => understand(report.replace(text, other))).toThrow();
  });

  test('attaches what is printed, and the next run says that this finding is over and that there is no other', async () => {
    const account = await copyOfExample('attached');
    const state = join(ROOT, 'state');
    const { resolved, appeared } = await follow(runCli, report, account, state);
    expect(resolved).toEqual(['transform-policy-missing of ChurnPipelineRole']);
    expect(appeared).toEqual([]);
    const { head } = await stateStore(folderObjects(state)).load({
      accountId: '111122223333',
      region: 'us-east-1',
    });
    const over = Object.values(head?.findings ?? {}).filter(({ kind }) => kind === 'resolved');
    expect(over).toMatchObject([{ reason: 'fixed', resolvedAt: '2026-11-20T07:00:00.000Z' }]);
  });

  test('is stopped where the account is older than what is remembered', async () => {
    const state = join(ROOT, 'later');
    const later = await copyOfExample('later-account');
    await putRolePolicy(later, 'ChurnPipelineRole', 'transform', understand(report).policy);
    await runCli('audit', '--snapshot', later, '--state', state);
    const { code, err } = await runCli('audit', '--snapshot', EXAMPLE, '--state', state);
    expect(code).toBe(2);
    expect(err).toContain('nothing was changed');
  });

  test('cannot attach a policy to a role that is not there', async () => {
    const account = await copyOfExample('no-such-role');
    await expect(putRolePolicy(account, 'NoSuchRole', 'transform', {})).rejects.toThrow('`NoSuchRole`');
  });
});
