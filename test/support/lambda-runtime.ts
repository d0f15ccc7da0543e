import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A function as Lambda knows it, and the Node that runs it. */
export interface LambdaFunction {
  readonly node: string;
  /** The folder to which the archive was unpacked. */
  readonly taskRoot: string;
  /** `dist/lambda/audit.handler`. */
  readonly handler: string;
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  /** All that it has, beside what Lambda adds. */
  readonly env: Readonly<Record<string, string>>;
}

/** What it took until the first event could be taken. */
export interface Init {
  readonly wallMs: number;
  /** Of all threads, in steps of 10 ms. */
  readonly cpuMs: number;
  readonly rssMegabytes: number;
}

/** What an invocation ends with. */
export type Answer =
  | { readonly kind: 'response'; readonly value: unknown }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string };

/** One execution environment of a function: it takes one event at a time. */
export interface Environment {
  readonly init: Init;
  readonly invoke: (event: unknown) => Promise<Answer>;
  /** What the function has printed so far, by lines. */
  readonly logs: readonly string[];
  readonly stop: () => Promise<void>;
}

const BOOTSTRAP = join(import.meta.dirname, 'lambda-bootstrap.mjs');
/** Linux tells Node's processes in hundredths. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const TICK_MS = 10;

/**
 * Starts the function behind a runtime API of its own, and waits until it asks for the first event. Rejects where the
 * handler cannot be loaded.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startFunction(lambda: LambdaFunction): Promise<Environment> {
  const api = new EventEmitter();
  // Nobody may be waiting when the process ends.
  api.on('error', () => undefined);
  const server = createServer((request, response) => void serve(api, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const start = performance.now();
  const asked = once(api, 'next');
  const child = spawnRuntime(lambda, server);
  const logs: string[] = [];
  for (const output of [child.stdout, child.stderr])
    if (output !== null) createInterface(output).on('line', (line) => logs.push(line));
  const ended = once(child, 'exit');
  ended.then(([code, signal]) => {
    api.emit('error', new Error(`the runtime exited with ${code ?? signal}: ${logs.slice(-3).join('\n')}`));
  });

  async function stop(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
    server.closeAllConnections();
    server.close();
  }

  let idle: ServerResponse;
  try {
    [idle] = await asked;
  } catch (error) {
    await stop();
    throw error;
  }
  const init = { wallMs: performance.now() - start, ...usageOf(child) };
  let count = 0;

  async function invoke(event: unknown): Promise<Answer> {
    count += 1;
    const over = Promise.all([once(api, 'answer'), once(api, 'next')]);
    const deadline = Date.now() + lambda.timeoutSeconds * 1000;
    idle.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': `${lambda.name}-${count}`,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': lambda.arn,
    });
    idle.end(JSON.stringify(event));
    const [[answer], [next]] = await over;
    idle = next;
    return answer;
  }

  return { init, invoke, logs, stop };
}

/** What the runtime says: that it waits for an event, what the last one ended with, or that it cannot start. */
async function serve(api: EventEmitter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = Buffer.concat(await request.toArray()).toString();
  const what = request.url?.split('/').at(-1);
  if (what === 'next') {
    api.emit('next', response);
    return;
  }
  const body = JSON.parse(text);
  response.writeHead(202).end();
  const isInit = request.url?.includes('/init/') === true;
  if (isInit) api.emit('error', new Error(`${body.errorType}: ${body.errorMessage}`));
  else if (what === 'response') api.emit('answer', { kind: 'response', value: body });
  else api.emit('answer', { kind: 'error', errorType: body.errorType, errorMessage: body.errorMessage });
}

function spawnRuntime(lambda: LambdaFunction, server: Server): ChildProcess {
  const { port } = server.address() as AddressInfo;
  return spawn(lambda.node, [BOOTSTRAP], {
    cwd: lambda.taskRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: lambda.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      LAMBDA_TASK_ROOT: lambda.taskRoot,
      _HANDLER: lambda.handler,
      TZ: ':UTC',
      ...lambda.env,
    },
  });
}

function usageOf({ pid }: ChildProcess): Omit<Init, 'wallMs'> {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in brackets, and may hold spaces; utime and stime are the 14th and the 15th.
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuMs: (Number(utime) + Number(stime)) * TICK_MS, rssMegabytes: Number(rss?.[1]) / 1024 };
}
