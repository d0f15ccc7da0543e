import { readFile } from 'node:fs/promises';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Wire } from './aws-wire.ts';
import { SEED_CREDENTIALS, type SeedCredentials, seedAccount } from './seed-account.ts';
import { type AccountPlan, SEED_ACCOUNT, SEED_REGION } from './seed-account-plan.ts';
import { planSmallAccount } from './small-account.ts';

const OVERSEAS = 'eu-west-1';
const STACK_SET = 'plumbline-members';

/** Of a role in an account; moto gives them to anybody, whether there is such a role or not. */
export async function credentialsOf(endpoint: string, RoleArn: string): Promise<Required<SeedCredentials>> {
  const sts = new STSClient({ region: SEED_REGION, endpoint, credentials: SEED_CREDENTIALS });
  try {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'lambda' }));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } finally {
    sts.destroy();
  }
}

/** Of somebody who may do anything in an account. */
export async function administratorOf(endpoint: string, accountId: string): Promise<SeedCredentials> {
  if (accountId === SEED_ACCOUNT) return SEED_CREDENTIALS;
  return credentialsOf(endpoint, `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`);
}

/** Makes an organization with two accounts beside the own one, and tells its id and theirs. */
export async function makeOrganization({ json }: Wire): Promise<Organization> {
  const ask = (operation: string, input: object): Promise<Record<string, unknown>> =>
    json('organizations', `AWSOrganizationsV20161128.${operation}`, input);
  const { Organization } = (await ask('CreateOrganization', { FeatureSet: 'ALL' })) as {
    readonly Organization: { readonly Id: string };
  };
  const members: string[] = [];
  for (const AccountName of ['fraud', 'pricing']) {
    const { CreateAccountStatus } = (await ask('CreateAccount', {
      AccountName,
      Email: `${AccountName}@example.com`,
    })) as { readonly CreateAccountStatus: { readonly AccountId: string } };
    members.push(CreateAccountStatus.AccountId);
  }
  return { id: Organization.Id, members };
}

export interface Organization {
  readonly id: string;
  readonly members: readonly string[];
}

/**
 * The small account with another id, without what no audit of it can be complete for, and with a state machine in the other
 * region whose role is none.
 */
export async function seedDrift(endpoint: string, accountId: string): Promise<void> {
  const credentials = await administratorOf(endpoint, accountId);
  const { machines, ...rest } = planSmallAccount();
  const readable = { ...rest, machines: machines.filter(({ name }) => name !== 'fraud-train') };
  const plan: AccountPlan = JSON.parse(JSON.stringify(readable).replaceAll(SEED_ACCOUNT, accountId));
  await seedAccount(endpoint, plan, credentials);
  const states = new SFNClient({ region: OVERSEAS, endpoint, credentials });
  try {
    const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
    const roleArn = `arn:aws:iam::${accountId}:role/never-made`;
    await states.send(new CreateStateMachineCommand({ name: 'overseas', definition, roleArn }));
  } finally {
    states.destroy();
  }
}

/** Puts `infra/member-role.yml` into accounts, as a StackSet that an administrator made. */
export async function deployMembers(
  wire: Wire,
  accounts: readonly string[],
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const { query } = wire;
  await query('cloudformation', {
    Action: 'CreateStackSet',
    StackSetName: STACK_SET,
    TemplateBody: await readFile('infra/member-role.yml', 'utf8'),
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...Object.fromEntries(
      Object.entries(parameters).flatMap(([key, value], at) => [
        [`Parameters.member.${at + 1}.ParameterKey`, key],
        [`Parameters.member.${at + 1}.ParameterValue`, value],
      ]),
    ),
  });
  await addMembers(wire, accounts);
}

/** Puts it into more accounts. */
export async function addMembers({ query }: Wire, accounts: readonly string[]): Promise<void> {
  await query('cloudformation', { Action: 'CreateStackInstances', ...instances(accounts) });
}

/** Takes it out of accounts. */
export async function removeMembers({ query }: Wire, accounts: readonly string[]): Promise<void> {
  await query('cloudformation', {
    Action: 'DeleteStackInstances',
    RetainStacks: 'false',
    ...instances(accounts),
  });
}

function instances(accounts: readonly string[]): Readonly<Record<string, string>> {
  return {
    StackSetName: STACK_SET,
    'Regions.member.1': SEED_REGION,
    ...Object.fromEntries(accounts.map((account, at) => [`Accounts.member.${at + 1}`, account])),
  };
}
