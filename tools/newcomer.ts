import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { follow } from './newcomer-path.ts';

// `npm run newcomer`: from a fresh clone of what is committed to a finding that is resolved, with the seconds that it takes.
const { values } = parseArgs({ options: { limit: { type: 'string', default: '60' } } });
const execute = promisify(execFile);
const scratch = await mkdtemp(join(tmpdir(), 'plumbline-newcomer-'));
const clone = join(scratch, 'plumbline');

async function timed(what: string, program: string, args: readonly string[], cwd: string): Promise<string> {
  const begin = performance.now();
  const { stdout } = await execute(program, args, { cwd, maxBuffer: 2 ** 26 });
  console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  return stdout;
}

try {
  const begin = performance.now();
  await timed(
    'git clone',
    'git',
    ['clone', '--quiet', '--depth', '1', `file://${process.cwd()}`, clone],
    scratch,
  );
  await timed('npm ci', 'npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], clone);
  const report = await timed('npm start', 'npm', ['start', '--silent'], clone);
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `${seconds.toFixed(1).padStart(6)} s  from nothing to the first report, at most ${values.limit}`,
  );
  if (seconds > Number(values.limit)) process.exitCode = 1;

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
