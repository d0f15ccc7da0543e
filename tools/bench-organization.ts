import {
  drawAccounts,
  type MemberAccount,
  ONE_IN_A_THOUSAND,
} from '../test/support/organization/accounts.ts';
import { lostOf } from '../test/support/organization/lost.ts';
import {
  auditReplayed,
  auditTimed,
  headsOf,
  type Recordings,
  recordings,
} from '../test/support/organization/replay.ts';
import { type Organization, type OrganizationRun, organization } from '../test/support/organization/world.ts';
import { head, row } from './markdown-rows.ts';
import { gigabyteSecondsOf, monthlyCosts } from './organization-costs.ts';
import { recordAll, recordsForAnother } from './record-organization.ts';

const ACCOUNTS = 5000;
const MEGABYTES = 1024;
/** As in `infra/organization.asl.json`, and what else it might be. */
const AT_ONCE = 100;
const OTHERS_AT_ONCE = [50, 200];

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function minutes(seconds: number): string {
  return `${(seconds / 60).toFixed(1)} min`;
}

async function record(accounts: readonly MemberAccount[]): Promise<Recordings> {
  const before = cpuSeconds();
  const threads = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
  const recorded = await recordAll(accounts, MEGABYTES, import.meta.url, threads);
  const throttles = sum(recorded.map((recording) => recording.throttles));
  const cpu = (cpuSeconds() - before).toFixed(0);
  console.log(`${recorded.length} accounts read, ${throttles} throttles, ${cpu} s of CPU`);
  return recordings(MEGABYTES, recorded);
}

async function countLost(
  accounts: readonly MemberAccount[],
  { objects }: Organization,
  recorded: Recordings,
): Promise<number> {
  let lost = 0;
  for (const account of accounts) {
    const recording = await recorded.of(account);
    lost += lostOf(recording.account, await headsOf(account, objects, recording)).length;
  }
  return lost;
}

function runRow(atOnce: number, name: string, run: OrganizationRun, lost: number | string): string {
  const { workers } = run;
  return row([
    atOnce,
    name,
    minutes(run.seconds),
    `${run.finishSeconds.toFixed(0)} s`,
    run.throttles,
    run.retries,
    `${run.results.size} + ${run.missing.length}`,
    lost,
    run.transitions,
    `${workers.longestSeconds.toFixed(0)} s`,
    Math.round(gigabyteSecondsOf(run, MEGABYTES)),
    run.stateTransitions,
  ]);
}

function printCalls(run: OrganizationRun, accounts: number): void {
  const groups = new Map<string, number>();
  for (const [action, count] of [...run.calls, ...run.hubCalls]) {
    const group = /^sagemaker:List/.test(action) ? 'sagemaker:List…' : action;
    groups.set(group, (groups.get(group) ?? 0) + count);
  }
  const all = [...groups].sort(([, left], [, right]) => right - left);
  console.log(`\n${head('call', 'a run', 'an account')}`);
  for (const [action, count] of all) console.log(row([action, count, (count / accounts).toFixed(1)]));
  console.log(row(['all', sum(groups.values()), (sum(groups.values()) / accounts).toFixed(1)]));
}

function costRow(count: number, run: OrganizationRun): string {
  const costs = Object.values(monthlyCosts(run, MEGABYTES));
  return row([count, ...[...costs, sum(costs)].map((cost) => `$${cost.toFixed(2)}`)]);
}

async function costsOfFirst(accounts: readonly MemberAccount[], recorded: Recordings): Promise<string> {
  const { run } = organization({ ...common(accounts, recorded), atOnce: AT_ONCE });
  await run('first');
  return costRow(accounts.length, await run('second'));
}

type Common = Omit<Parameters<typeof organization>[0], 'atOnce'>;

function common(accounts: readonly MemberAccount[], recorded: Recordings): Common {
  const { dyingWorkers } = ONE_IN_A_THOUSAND;
  return { accounts, dyingWorkers, megabytes: MEGABYTES, audit: auditReplayed(recorded) };
}

async function bench(count: number): Promise<void> {
  const accounts = drawAccounts(count, ONE_IN_A_THOUSAND);
  const failing = accounts.flatMap(({ shape }) => shape.failing).length;
  const unreachable = accounts.filter(({ isReachable }) => !isReachable).length;
  const machines = sum(accounts.map(({ shape }) => shape.machines));
  console.log(`\n${count} accounts, ${machines} machines, ${failing} failing, ${unreachable} unreachable`);
  const recorded = await record(accounts);
  const columns = ['at once', 'run', 'wall time', 'finish', 'throttles', 'retries', 'results + missing'];
  console.log(
    `\n${head(...columns, 'lost', 'transitions', 'longest worker', 'GB-seconds', 'state transitions')}`,
  );
  const whole = organization({ ...common(accounts, recorded), atOnce: AT_ONCE });
  console.log(runRow(AT_ONCE, 'first', await whole.run('first'), await countLost(accounts, whole, recorded)));
  const typical = await whole.run('second');
  console.log(runRow(AT_ONCE, 'second', typical, await countLost(accounts, whole, recorded)));
  for (const atOnce of OTHERS_AT_ONCE) {
    const { run } = organization({ ...common(accounts, recorded), audit: auditTimed(recorded), atOnce });
    console.log(runRow(atOnce, 'first, nothing committed', await run('first'), '–'));
  }
  printCalls(typical, count);
  console.log(`\n${head('accounts', 'Lambda', 'Step Functions', 'S3', 'events', 'logs', 'sum')}`);
  for (const some of [1, 100]) console.log(await costsOfFirst(accounts.slice(0, some), recorded));
  console.log(costRow(count, typical));
}

if (!(await recordsForAnother())) await bench(Number(process.argv[2] ?? ACCOUNTS));
