import definition from '../../../infra/organization.asl.json' with { type: 'json' };
import { mapAtMost } from '../../../src/collect/pool.ts';
import { processObjects } from '../../../src/state/process-objects.ts';
import { accountRoutes } from '../fake-aws-account.ts';
import { collectFrom } from '../fake-aws-collect.ts';
import { randomNumbers } from '../random-numbers.ts';
import { virtualTime } from '../virtual-time.ts';
import type { MemberAccount, Misfortune } from './accounts.ts';
import { distributedMap } from './distributed-map.ts';
import { type FunctionFigures, functionsOf } from './functions.ts';
import { type Hub, hubOf } from './hub.ts';
import { type Life, lifeOf } from './life.ts';
import type { Audited, AuditMember, MemberWorld } from './member.ts';
import { tokenBuckets } from './token-buckets.ts';

export interface OrganizationOptions extends Pick<Misfortune, 'dyingWorkers'> {
  readonly accounts: readonly MemberAccount[];
  /** Of the Distributed Map. */
  readonly atOnce: number;
  /** Memory of the function. */
  readonly megabytes: number;
  /** How a worker audits; it is given the world. */
  readonly audit: (world: MemberWorld) => AuditMember;
}

export interface OrganizationRun {
  /** What each account ended with; absent where nothing is known. */
  readonly results: ReadonlyMap<string, Result>;
  /** Accounts that were planned and have no result: named as gaps. */
  readonly missing: readonly string[];
  readonly seconds: number;
  /** From the last worker to the end. */
  readonly finishSeconds: number;
  readonly calls: ReadonlyMap<string, number>;
  readonly hubCalls: ReadonlyMap<string, number>;
  /** Calls that a bucket refused, of the accounts and of what all share. */
  readonly throttles: number;
  readonly workers: FunctionFigures;
  readonly stateTransitions: number;
  readonly retries: number;
  readonly transitions: number;
}

export interface Result {
  readonly gaps: number;
  readonly transitions: number;
}

export interface Organization {
  readonly run: (name: string) => Promise<OrganizationRun>;
  /** Without delay and without being counted. */
  readonly objects: ReturnType<typeof processObjects>;
}

const BEGIN = Date.parse('2026-11-20T06:00:00Z');
const { Retry: RETRIERS } = definition.States.Accounts.ItemProcessor.States.Audit;
const ACCOUNTS_ON_A_PAGE = 20;
const ENTRIES_IN_A_CALL = 10;
const READS_AT_ONCE = 16;
const DAY_MS = 86_400_000;

/** An organization in virtual time: what it remembers stays from run to run, and each run is a day later. */
export function organization(options: OrganizationOptions): Organization {
  const time = virtualTime();
  const { clock } = time;
  const random = randomNumbers(11);
  const objects = processObjects();
  const byId = new Map(options.accounts.map((account) => [account.id, account]));

  async function runOnce(name: string): Promise<OrganizationRun> {
    const hub = hubOf(clock, random, objects);
    const functions = functionsOf(clock);
    const buckets = tokenBuckets(clock);
    const calls = new Map<string, number>();
    const audit = options.audit({
      clock,
      date: () => new Date(BEGIN + clock.now()),
      random,
      buckets,
      megabytes: options.megabytes,
      onCall: ({ action }) => calls.set(action, (calls.get(action) ?? 0) + 1),
    });
    const begin = clock.now();
    await plan(name, [...byId.keys()], hub);
    const { atOnce, dyingWorkers } = options;
    const tries = new Map<string, number>();
    const mapped = await distributedMap({ clock, atOnce, retriers: RETRIERS }, [...byId.keys()], (id) => {
      const account = accountIn(byId, id);
      const attempt = (tries.get(id) ?? 0) + 1;
      tries.set(id, attempt);
      const fate = randomNumbers(Number(id.slice(-6)) * 1009 + attempt * 31 + name.length);
      const steps = fate() < dyingWorkers ? Math.floor(fate() * stepsOf(account)) : Number.POSITIVE_INFINITY;
      return functions.invoke(steps, (life, end) => member(name, account, { life, end, hub }, audit));
    });
    const worked = clock.now();
    const { results, missing } = await finish(name, [...byId.keys()], hub);
    const ended = clock.now();
    await clock.sleep(DAY_MS);
    return {
      results,
      missing,
      seconds: (ended - begin) / 1000,
      finishSeconds: (ended - worked) / 1000,
      calls,
      hubCalls: hub.calls,
      throttles: buckets.throttles() + hub.throttles(),
      workers: functions.figures(),
      stateTransitions: mapped.transitions + 4,
      retries: mapped.retries,
      transitions: [...results.values()].reduce((sum, result) => sum + result.transitions, 0),
    };
  }

  return {
    objects,
    run: async (name) => {
      await loadAll();
      return time.run(runOnce(name));
    },
  };
}

/** Before any virtual time: what is loaded only when it is needed would be waited for in real time. */
export async function loadAll(): Promise<void> {
  await collectFrom(accountRoutes({ machines: [], roles: [], policies: {} }));
}

function accountIn(byId: ReadonlyMap<string, MemberAccount>, id: string): MemberAccount {
  const account = byId.get(id);
  if (account === undefined) throw new Error(`${id} is not in the organization`);
  return account;
}

/** About as many calls as a worker makes, so that one that dies may do so anywhere. */
function stepsOf({ shape }: MemberAccount): number {
  return 100 + 3 * shape.machines;
}

function pathOf(name: string, file: string): string {
  return `runs/organization/${name}/${file}`;
}

async function plan(name: string, ids: readonly string[], hub: Hub): Promise<void> {
  const life = lifeOf(Number.POSITIVE_INFINITY);
  for (let page = 0; page < ids.length / ACCOUNTS_ON_A_PAGE; page += 1)
    await hub.call('organizations:ListAccounts', life);
  await write(hub, life, pathOf(name, 'accounts.json'), ids);
}

/** The worker: nothing where the account has a result, else an audit and its result. */
async function member(
  name: string,
  account: MemberAccount,
  invocation: Parameters<AuditMember>[1],
  audit: AuditMember,
): Promise<void> {
  const { life, hub } = invocation;
  const objects = hub.objectsFor(life);
  await objects.get(pathOf(name, 'accounts.json'));
  const path = pathOf(name, `results/${account.id}.json`);
  if ((await objects.get(path)) !== undefined) return;
  await hub.call('sts:AssumeRole', life);
  const audited = await audit(account, invocation);
  await tellPrograms(audited, invocation);
  await write(hub, life, path, { gaps: audited.gaps, transitions: audited.transitions });
}

/** The report, the transitions, and the heads once more, without what was delivered. */
async function tellPrograms(
  { transitions }: Audited,
  { hub, life }: { readonly hub: Hub; readonly life: Life },
): Promise<void> {
  await hub.call('s3:PutObject', life);
  for (let at = 0; at < transitions; at += ENTRIES_IN_A_CALL) await hub.call('events:PutEvents', life);
  if (transitions > 0) for (const _ of [1, 2, 3]) await hub.call('s3:PutObject', life);
}

/** Every account that was planned has a result, or is named; all heads are looked through for what waits for people. */
async function finish(
  name: string,
  ids: readonly string[],
  hub: Hub,
): Promise<Pick<OrganizationRun, 'results' | 'missing'>> {
  const life = lifeOf(Number.POSITIVE_INFINITY);
  const objects = hub.objectsFor(life);
  const results = new Map<string, Result>();
  await mapAtMost(READS_AT_ONCE, ids, async (id) => {
    const stored = await objects.get(pathOf(name, `results/${id}.json`));
    if (stored !== undefined) results.set(id, JSON.parse(new TextDecoder().decode(stored.body)));
  });
  const heads = await objects.list('state/');
  await mapAtMost(READS_AT_ONCE, heads, objects.get);
  return { results, missing: ids.filter((id) => !results.has(id)) };
}

async function write(hub: Hub, life: Life, path: string, content: unknown): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(content));
  await hub.objectsFor(life).put(path, body, undefined);
}
