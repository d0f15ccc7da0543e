import {
  drawAccounts,
  type MemberAccount,
  ONE_IN_A_THOUSAND,
} from '../test/support/organization/accounts.ts';
import { lostOf } from '../test/support/organization/lost.ts';
import { auditReplayed, headsOf, type Recordings, recordings } from '../test/support/organization/replay.ts';
import {
  loadAll,
  type Organization,
  type OrganizationRun,
  organization,
} from '../test/support/organization/world.ts';
import { head, row } from './markdown-rows.ts';
import { gigabyteSecondsOf, monthlyCosts } from './organization-costs.ts';

const ACCOUNTS = 5000;
const MEGABYTES = 1024;
const AT_ONCE = [50, 100, 200];

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
  const recorded = recordings(MEGABYTES);
  const before = cpuSeconds();
  let done = 0;
  for (const account of accounts) {
    await recorded.of(account);
    done += 1;
    if (done % 500 === 0) console.error(`${done} accounts, ${recorded.all().length} read`);
  }
  const throttles = sum(recorded.all().map((recording) => recording.throttles));
  const cpu = (cpuSeconds() - before).toFixed(0);
  console.log(`${recorded.all().length} accounts read, ${throttles} throttles, ${cpu} s of CPU`);
  return recorded;
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

function runRow(atOnce: number, name: string, run: OrganizationRun, lost: number): string {
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
    const group = /^sagemaker:List/.test(action) ? 'sagemaker:List… (38 lists)' : action;
    groups.set(group, (groups.get(group) ?? 0) + count);
  }
  const all = [...groups].sort(([, left], [, right]) => right - left);
  console.log(`\n${head('call', 'a run', 'an account')}`);
  for (const [action, count] of all) console.log(row([action, count, (count / accounts).toFixed(1)]));
  console.log(row(['all', sum(groups.values()), (sum(groups.values()) / accounts).toFixed(1)]));
}

async function printCosts(accounts: readonly MemberAccount[], recorded: Recordings): Promise<void> {
  console.log(`\n${head('accounts', 'Lambda', 'Step Functions', 'S3', 'events', 'logs', 'sum')}`);
  for (const count of [1, 100, accounts.length]) {
    const some = accounts.slice(0, count);
    const { run } = organization({ ...common(some, recorded), atOnce: 100 });
    await run('first');
    const costs = Object.values(monthlyCosts(await run('second'), MEGABYTES));
    console.log(row([count, ...[...costs, sum(costs)].map((cost) => `$${cost.toFixed(2)}`)]));
  }
}

type Common = Omit<Parameters<typeof organization>[0], 'atOnce'>;

function common(accounts: readonly MemberAccount[], recorded: Recordings): Common {
  const { dyingWorkers } = ONE_IN_A_THOUSAND;
  return { accounts, dyingWorkers, megabytes: MEGABYTES, audit: auditReplayed(recorded) };
}

const count = Number(process.argv[2] ?? ACCOUNTS);
await loadAll();
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
let typical: OrganizationRun | undefined;
for (const atOnce of AT_ONCE) {
  const whole = organization({ ...common(accounts, recorded), atOnce });
  for (const name of ['first', 'second']) {
    const run = await whole.run(name);
    console.log(runRow(atOnce, name, run, await countLost(accounts, whole, recorded)));
    if (atOnce === 100) typical = run;
  }
}
if (typical !== undefined) printCalls(typical, count);
await printCosts(accounts, recorded);
