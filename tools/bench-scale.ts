import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { version } from '../src/version.ts';
import { scaleAccount } from './scale-account.ts';

const UNITS = [1, 2, 4];

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
async function measure(units: number): Promise<Measurement> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const account = scaleAccount(files, units);
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

function measureApart(units: number): Measurement {
  const { stdout, status } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), String(units)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the measurement of ${units} units failed`);
  return JSON.parse(stdout) as Measurement;
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(11)).join('');
}

const [units] = process.argv.slice(2);
if (units === undefined) {
  console.log(row(['account', 'machines', 'resources', 'roles', 'findings', 'CPU s', 'growth', 'peak MB']));
  let before: Measurement | undefined;
  for (const times of UNITS) {
    const now = measureApart(times);
    const growth = before === undefined ? '' : `×${(now.cpuSeconds / before.cpuSeconds).toFixed(2)}`;
    const { stateMachines, resources, roles, findings, cpuSeconds, peakMegabytes } = now;
    console.log(
      row([
        `×${times}`,
        stateMachines,
        resources,
        roles,
        findings,
        cpuSeconds.toFixed(1),
        growth,
        peakMegabytes.toFixed(0),
      ]),
    );
    before = now;
  }
} else console.log(JSON.stringify(await measure(Number(units))));
