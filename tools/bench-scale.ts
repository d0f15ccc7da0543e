import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { version } from '../src/version.ts';
import { installedNodes } from '../test/support/nodes.ts';
import { scaleAccount } from './scale-account.ts';
import { sharedAccount } from './shared-account.ts';

const UNITS = [1, 2, 4];
/** Many roles, or many users of two. */
const ACCOUNTS = { many: scaleAccount, shared: sharedAccount };
type Name = keyof typeof ACCOUNTS;
/** Other users of the machine only ever add to the CPU time: the least of these counts, and the most memory. */
const RUNS = 3;

interface Measurement {
  readonly stateMachines: number;
  readonly resources: number;
  readonly roles: number;
  readonly findings: number;
  /** Of all threads, those of the garbage collector among them. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** One audit of a made account, from parsed JSON to the report, in a process that has done nothing before. */
async function measure(units: number, name: Name): Promise<Measurement> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const account = ACCOUNTS[name](files, units);
  const before = process.cpuUsage();
  const snapshot = parseSnapshot(account, fileTime);
  const { summary, findings } = audit(snapshot, { engineVersion: version });
  const { user, system } = process.cpuUsage(before);
  return {
    stateMachines: summary.stateMachines,
    resources: snapshot.sageMakerResources.length,
    roles: summary.roles,
    findings: findings.length,
    cpuSeconds: (user + system) / 1_000_000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

function measureApart(node: string, units: number, account: Name): Measurement {
  const runs = Array.from({ length: RUNS }, () => measureOnce(node, units, account));
  const [first] = runs;
  if (first === undefined) throw new Error('nothing was measured');
  return {
    ...first,
    cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMegabytes: Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

function measureOnce(node: string, units: number, account: Name): Measurement {
  const { stdout, status } = spawnSync(
    node,
    [...process.execArgv, fileURLToPath(import.meta.url), String(units), account],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the measurement of ${units} units failed`);
  return JSON.parse(stdout) as Measurement;
}

/** One line for each size of the account, under one Node. */
function* measureNode(node: string, name: string, account: Name): Iterable<readonly (string | number)[]> {
  let before: Measurement | undefined;
  for (const units of UNITS) {
    const now = measureApart(node, units, account);
    const { stateMachines, resources, roles, findings, cpuSeconds, peakMegabytes } = now;
    const growth = before === undefined ? '' : `×${(cpuSeconds / before.cpuSeconds).toFixed(2)}`;
    const spent = [cpuSeconds.toFixed(1), growth, peakMegabytes.toFixed(0)];
    yield [name, `${account} ×${units}`, stateMachines, resources, roles, findings, ...spent];
    before = now;
  }
}

function majorOf({ version: name }: { readonly version: string }): number {
  return Number.parseInt(name, 10);
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(11)).join('');
}

const [units, account = 'many'] = process.argv.slice(2);
if (units === undefined) {
  console.log(
    row(['Node', 'account', 'machines', 'resources', 'roles', 'findings', 'CPU s', 'growth', 'peak MB']),
  );
  const own = { version: process.versions.node, path: process.execPath };
  const others = installedNodes().filter(({ version: other }) => other !== own.version);
  // The functions run on the newest.
  const newestFirst = [own, ...others].sort((left, right) => majorOf(right) - majorOf(left));
  for (const { version: name, path } of newestFirst)
    for (const cells of measureNode(path, name, 'many')) console.log(row(cells));
  const [{ version: newest, path } = own] = newestFirst;
  for (const cells of measureNode(path, newest, 'shared')) console.log(row(cells));
} else console.log(JSON.stringify(await measure(Number(units), account === 'shared' ? account : 'many')));
