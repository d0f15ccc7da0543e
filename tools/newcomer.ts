import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { follow } from './newcomer-path.ts';

// `npm run newcomer`: from a fresh clone of what is committed to a finding that is resolved, with the seconds that it takes.
// With `--here SECONDS` this folder is the fresh clone, and what it took to install is known.
const { values } = parseArgs({
  options: { limit: { type: 'string', default: '60' }, here: { type: 'string' } },
});
const execute = promisify(execFile);
const scratch = await mkdtemp(join(tmpdir(), 'plumbline-newcomer-'));
const clone = values.here === undefined ? join(scratch, 'plumbline') : process.cwd();
let total = 0;

function tell(seconds: number, what: string): void {
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${what}`);
}

async function timed(program: string, args: readonly string[], cwd: string): Promise<string> {
  const begin = performance.now();
  const { stdout } = await execute(program, args, { cwd, maxBuffer: 2 ** 26 });
  const seconds = (performance.now() - begin) / 1000;
  total += seconds;
  tell(seconds, `${program} ${args[0]}`);
  return stdout;
}

try {
  if (values.here === undefined) {
    await timed('git', ['clone', '--quiet', '--depth', '1', `file://${process.cwd()}`, clone], scratch);
    await timed('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], clone);
  } else {
    total = Number(values.here);
    tell(total, 'npm ci');
  }
  const report = await timed('npm', ['start', '--silent'], clone);
  tell(total, `from nothing to the first report, at most ${values.limit}`);
  if (!(total <= Number(values.limit))) process.exitCode = 1;

  const account = join(scratch, 'account');
  await cp(join(clone, 'examples/account'), account, { recursive: true });
  const plumbline = async (...args: readonly string[]) => {
    const { stdout } = await execute('node', ['dist/cli.js', ...args], { cwd: clone, maxBuffer: 2 ** 26 });
    return { code: 0, out: stdout };
  };
  const { understood, resolved, appeared } = await follow(plumbline, report, account, join(scratch, 'state'));
  const { role, action, resource, state, stateMachine, why } = understood;
  console.log(
    `\nUnderstood: ${role} cannot ${action} on ${resource}, for ${state} of ${stateMachine}: ${why}`,
  );
  console.log(`Attached, and resolved: ${resolved.join(', ')}; new: ${appeared.join(', ') || 'nothing'}`);
  if (resolved.length !== 1 || appeared.length > 0) process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
