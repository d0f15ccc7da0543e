import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { version } from '../src/version.ts';
import { multiplyAccount } from './multiply-account.ts';

const SIZES = [1, 10, 100];
/** Each size is audited at least twice, and for at least so long. */
const LEAST_MS = 3_000;

interface Measurement {
  readonly size: number;
  readonly stateMachines: number;
  readonly roles: number;
  readonly findings: number;
  readonly msPerAudit: number;
  readonly peakMegabytes: number;
}

/** Audits the example account `size` times over, from parsed JSON to the report. The first audit only warms up. */
async function measure(size: number): Promise<Measurement> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const account = multiplyAccount(files, size);
  const once = () => audit(parseSnapshot(account, fileTime), { engineVersion: version });
  const { summary, findings } = once();
  const start = performance.now();
  let audits = 0;
  while (audits === 0 || performance.now() - start < LEAST_MS) {
    once();
    audits += 1;
  }
  return {
    size,
    stateMachines: summary.stateMachines,
    roles: summary.roles,
    findings: findings.length,
    msPerAudit: (performance.now() - start) / audits,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** A process of its own for each size: the peak of memory is that of the process. */
function measureApart(size: number): Measurement {
  const { stdout, status } = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), String(size)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the measurement of size ${size} failed`);
  return JSON.parse(stdout) as Measurement;
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(10)).join('');
}

const [size] = process.argv.slice(2);
if (size === undefined) {
  console.log(row(['account', 'machines', 'roles', 'findings', 'audits/s', 'ms/audit', 'growth', 'peak MB']));
  let before: Measurement | undefined;
  for (const times of SIZES) {
    const now = measureApart(times);
    const growth = before === undefined ? '' : `×${(now.msPerAudit / before.msPerAudit).toFixed(1)}`;
    console.log(
      row([
        `×${times}`,
        String(now.stateMachines),
        String(now.roles),
        String(now.findings),
        (1000 / now.msPerAudit).toFixed(2),
        now.msPerAudit.toFixed(1),
        growth,
        now.peakMegabytes.toFixed(0),
      ]),
    );
    before = now;
  }
} else console.log(JSON.stringify(await measure(Number(size))));
