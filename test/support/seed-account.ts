import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { CreateStateMachineAliasCommand, CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type MotoCommand, startMoto } from './moto.ts';
import { type FaultProxy, startProxy } from './proxy.ts';
import {
  type AccountPlan,
  executionRole,
  type MachinePlan,
  planAccount,
  type RolePlan,
  SEED_ACCOUNT,
  SEED_REGION,
} from './seed-account-plan.ts';
import { SEEDED_KINDS, seedSageMaker } from './seed-sagemaker.ts';

/** What a test needs to audit the seeded account: over HTTP, or through the built command. */
export interface SeededAccount {
  readonly endpoint: string;
  /** For a child process; nothing but this account can be reached with it. */
  readonly env: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly region: string;
  readonly expected: {
    readonly roles: number;
    readonly stateMachines: number;
    readonly sageMakerResources: number;
  };
}

/** The seeded account over HTTP, with a proxy that can be told to fail. */
export interface RunningAccount extends SeededAccount {
  readonly proxy: FaultProxy;
  readonly stop: () => Promise<void>;
}

/** Starts moto and the proxy before it, and seeds the account: some five seconds for the whole plan. */
export async function startSeededAccount(
  command: MotoCommand,
  plan: AccountPlan = planAccount(),
): Promise<RunningAccount> {
  const server = await startMoto(command);
  const proxy = await startProxy(server.endpoint);
  const stop = async (): Promise<void> => {
    await proxy.stop();
    await server.stop();
  };
  try {
    return { ...(await seedAccount(proxy.endpoint, plan)), proxy, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Leads every SDK in a process to `endpoint`. */
export function environmentFor(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: SEED_REGION,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

export interface SeedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** They may do anything in the account that is moto's own. */
export const SEED_CREDENTIALS: SeedCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

/** Fills the account behind `endpoint`; one call after the other, since moto loses concurrent writes. */
export async function seedAccount(
  endpoint: string,
  plan: AccountPlan,
  credentials: SeedCredentials = SEED_CREDENTIALS,
): Promise<SeededAccount> {
  const iam = new IAMClient({ region: SEED_REGION, endpoint, credentials });
  const sfn = new SFNClient({ region: SEED_REGION, endpoint, credentials });
  const sageMaker = new SageMakerClient({ region: SEED_REGION, endpoint, credentials });
  try {
    for (const { name, path, statements } of plan.policies)
      await iam.send(
        new CreatePolicyCommand({ PolicyName: name, Path: path, PolicyDocument: documentOf(statements) }),
      );
    for (const role of plan.roles) await createRole(iam, role);
    for (const machine of plan.machines) await createMachine(sfn, machine);
    for (const team of plan.trainers) await seedSageMaker(sageMaker, team, executionRole(team));
  } finally {
    iam.destroy();
    sfn.destroy();
    sageMaker.destroy();
  }
  return {
    endpoint,
    env: environmentFor(endpoint),
    accountId: SEED_ACCOUNT,
    region: SEED_REGION,
    expected: {
      roles: plan.roles.length,
      stateMachines: plan.machines.length,
      sageMakerResources: plan.trainers.length * SEEDED_KINDS.length,
    },
  };
}

function documentOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

async function createRole(iam: IAMClient, role: RolePlan): Promise<void> {
  const { name: RoleName, path, service, inline, attached, boundary, team } = role;
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: path,
      AssumeRolePolicyDocument: documentOf([trust]),
      PermissionsBoundary: boundary,
      Tags: [{ Key: 'team', Value: team }],
    }),
  );
  for (const [PolicyName, statements] of Object.entries(inline))
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: documentOf(statements) }),
    );
  for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
}

async function createMachine(sfn: SFNClient, machine: MachinePlan): Promise<void> {
  const { name, roleArn, definition, type, alias } = machine;
  const created = await sfn.send(
    new CreateStateMachineCommand({ name, roleArn, definition, type, publish: alias !== undefined }),
  );
  if (alias === undefined) return;
  const routingConfiguration = [{ stateMachineVersionArn: created.stateMachineVersionArn, weight: 100 }];
  await sfn.send(new CreateStateMachineAliasCommand({ name: alias, routingConfiguration }));
}
