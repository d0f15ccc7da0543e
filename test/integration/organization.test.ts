import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OrganizationSummary } from '../../src/run/organization/summary.ts';
import { type Moto, motoForTests, startMoto } from '../support/moto.ts';
import { organizationDefinition } from '../support/organization-definition.ts';
import { type Gateway, startGateway } from '../support/state-machine-gateway.ts';

// The logger reads its level when the handler is loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const moto = motoForTests();
const REGION = 'us-east-1';
const OWN = '123456789012';
const MEMBER = '111111111111';
const SHUT = '222222222222';
const BUCKET = 'states-of-many';
const CONTEXT = { awsRequestId: 'test' };

vi.setConfig({ testTimeout: 120_000 });

/**
 * moto runs the definition, with the Map over the list in the bucket; it calls functions at its own port, where a gateway
 * calls ours. Its grammar takes a percentage for a number only with a point, and a state machine with such a Map can be started
 * once there, so that each execution has its own.
 */
describe.skipIf(moto === undefined)('a run over three accounts', () => {
  let server: Moto;
  let gateway: Gateway;
  let sfn: SFNClient;

  beforeAll(async () => {
    if (moto === undefined) return;
    const { handler: audit } = await import('../../src/handlers/audit.ts');
    const { handler: organization } = await import('../../src/handlers/organization.ts');
    gateway = await startGateway({
      audit: (event) => audit(event, CONTEXT),
      organization: (event) => organization(event, CONTEXT),
    });
    vi.stubEnv('MOTO_PORT', String(gateway.port));
    server = await startMoto(moto);
    gateway.leadTo(server.endpoint);
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: gateway.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_EC2_METADATA_DISABLED: 'true',
    }))
      vi.stubEnv(name, value);
    const settings = { stepfunctions: { execute_state_machine: true } };
    await fetch(`${server.endpoint}/moto-api/config`, { method: 'POST', body: JSON.stringify(settings) });
    sfn = new SFNClient({ region: REGION });
    const s3 = new S3Client({ region: REGION, forcePathStyle: true });
    const sns = new SNSClient({ region: REGION });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const { TopicArn: topic = '' } = await sns.send(new CreateTopicCommand({ Name: 'findings' }));
    s3.destroy();
    sns.destroy();
    for (const [name, value] of Object.entries({
      PLUMBLINE_REGIONS: REGION,
      PLUMBLINE_ACCOUNTS: [OWN, MEMBER, SHUT].join(),
      PLUMBLINE_MEMBER_ROLE: 'plumbline-member',
      PLUMBLINE_STATE_BUCKET: BUCKET,
      PLUMBLINE_TOPIC_ARN: topic,
    }))
      vi.stubEnv(name, value);
    for (const account of [OWN, MEMBER, SHUT]) await seed(account);
  }, 120_000);

  afterAll(async () => {
    sfn?.destroy();
    await gateway?.stop();
    await server?.stop();
    vi.unstubAllEnvs();
  });

  async function execute(name: string, day: number): Promise<OrganizationSummary> {
    const scheduledTime = new Date(Date.UTC(2026, 10, day)).toISOString();
    const scheduleArn = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/organization';
    const input = JSON.stringify({ scheduleArn, scheduledTime });
    const definition = organizationDefinition().replace(/("ToleratedFailurePercentage": \d+)/, '$1.0');
    const stateMachineArn = await created(`audit-${name}`, definition, sfn);
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    for (;;) {
      const { status, output = '', cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED') return JSON.parse(output);
      if (status !== 'RUNNING') throw new Error(`the execution has ${status}: ${cause}`);
      await delay(200);
    }
  }

  test('tells people once, and names the account that cannot be read; when it can, that too', async () => {
    gateway.refused.add(SHUT);
    const first = await execute('first', 1);
    expect(first.accounts).toMatchObject({ planned: 3, unreachable: 1, missing: 0 });
    expect(first.findings.critical).toBe(2);
    expect(first.incomplete.find(({ account }) => account === SHUT)).toMatchObject({
      kind: 'unreachable',
      gaps: 1,
      first: [{ source: 'sts:AssumeRole', kind: 'denied', action: 'sts:AssumeRole' }],
    });
    expect(gateway.published).toHaveLength(1);
    const text = gateway.published[0]?.get('Message') ?? '';
    for (const account of [OWN, MEMBER, SHUT]) expect(text).toContain(account);

    // The same event once more: planned and audited already.
    const before = gateway.invoked.length;
    expect(await execute('twin', 1)).toEqual(first);
    expect(gateway.invoked.slice(before).map(([name]) => name)).toEqual([
      'organization',
      'audit',
      'audit',
      'audit',
      'organization',
    ]);
    expect(gateway.published).toHaveLength(1);

    gateway.refused.clear();
    const second = await execute('second', 2);
    expect(second.accounts).toMatchObject({ planned: 3, unreachable: 0, missing: 0 });
    expect(gateway.published).toHaveLength(2);
    expect(gateway.published[1]?.get('Message')).toContain('Audited again');
  });
});

async function created(name: string, definition: string, client: SFNClient): Promise<string> {
  const roleArn = `arn:aws:iam::${OWN}:role/never-made`;
  const { stateMachineArn = '' } = await client.send(
    new CreateStateMachineCommand({ name, definition, roleArn }),
  );
  return stateMachineArn;
}

/** A state machine whose role is none. */
async function seed(account: string): Promise<void> {
  const sts = new STSClient({ region: REGION });
  const RoleArn = `arn:aws:iam::${account}:role/seed`;
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'seed' }));
  sts.destroy();
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const client = new SFNClient({ region: REGION, ...(account === OWN ? {} : { credentials }) });
  await created('train', JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }), client);
  client.destroy();
}
