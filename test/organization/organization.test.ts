import { expect, test } from 'vitest';
import { drawAccounts, type MemberAccount, type Misfortune } from '../support/organization/accounts.ts';
import { lostOf } from '../support/organization/lost.ts';
import { auditLive } from '../support/organization/member.ts';
import { auditReplayed, headsOf, type Recordings, recordings } from '../support/organization/replay.ts';
import { organization } from '../support/organization/world.ts';

const MEGABYTES = 1024;
const TIMEOUT = 90_000;

/** Much more of it than anybody meets. */
const MUCH: Misfortune = { failingMachines: 0.05, unreachableAccounts: 0.05, dyingWorkers: 0.2 };
const NONE: Misfortune = { failingMachines: 0, unreachableAccounts: 0, dyingWorkers: 0 };

/** Read once for all tests. */
const RECORDED = recordings(MEGABYTES);

async function recordAll(accounts: readonly MemberAccount[]): Promise<void> {
  for (const account of accounts) await RECORDED.of(account);
}

async function lostIn(
  accounts: readonly MemberAccount[],
  objects: Parameters<typeof headsOf>[1],
  recorded?: Recordings,
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const account of accounts) {
    const recording = await recorded?.of(account);
    lost.push(...lostOf(recording?.account ?? account, await headsOf(account, objects, recording)));
  }
  return lost;
}

test('nothing is lost where machines fail, an account is closed and workers die; nothing is throttled, and the next day nothing is new', {
  timeout: TIMEOUT,
}, async () => {
  const accounts = drawAccounts(8, MUCH, { largest: 8, seed: 48 });
  const failures = accounts.flatMap(({ shape }) => shape.failing.map(([, failure]) => failure));
  expect(new Set(failures)).toEqual(new Set(['for-now', 'for-ever']));
  expect(accounts.filter(({ isReachable }) => !isReachable)).toHaveLength(1);
  const options = { dyingWorkers: 0.42, accounts, megabytes: MEGABYTES, audit: auditLive };
  const { run, objects } = organization({ ...options, atOnce: 4 });
  const first = await run('first');
  expect(first).toMatchObject({ throttles: 0, missing: [] });
  expect(first.retries).toBeGreaterThan(0);
  expect(first.results.size).toBe(accounts.length);
  expect(first.transitions).toBeGreaterThan(0);
  expect(await lostIn(accounts, objects)).toEqual([]);
  const second = await run('day after');
  expect(second).toMatchObject({ throttles: 0, transitions: 0, missing: [] });
  expect(await lostIn(accounts, objects)).toEqual([]);
});

test('accounts whose calls are replayed make the calls of those that are read, in the same time', {
  timeout: TIMEOUT,
}, async () => {
  const accounts = drawAccounts(4, NONE, { largest: 8 });
  const options = { ...NONE, accounts, atOnce: 2, megabytes: MEGABYTES };
  const live = await organization({ ...options, audit: auditLive }).run('live');
  await recordAll(accounts);
  const replayed = await organization({ ...options, audit: auditReplayed(RECORDED) }).run('replayed');
  expect(replayed.calls).toEqual(live.calls);
  expect(replayed.hubCalls).toEqual(live.hubCalls);
  expect(replayed.transitions).toBe(live.transitions);
  expect(replayed.workers.seconds / live.workers.seconds).toBeCloseTo(1, 1);
});

test('of a hundred accounts, most of them replayed, none is lost, and the more there are at once the sooner it is over', {
  timeout: TIMEOUT,
}, async () => {
  const accounts = drawAccounts(100, { ...MUCH, failingMachines: 0.02 }, { largest: 1 });
  await recordAll(accounts);
  const options = { dyingWorkers: 0.02, accounts, megabytes: MEGABYTES, audit: auditReplayed(RECORDED) };
  const [slow, fast] = [organization({ ...options, atOnce: 3 }), organization({ ...options, atOnce: 6 })];
  const runs = [await slow.run('first'), await fast.run('first'), await fast.run('second')] as const;
  for (const { missing, throttles, results } of runs) {
    expect({ missing, throttles }).toEqual({ missing: [], throttles: 0 });
    expect(results.size).toBe(accounts.length);
  }
  expect(await lostIn(accounts, fast.objects, RECORDED)).toEqual([]);
  expect(runs.map(({ workers }) => workers.mostAtOnce)).toEqual([3, 6, 6]);
  expect(runs[0].seconds / runs[1].seconds).toBeGreaterThan(1.5);
  expect(runs[2].transitions).toBe(0);
});

test('accounts whose workers die again and again are named, and keep no other from its result', {
  timeout: TIMEOUT,
}, async () => {
  const accounts = drawAccounts(100, NONE, { largest: 1 });
  await recordAll(accounts);
  const audit = auditReplayed(RECORDED);
  const always = { accounts, dyingWorkers: 1, atOnce: 10, megabytes: MEGABYTES, audit };
  const { missing, results, retries } = await organization(always).run('first');
  expect(missing.length).toBeGreaterThan(0);
  expect(results.size).toBeGreaterThan(0);
  expect(retries).toBeGreaterThanOrEqual(missing.length);
  expect([...missing, ...results.keys()].sort()).toEqual(accounts.map(({ id }) => id));
});
