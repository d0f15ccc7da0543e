import { IAMClient } from '@aws-sdk/client-iam';
import { vi } from 'vitest';
import type { Head } from '../../src/findings/head.ts';
import { bucketObjects } from '../../src/state/bucket-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { type Deployment, deploy } from './deployment.ts';
import { type Answer, type Environment, startFunction } from './lambda-runtime.ts';
import { type Ears, listenAt } from './listeners.ts';
import {
  addMembers,
  administratorOf,
  deployMembers,
  makeOrganization,
  type Organization,
  removeMembers,
  seedDrift,
} from './member-accounts.ts';
import type { MotoCommand } from './moto.ts';
import { enforced, widenForMoto } from './moto-enforcement.ts';
import type { NodeBinary } from './nodes.ts';
import { SEED_ACCOUNT, SEED_REGION } from './seed-account-plan.ts';

/** The deployed service in an organization of three accounts, all of which have drifted in two regions. */
export interface DeployedService extends Ears {
  readonly deployment: Deployment;
  /** The own one first. */
  readonly accounts: readonly string[];
  /** What the stack has made. */
  readonly physical: (logicalId: string) => string;
  /** What stands in an object of the bucket of states, as JSON. */
  readonly kept: (key: string) => Promise<unknown>;
  /** May do anything in an account. */
  readonly iamOf: (accountId: string) => Promise<IAMClient>;
  /** Puts the role of members into an account, or takes it out. */
  readonly addMember: (accountId: string) => Promise<void>;
  readonly removeMember: (accountId: string) => Promise<void>;
  /** What a function answers under a Node, with its own role, and no more than its policies allow. */
  readonly invoke: (node: NodeBinary, name: string, event: object) => Promise<Answer>;
  /** Everything that is remembered, by account and region. */
  readonly heads: () => Promise<ReadonlyMap<string, Head>>;
  readonly stop: () => Promise<void>;
}

const EXTERNAL_ID = 'plumbline-test';
const MEMBER_ROLE = 'plumbline-member';

/** Leads this process to the installation, too: its environment is stubbed, and the test takes that back. */
export async function startService(command: MotoCommand): Promise<DeployedService> {
  const made: Organization[] = [];
  const deployment = await deploy(command, async (wire) => {
    const organization = await makeOrganization(wire);
    made.push(organization);
    return {
      organization: 'true',
      organizationId: organization.id,
      regions: 'us-east-1,eu-west-1',
      externalId: EXTERNAL_ID,
      memberRoleName: MEMBER_ROLE,
    };
  });
  try {
    return await serve(deployment, made[0] ?? { id: '', members: [] });
  } catch (error) {
    await deployment.stop();
    throw error;
  }
}

async function serve(deployment: Deployment, organization: Organization): Promise<DeployedService> {
  const { endpoint, proxy, wire } = deployment;
  for (const [name, value] of Object.entries(deployment.env)) vi.stubEnv(name, value);
  const resources = await deployment.resources();
  const physical = (id: string): string => {
    const found = resources.get(id);
    if (found === undefined) throw new Error(`the stack has no ${id}`);
    return found;
  };
  const accounts = [SEED_ACCOUNT, ...organization.members];
  for (const account of accounts) await seedDrift(endpoint, account);
  await deployMembers(wire, organization.members, {
    AuditorRoleArn: `arn:aws:iam::${SEED_ACCOUNT}:role/${physical('AuditorRole')}`,
    OrganizationId: organization.id,
    ExternalId: EXTERNAL_ID,
    RoleName: MEMBER_ROLE,
  });
  const clients: IAMClient[] = [];
  async function iamOf(accountId: string): Promise<IAMClient> {
    const credentials = await administratorOf(endpoint, accountId);
    const client = new IAMClient({ region: SEED_REGION, endpoint, credentials });
    clients.push(client);
    return client;
  }
  const own = await iamOf(SEED_ACCOUNT);
  for (const role of ['AuditorRole', 'DrainRole', 'OrganizationRole'])
    await widenForMoto(own, physical(role));
  for (const account of organization.members) await widenForMoto(await iamOf(account), MEMBER_ROLE);

  const bucket = physical('StateBucket');
  const ears = await listenAt(endpoint, SEED_REGION, {
    topicArn: physical('FindingsTopic'),
    chatTopicArn: physical('ChatTopic'),
    bus: 'plumbline-dev-findings',
    reportBucket: bucket,
  });
  const objects = bucketObjects({ bucket, region: SEED_REGION });
  const store = stateStore(objects);
  const environments = new Map<string, Environment>();

  async function environmentOf(node: NodeBinary, name: string): Promise<Environment> {
    const key = `${node.name} ${name}`;
    const started = environments.get(key);
    if (started !== undefined) return started;
    const environment = await startFunction({
      node: node.path,
      ...(await deployment.functionOf(name)),
    });
    environments.set(key, environment);
    return environment;
  }

  return {
    ...ears,
    deployment,
    accounts,
    physical,
    kept: async (key) => JSON.parse(Buffer.from((await objects.get(key))?.body ?? []).toString()),
    iamOf,
    addMember: async (account) => {
      await addMembers(wire, [account]);
      await widenForMoto(await iamOf(account), MEMBER_ROLE);
    },
    removeMember: (account) => removeMembers(wire, [account]),
    invoke: async (node, name, event) => {
      const { invoke } = await environmentOf(node, name);
      return enforced(proxy, () => invoke(event));
    },
    heads: async () => {
      const all = new Map<string, Head>();
      for (const shard of await store.shards()) {
        const { head } = await store.load(shard);
        if (head !== undefined) all.set(`${shard.accountId} ${shard.region}`, head);
      }
      return all;
    },
    stop: async () => {
      for (const { stop } of environments.values()) await stop();
      objects.close();
      ears.stop();
      for (const client of clients) client.destroy();
      await deployment.stop();
    },
  };
}
