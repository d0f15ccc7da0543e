import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface Moto {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** A program and its first arguments. */
export type MotoCommand = readonly [string, ...string[]];

const COMMAND: MotoCommand = ['python3', join(import.meta.dirname, 'moto_server.py')];

/** How moto starts on this machine, or nothing where it is not installed. */
function motoCommand(): MotoCommand | undefined {
  const [program, ...args] = COMMAND;
  return spawnSync(program, [...args, '--help'], { stdio: 'ignore' }).status === 0 ? COMMAND : undefined;
}

/**
 * The same, for a test file: where continuous integration has no moto, the file fails instead of passing with
 * nothing tested.
 */
export function motoForTests(): MotoCommand | undefined {
  const command = motoCommand();
  if (command !== undefined) return command;
  if (process.env.CI === 'true') throw new Error('moto is not installed: `pip install "moto[server]"`');
  console.warn('moto is not installed: the integration tests are skipped');
  return undefined;
}

/** Starts moto on a free port of the loopback, with the AWS managed policies, and waits until it answers. */
export async function startMoto([program, ...args]: MotoCommand): Promise<Moto> {
  const port = await freePort();
  const server = spawn(program, [...args, '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString()}`.slice(-2000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 30_000;
  while (!(await answers(`${endpoint}/moto-api/`))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop(server);
      throw new Error(`moto does not answer on ${endpoint}: ${log}`);
    }
    await delay(100);
  }
  return { endpoint, stop: () => stop(server) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** The program may be a wrapper, so its whole process group ends. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = once(server, 'exit');
  process.kill(-server.pid, 'SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
