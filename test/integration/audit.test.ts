import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { motoForTests } from '../support/moto.ts';
import { XML_DENIAL } from '../support/proxy.ts';
import { runCli } from '../support/run-cli.ts';
import { type RunningAccount, startSeededAccount } from '../support/seed-account.ts';

const DETAILS = 'GetAccountAuthorizationDetails';
const moto = motoForTests();

// Each test asks some three hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

/** A finding without the time at which it was seen: the two audits read one account a moment apart. */
function timeless({
  firstSeen: _,
  lastSeen: __,
  ...finding
}: Finding): Omit<Finding, 'firstSeen' | 'lastSeen'> {
  return finding;
}

describe.skipIf(moto === undefined)('an audit over HTTP', () => {
  let account: RunningAccount;
  let folder: string;

  beforeAll(async () => {
    if (moto === undefined) return;
    account = await startSeededAccount(moto);
    folder = await mkdtemp(join(tmpdir(), 'plumbline-audit-'));
    for (const [name, value] of Object.entries(account.env)) vi.stubEnv(name, value);
  }, 120_000);

  afterAll(async () => {
    vi.unstubAllEnvs();
    await account?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  async function report(...args: readonly string[]): Promise<Report> {
    const { out, err } = await runCli('audit', ...args, '--format', 'json');
    // What a live account cost; a folder costs nothing.
    expect(err).toMatch(args.includes('--snapshot') ? /^$/ : /^\d+ calls: .* sagemaker:DescribeModel, .*\n$/);
    return JSON.parse(out);
  }

  test('the findings of the live account are those of the folder that was collected from it', async () => {
    const region = ['--region', account.region];
    expect((await runCli('collect', '--out', folder, ...region)).code).toBe(0);
    const live = await report(...region);
    const collected = await report('--snapshot', folder);
    expect(live.findings.map(timeless)).toEqual(collected.findings.map(timeless));
    expect({ ...live.summary, ...live.coverage }).toEqual({ ...collected.summary, ...collected.coverage });
    expect(live.summary.stateMachines).toBe(account.expected.stateMachines);
    expect(live.summary.roles).toBe(account.expected.roles);
  });

  test('the seeded drift is found', async () => {
    const { findings } = await report('--snapshot', folder);
    const rules = new Set(findings.map(({ ruleId }) => ruleId));
    expect([...rules].sort()).toEqual(
      expect.arrayContaining(['execution-role-missing', 'permission-excess', 'transform-policy-missing']),
    );
    expect(findings.length).toBeGreaterThan(20);
  });

  test('a refused read of the roles is a gap with the action to grant, and the roles in use are audited all the same', async () => {
    const whole = await report('--snapshot', folder);
    account.proxy.replies.set(DETAILS, XML_DENIAL);
    const partial = await report('--region', account.region).finally(() =>
      account.proxy.replies.delete(DETAILS),
    );
    expect(partial.coverage.complete).toBe(false);
    expect(partial.coverage.gaps).toContainEqual(
      expect.objectContaining({ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }),
    );
    expect(partial.findings.map(({ id }) => id)).toEqual(whole.findings.map(({ id }) => id));
  });
});
