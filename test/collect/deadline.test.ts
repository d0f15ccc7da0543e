import { describe, expect, test } from 'vitest';
import type { CollectOptions } from '../../src/collect/collect.ts';
import { parseSnapshot, STATE_MACHINES_FILE } from '../../src/model/snapshot.ts';
import type { OnTheWay } from '../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, machineArn, REGION, roleArn } from '../support/fake-aws-account.ts';
import { type Collection, collectFrom, gapsIn, listIn, rolesIn } from '../support/fake-aws-collect.ts';
import { rateLimits } from '../support/rate-limits.ts';
import { type VirtualTime, virtualTime } from '../support/virtual-time.ts';

const OVER = 'the time of this run is over';
const FILE = `${REGION}/${STATE_MACHINES_FILE}`;

/** `collectFrom` begins then. */
const BEGIN = Date.parse('2026-05-06T07:08:09Z');

const LARGE: FakeAccount = {
  machines: Array.from({ length: 400 }, (_, index) => ({
    name: `m${index}`,
    role: roleArn('runner'),
    definition: '{}',
  })),
  roles: [{ name: 'runner', inline: { own: {} } }],
  policies: {},
};

interface Run extends Collection {
  readonly time: VirtualTime;
}

/** A collection that may take so many seconds. */
async function collectWithin(
  seconds: number,
  account: FakeAccount,
  options: Partial<CollectOptions> = {},
  way?: OnTheWay,
): Promise<Run> {
  const time = virtualTime();
  const { onTheWay } = rateLimits(time);
  const deadline = new Date(BEGIN + seconds * 1000);
  const collecting = collectFrom(
    accountRoutes(account),
    { clock: time.clock, deadline, ...options },
    way ?? onTheWay,
  );
  return { ...(await time.run(collecting)), time };
}

describe('a run whose time is over while state machines are read', () => {
  test('keeps what was read, names what was not, and has time left for the roles', async () => {
    const { files, coverage, time } = await collectWithin(40, LARGE);
    const read = listIn(files, FILE, 'stateMachines').length;
    // A burst of a hundred and ten a second, in three quarters of the time.
    expect(read).toBeGreaterThan(390);
    expect(read).toBeLessThan(400);
    const unread = gapsIn(coverage).filter(({ source }) => source === 'states:DescribeStateMachine');
    expect(unread).toHaveLength(400 - read);
    expect(unread.at(-1)).toEqual({
      source: 'states:DescribeStateMachine',
      region: REGION,
      resource: machineArn('m399'),
      kind: 'failed',
      why: OVER,
    });
    expect(rolesIn(files)).toHaveLength(1);
    expect(coverage).toContainEqual({
      source: 'iam:GetAccountAuthorizationDetails',
      region: 'global',
      kind: 'known',
    });
    expect(time.clock.now()).toBeLessThanOrEqual(40_000);
    expect(parseSnapshot(files, '').stateMachines).toHaveLength(read);
  });

  test('tells of each list that was not asked for, and of none that it was empty', async () => {
    const { files, coverage, calls } = await collectWithin(4, LARGE, { regions: [REGION, 'eu-west-1'] });
    expect(calls.some(({ region }) => region === 'eu-west-1')).toBe(false);
    expect(files.has(`eu-west-1/${STATE_MACHINES_FILE}`)).toBe(false);
    for (const source of ['states:ListStateMachines', 'sagemaker:ListNotebookInstances'])
      expect(coverage).toContainEqual({ source, region: 'eu-west-1', kind: 'failed', why: OVER });
    const { stateMachines, sageMakerResources, gaps } = parseSnapshot(files, '');
    expect(stateMachines.length).toBeGreaterThan(0);
    expect(sageMakerResources).toEqual([]);
    expect(gaps.every(({ why }) => why.includes(OVER) || why.includes('versions and aliases'))).toBe(true);
  });

  test('does not wait for a turn that would come too late', async () => {
    const { time } = await collectWithin(14, LARGE);
    expect(time.clock.now()).toBeLessThanOrEqual(14_000);
  });
});

describe('when the time is over', () => {
  test('a call that hangs is given up, and no sleeper is left behind', async () => {
    const hanging: OnTheWay = ({ action }) =>
      action === 'iam:GetAccountAuthorizationDetails' ? new Promise(() => {}) : Promise.resolve();
    const account = { ...LARGE, machines: LARGE.machines.slice(0, 1) };
    const { coverage, time, calls } = await collectWithin(600, account, {}, hanging);
    expect(gapsIn(coverage)).toEqual([
      { source: 'iam:GetAccountAuthorizationDetails', region: 'global', kind: 'failed', why: OVER },
    ]);
    expect(calls.filter(({ action }) => action.startsWith('iam:'))).toHaveLength(1);
    expect(time.clock.now()).toBe(600_000);
    expect(time.sleepers()).toBe(0);
  });

  test('before anything is read, everything is a gap, and nothing is asked but who asks', async () => {
    const { coverage, calls, files } = await collectWithin(-1, LARGE, { confirm: [machineArn('gone')] });
    expect(calls.map(({ action }) => action)).toEqual(['sts:GetCallerIdentity']);
    expect(files.size).toBe(1);
    expect(new Set(gapsIn(coverage).map(({ why }) => why))).toEqual(
      new Set([
        OVER,
        `1 of the resources that findings are remembered of are in no list and were not asked for: ${OVER}`,
      ]),
    );
  });
});

test('a run that ends in time leaves no sleeper behind', async () => {
  const account = { ...LARGE, machines: [] };
  const { coverage, time } = await collectWithin(840, account);
  expect(gapsIn(coverage)).toEqual([]);
  expect(time.sleepers()).toBe(0);
  expect(time.clock.now()).toBeLessThan(60_000);
});
