import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Environment, startFunction } from './support/lambda-runtime.ts';

const SOURCE = `
let invocations = 0;
export async function handler(event, context) {
  invocations += 1;
  console.log(JSON.stringify({ invocations }));
  if (event === 'exit') process.exit(7);
  if (event === 'throw') throw new RangeError('too far');
  const { awsRequestId, functionName, invokedFunctionArn } = context;
  const isInTime = context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 3000;
  return { event, invocations, awsRequestId, functionName, invokedFunctionArn, isInTime, variables: Object.keys(process.env) };
}
export const nothing = () => undefined;
`;

// The functions are tried under the Node that runs the tests; what is tried here is what stands around them.
describe('a function behind the runtime API', () => {
  let taskRoot: string;
  const started: Environment[] = [];

  beforeAll(async () => {
    taskRoot = await mkdtemp(join(tmpdir(), 'plumbline-runtime-'));
    await writeFile(join(taskRoot, 'index.mjs'), SOURCE);
  });

  afterAll(async () => {
    for (const { stop } of started) await stop();
    await rm(taskRoot, { recursive: true });
  });

  async function start(handler: string): Promise<Environment> {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:plain';
    const rest = { name: 'plain', arn, timeoutSeconds: 3, env: { PLAIN: 'yes' } };
    const environment = await startFunction({ node: process.execPath, taskRoot, handler, ...rest });
    started.push(environment);
    return environment;
  }

  test('is started once, and gets event after event with its context and its own environment alone', async () => {
    const { invoke, init, logs } = await start('index.handler');
    const first = await invoke({ n: 1 });
    const second = await invoke('again');
    expect(first).toMatchObject({
      kind: 'response',
      value: {
        event: { n: 1 },
        invocations: 1,
        functionName: 'plain',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:plain',
        isInTime: true,
        variables: expect.arrayContaining(['PLAIN', 'LAMBDA_TASK_ROOT']),
      },
    });
    expect(first).not.toMatchObject({ value: { variables: expect.arrayContaining(['PATH']) } });
    expect(second).toMatchObject({ value: { event: 'again', invocations: 2 } });
    expect(logs).toEqual(['{"invocations":1}', '{"invocations":2}']);
    expect(init.wallMs).toBeGreaterThan(0);
    expect(init.cpuMs).toBeGreaterThan(0);
    expect(init.rssMegabytes).toBeGreaterThan(10);
  });

  test('answers null where the handler answers nothing', async () => {
    const { invoke } = await start('index.nothing');
    expect(await invoke({})).toEqual({ kind: 'response', value: null });
  });

  test('goes on after a handler that throws, and ends with one that exits', async () => {
    const { invoke } = await start('index.handler');
    expect(await invoke('throw')).toEqual({
      kind: 'error',
      errorType: 'RangeError',
      errorMessage: 'too far',
    });
    expect(await invoke('go on')).toMatchObject({ kind: 'response', value: { invocations: 2 } });
    await expect(invoke('exit')).rejects.toThrow('the runtime exited with 7');
  });

  test.each([
    ['index.absent', 'index.absent is no function'],
    ['absent.handler', 'absent.handler is no function'],
  ])('does not start as %s', async (handler, message) => {
    await expect(start(handler)).rejects.toThrow(`TypeError: ${message}`);
  });
});
