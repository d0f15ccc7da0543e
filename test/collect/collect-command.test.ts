import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { EMPTY_SAGEMAKER, SAGEMAKER_OPERATIONS } from '../support/empty-sagemaker.ts';
import { EMPTY_BODY, JSON_DENIAL, startProxy, XML_DENIAL } from '../support/proxy.ts';
import { QUIET } from '../support/run-cli.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plumbline-command-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return runIn(true, ['collect', ...args], env);
}

async function runIn(
  isTerminal: boolean,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Run> {
  let out = '';
  let err = '';
  const io = {
    ...QUIET,
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isTerminal,
    errWidth: () => 60,
  };
  return { code: await runCommandLine(args, io, env), out, err };
}

test.each<[string, readonly string[], Record<string, string>, string]>([
  ['no folder', ['--region', 'us-east-1'], {}, '`--out` is missing: name the folder to write'],
  ['no region', ['--out', 'x'], {}, 'no region is named: pass --region'],
  [
    'a region that is none',
    ['--out', 'x', '--region', '../us-east-1'],
    {},
    '`../us-east-1` is not a region: expected a name such as us-east-1',
  ],
  [
    'a region of the environment that is none',
    ['--out', 'x'],
    { AWS_DEFAULT_REGION: 'everywhere' },
    '`everywhere` is not a region: expected a name such as us-east-1',
  ],
  [
    'days that are none',
    ['--out', 'x', '--region', 'us-east-1', '--lookback-days', '0'],
    {},
    '`--lookback-days 0`: expected a whole number of days from 1 to 365',
  ],
  [
    'days of the environment that are too many',
    ['--out', 'x', '--region', 'us-east-1'],
    { PLUMBLINE_LOOKBACK_DAYS: '366' },
    '`PLUMBLINE_LOOKBACK_DAYS`: expected a whole number of days from 1 to 365',
  ],
  ['a second folder', ['--out', 'x', 'y'], {}, 'unexpected argument `y`'],
  ['a flag that is none', ['--put', 'x'], {}, '`--put` is not a flag: did you mean `--out`?'],
])('%s: nothing is read, and the message says what is expected', async (_, args, env, message) => {
  const { code, out, err } = await run(args, env);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(`plumbline collect: ${message}`);
});

/** Enters an account in which nothing but the given operations is answered. */
async function enter(answers: Readonly<Record<string, typeof EMPTY_BODY>>): Promise<() => Promise<void>> {
  const proxy = await startProxy('http://127.0.0.1:9');
  for (const [operation, reply] of Object.entries(answers)) proxy.replies.set(operation, reply);
  const env = {
    AWS_ENDPOINT_URL: proxy.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: '',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return proxy.stop;
}

const json = (body: object): typeof EMPTY_BODY => ({
  status: 200,
  contentType: 'application/x-amz-json-1.0',
  body: JSON.stringify(body),
});

const EMPTY_LISTS = Object.fromEntries(
  [...EMPTY_SAGEMAKER].map(([operation, body]) => [operation, { ...json({}), body }]),
);

test('an account that answers nothing is a failure, and no folder is written', async () => {
  const stop = await enter({
    ...Object.fromEntries(SAGEMAKER_OPERATIONS.map((operation) => [operation, JSON_DENIAL])),
    GetCallerIdentity: EMPTY_BODY,
    ListStateMachines: XML_DENIAL,
    GetAccountAuthorizationDetails: XML_DENIAL,
  });
  const { code, err } = await run(['--out', join(dir, 'new'), '--region', 'us-east-1']);
  await stop();
  expect(code).toBe(2);
  expect(err).toContain('nothing could be read');
  expect(err).toContain(
    'denied: `states:ListStateMachines` us-east-1: HTTP 403 (grant `states:ListStateMachines`)',
  );
  expect(err).toMatch(/denied: `sagemaker:\w+` us-east-1: .* \(grant `sagemaker:\w+`\), and 38 like it\n/);
  expect(err).toContain('denied: `iam:GetAccountAuthorizationDetails` global');
  expect(await readdir(dir)).toEqual([]);
});

test('what could be read is written, counted, and the rest named', async () => {
  const stop = await enter({
    ...EMPTY_LISTS,
    GetCallerIdentity: EMPTY_BODY,
    ListStateMachines: json({ stateMachines: [] }),
    GetAccountAuthorizationDetails: XML_DENIAL,
  });
  const { code, out, err } = await run(['--out', join(dir, 'new')], { AWS_REGION: 'us-east-1' });
  await stop();
  expect(code).toBe(0);
  expect(out).toContain('  0 state machines in us-east-1\n  0 roles\n  0 SageMaker resources\n');
  expect(err).toContain('42 calls: 4 sagemaker:Search, 2 sagemaker:ListJobs, 36 others once\n');
  expect(out).toContain('denied: `iam:GetAccountAuthorizationDetails` global');
  expect(await readdir(join(dir, 'new'))).toEqual(['snapshot.json', 'us-east-1']);
});

test('a folder that holds something else is refused before anything is read', async () => {
  await writeFile(join(dir, 'holiday.jpg'), '');
  const { code, err } = await run(['--out', dir, '--region', 'us-east-1']);
  expect(code).toBe(2);
  expect(err).toBe(`plumbline collect: \`${dir}\` is not empty and holds no snapshot: nothing was written\n`);
});

test('credentials that do not work are a failure with their name', async () => {
  const body =
    '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>x</Message></Error></ErrorResponse>';
  const stop = await enter({ GetCallerIdentity: { ...XML_DENIAL, body } });
  const { code, err } = await run(['--out', dir, '--region', 'us-east-1']);
  await stop();
  expect(code).toBe(2);
  expect(err).toContain('plumbline collect: InvalidClientTokenId: the credentials do not work');
});

describe('how far the reading is', () => {
  const machineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';
  const MACHINE = {
    stateMachineArn: machineArn,
    name: 'm',
    type: 'STANDARD',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    definition: '{}',
    creationDate: 0,
  };
  const ACCOUNT = {
    ...EMPTY_LISTS,
    GetCallerIdentity: EMPTY_BODY,
    ListStateMachines: json({
      stateMachines: [{ stateMachineArn: machineArn, name: 'm', type: 'STANDARD', creationDate: 0 }],
    }),
    DescribeStateMachine: json(MACHINE),
    ListStateMachineVersions: json({ stateMachineVersions: [] }),
    ListStateMachineAliases: json({ stateMachineAliases: [] }),
    GetAccountAuthorizationDetails: XML_DENIAL,
    GetRole: XML_DENIAL,
  };
  const COMMANDS = [
    ['collect', () => ['collect', '--out', join(dir, 'new'), '--region', 'us-east-1']],
    ['audit', () => ['audit', '--region', 'us-east-1']],
  ] as const;

  test.each(COMMANDS)('%s says it on a terminal, in one line that is gone at the end', async (_, args) => {
    const stop = await enter(ACCOUNT);
    const { err } = await runIn(true, args());
    await stop();
    const [before = '', ...lines] = err.split('\r\u001b[K');
    expect(before).toBe('');
    expect(lines[0]).toBe('reading us-east-1: 1 of 1 state machines');
    expect(lines.at(-1)).not.toContain('reading');
    expect(lines.filter((line) => /^\d+ calls: /.test(line))).toHaveLength(1);
  });

  test('audit says what it audits', async () => {
    const stop = await enter(ACCOUNT);
    const { err } = await runIn(true, COMMANDS[1][1]());
    await stop();
    expect(err).toContain('auditing 1 state machine and 0 roles\r\u001b[K');
  });

  test('explain looks in the account where nothing else is named', async () => {
    const stop = await enter(ACCOUNT);
    const { code, err } = await runIn(false, ['explain', 'abcdef', '--region', 'us-east-1']);
    await stop();
    expect(code).toBe(2);
    expect(err).toContain(
      'no finding of the account in us-east-1 has an id that begins with `v1-abcdef`: `plumbline audit --region us-east-1` shows',
    );
  });

  test.each(COMMANDS)('%s says nothing of it in a pipe', async (_, args) => {
    const stop = await enter(ACCOUNT);
    const { err } = await runIn(false, args());
    await stop();
    expect(err).toMatch(/^\d+ calls: .*\n$/);
  });
});
