import { expect, test } from 'vitest';
import { drawAccounts, type MemberAccount, type Misfortune } from '../support/organization/accounts.ts';
import { lostOf } from '../support/organization/lost.ts';
import { auditLive } from '../support/organization/member.ts';
import { auditReplayed, headsOf, type Recordings, recordings } from '../support/organization/replay.ts';
import { organization } from '../support/organization/world.ts';

const MEGABYTES = 1024;

/** Much more of it than anybody meets. */
const MUCH: Misfortune = { failingMachines: 0.05, unreachableAccounts: 0.05, dyingWorkers: 0.2 };
const NONE: Misfortune = { failingMachines: 0, unreachableAccounts: 0, dyingWorkers: 0 };

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

function sumOf(calls: ReadonlyMap<string, number>): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}

test('of an organization nothing is lost where machines fail, accounts are closed and workers die; nothing is throttled, and the next day nothing is new', async () => {
  const accounts = drawAccounts(12, MUCH, { largest: 10 });
  expect(accounts.some(({ isReachable }) => !isReachable)).toBe(true);
  expect(accounts.some(({ shape }) => shape.failing.some(([, failure]) => failure === 'for-ever'))).toBe(
    true,
  );
  const { run, objects } = organization({
    ...MUCH,
    accounts,
    atOnce: 8,
    megabytes: MEGABYTES,
    audit: auditLive,
  });
  const first = await run('first');
  expect(first.retries).toBeGreaterThan(0);
  expect(first).toMatchObject({ missing: [], throttles: 0 });
  expect(first.results.size).toBe(accounts.length);
  expect(first.transitions).toBeGreaterThan(0);
  expect(await lostIn(accounts, objects)).toEqual([]);
  const second = await run('second');
  expect(second).toMatchObject({ missing: [], throttles: 0, transitions: 0 });
  expect(await lostIn(accounts, objects)).toEqual([]);
});

test('accounts whose calls are replayed make the calls of those that are read, in the same time', async () => {
  const accounts = drawAccounts(6, NONE, { largest: 10 });
  const options = { ...NONE, accounts, atOnce: 3, megabytes: MEGABYTES };
  const live = await organization({ ...options, audit: auditLive }).run('live');
  const recorded = recordings(MEGABYTES);
  for (const account of accounts) await recorded.of(account);
  const replayed = await organization({ ...options, audit: auditReplayed(recorded) }).run('replayed');
  expect(replayed.calls).toEqual(live.calls);
  expect(replayed.hubCalls).toEqual(live.hubCalls);
  expect(replayed.transitions).toBe(live.transitions);
  expect(replayed.workers.seconds / live.workers.seconds).toBeCloseTo(1, 1);
});

test('a hundred accounts, most of them replayed: none is lost, and twice as many at once take half of the time', async () => {
  const accounts = drawAccounts(100, { ...MUCH, failingMachines: 0.01 }, { largest: 3 });
  const recorded = recordings(MEGABYTES);
  for (const account of accounts) await recorded.of(account);
  const options = { dyingWorkers: 0.02, accounts, megabytes: MEGABYTES, audit: auditReplayed(recorded) };
  const [slow, fast] = [organization({ ...options, atOnce: 3 }), organization({ ...options, atOnce: 6 })];
  const runs = [await slow.run('first'), await fast.run('first'), await fast.run('second')] as const;
  for (const { missing, throttles, results } of runs) {
    expect({ missing, throttles }).toEqual({ missing: [], throttles: 0 });
    expect(results.size).toBe(accounts.length);
  }
  expect(await lostIn(accounts, fast.objects, recorded)).toEqual([]);
  expect(runs.map(({ workers }) => workers.mostAtOnce)).toEqual([3, 6, 6]);
  expect(runs[0].seconds / runs[1].seconds).toBeGreaterThan(1.7);
  expect(runs[2].transitions).toBe(0);
  expect(sumOf(runs[2].hubCalls)).toBeLessThan(sumOf(runs[1].hubCalls));
});

test('accounts whose workers die again and again are named, and keep no other from its result', async () => {
  const accounts = drawAccounts(40, NONE, { largest: 3 });
  const recorded = recordings(MEGABYTES);
  for (const account of accounts) await recorded.of(account);
  const always = { accounts, dyingWorkers: 1, atOnce: 10, megabytes: MEGABYTES };
  const { missing, results, retries } = await organization({
    ...always,
    audit: auditReplayed(recorded),
  }).run('first');
  expect(missing.length).toBeGreaterThan(0);
  expect(retries).toBeGreaterThan(2 * missing.length);
  expect([...missing, ...results.keys()].sort()).toEqual(accounts.map(({ id }) => id));
});
