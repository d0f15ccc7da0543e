import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { LAMBDA } from '../../tools/bundles.ts';
import { elementsOf, textOf, type Wire, wireTo } from './aws-wire.ts';
import type { LambdaFunction } from './lambda-runtime.ts';
import { credentialsOf } from './member-accounts.ts';
import { type MotoCommand, startMoto } from './moto.ts';
import { type FaultProxy, startProxy } from './proxy.ts';
import { environmentFor } from './seed-account.ts';

/** The service as `osls deploy` has put it into an account that was empty. */
export interface Deployment {
  readonly endpoint: string;
  readonly proxy: FaultProxy;
  readonly wire: Wire;
  /** For a process that may do anything. */
  readonly env: Readonly<Record<string, string>>;
  /** What there is of the stack: physical ids by logical ids. */
  readonly resources: () => Promise<ReadonlyMap<string, string>>;
  /** A function as it is configured, with the code that was uploaded and credentials of its own role. */
  readonly functionOf: (name: string) => Promise<Omit<LambdaFunction, 'node'>>;
  readonly remove: () => Promise<void>;
  /** What of it there is in the account, stack or no stack: names, and ids of keys. */
  readonly leftovers: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
const REGION = 'us-east-1';
const STACK = 'plumbline-dev';

/**
 * moto validates with cfn-lint, whose warnings it takes for errors; `npm run check:infra` lints the template as it is meant
 * to be linted.
 */
const VALID = {
  status: 200,
  contentType: 'text/xml',
  body: '<ValidateTemplateResponse><ValidateTemplateResult><Parameters/></ValidateTemplateResult></ValidateTemplateResponse>',
};

/** Deploys the service with these parameters into a moto of its own, out of a folder of its own. */
export async function deploy(
  command: MotoCommand,
  parametersOf: (wire: Wire) => Promise<Readonly<Record<string, string>>>,
): Promise<Deployment> {
  const moto = await startMoto(command);
  const proxy = await startProxy(moto.endpoint);
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-deployed-'));
  async function stop(): Promise<void> {
    await proxy.stop();
    await moto.stop();
    await rm(folder, { recursive: true });
  }
  try {
    proxy.replies.set('ValidateTemplate', VALID);
    return { ...(await deployed(proxy, folder, parametersOf)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function deployed(
  proxy: FaultProxy,
  folder: string,
  parametersOf: (wire: Wire) => Promise<Readonly<Record<string, string>>>,
): Promise<Omit<Deployment, 'stop'>> {
  const { endpoint } = proxy;
  const env = environmentFor(endpoint);
  const wire = wireTo(endpoint, REGION);
  for (const part of ['serverless.yml', 'infra'])
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await build({ ...LAMBDA, outdir: join(folder, 'dist/lambda') });
  const parameters = Object.entries(await parametersOf(wire)).map(
    ([name, value]) => `--param=${name}=${value}`,
  );
  await osls(['deploy', ...parameters], folder, env);
  const taskRoot = join(folder, 'task');
  await run('python3', ['-m', 'zipfile', '-e', '.serverless/plumbline.zip', taskRoot], folder, process.env);

  async function resources(): Promise<ReadonlyMap<string, string>> {
    const xml = await wire.query('cloudformation', { Action: 'ListStackResources', StackName: STACK });
    const members = elementsOf(xml, 'member').filter((member) => member.includes('<LogicalResourceId>'));
    return new Map(
      members.map((member) => [textOf(member, 'LogicalResourceId'), textOf(member, 'PhysicalResourceId')]),
    );
  }

  async function functionOf(name: string): Promise<Omit<LambdaFunction, 'node'>> {
    const path = `/2015-03-31/functions/${STACK}-${name}/configuration`;
    const configured: Configuration = JSON.parse(await wire.get('lambda', path));
    const { FunctionArn: arn, Handler: handler, Timeout: timeoutSeconds, Environment } = configured;
    const credentials = await credentialsOf(endpoint, configured.Role);
    const env = {
      ...Environment?.Variables,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
    return { taskRoot, name, handler, arn, timeoutSeconds, env };
  }

  return {
    endpoint,
    proxy,
    wire,
    env,
    resources,
    functionOf,
    remove: () => osls(['remove', ...parameters], folder, env),
    leftovers: () => leftovers(wire),
  };
}

interface Configuration {
  readonly FunctionArn: string;
  readonly Handler: string;
  readonly Role: string;
  readonly Timeout: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

async function leftovers({ query, json, get }: Wire): Promise<readonly string[]> {
  const texts = [
    await get('s3', '/'),
    await get('lambda', '/2015-03-31/functions/'),
    await query('iam', { Action: 'ListRoles', MaxItems: '1000' }),
    await query('sns', { Action: 'ListTopics' }),
  ];
  for (const [service, target] of LISTS) texts.push(JSON.stringify(await json(service, target, {})));
  const named = texts.flatMap((text) => text.match(new RegExp(`${STACK}[-\\w]+`, 'g')) ?? []);
  const { Keys } = (await json('kms', 'TrentService.ListKeys', {})) as {
    readonly Keys: readonly { readonly KeyId: string }[];
  };
  return [...new Set(named), ...Keys.map(({ KeyId }) => KeyId)];
}

const LISTS = [
  ['sqs', 'AmazonSQS.ListQueues'],
  ['events', 'AWSEvents.ListEventBuses'],
  ['events', 'AWSEvents.ListRules'],
  ['states', 'AWSStepFunctions.ListStateMachines'],
  ['logs', 'Logs_20140328.DescribeLogGroups'],
] as const;

function osls(args: readonly string[], folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const program = join(ROOT, 'node_modules/osls/bin/serverless.js');
  const { PATH } = process.env;
  return run(process.execPath, [program, ...args], folder, {
    ...env,
    PATH,
    HOME: folder,
    NODE_NO_WARNINGS: '1',
    // In milliseconds; it is moto that has to be asked, and it is done when it answers.
    SLS_AWS_MONITORING_FREQUENCY: '100',
  });
}

async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ends with ${code}: ${log.slice(-3000)}`);
}
