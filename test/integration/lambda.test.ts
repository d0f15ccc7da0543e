import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Handlers, sourceHandlers, withBundledHandlers } from '../support/handlers.ts';
import { motoForTests } from '../support/moto.ts';
import { type RunningAccount, startSeededAccount } from '../support/seed-account.ts';

const moto = motoForTests();

// Each test asks some three hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(moto === undefined)('the function over HTTP', () => {
  let account: RunningAccount;
  let handlers: Handlers;
  let subscriber: Server;
  const received: string[] = [];

  beforeAll(async () => {
    if (moto === undefined) return;
    account = await startSeededAccount(moto);
    handlers = await sourceHandlers();
    for (const [name, value] of Object.entries(account.env)) vi.stubEnv(name, value);
    subscriber = await listen((body) => received.push(body));
    vi.stubEnv('PLUMBLINE_REGIONS', account.region);
    vi.stubEnv('PLUMBLINE_ACCOUNTS', account.accountId);
    vi.stubEnv('PLUMBLINE_TOPIC_ARN', await topicFor(subscriber));
  }, 120_000);

  afterAll(async () => {
    vi.unstubAllEnvs();
    await account?.stop();
    subscriber?.close();
  });

  async function topicFor(server: Server): Promise<string> {
    const client = new SNSClient({ region: account.region });
    try {
      const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'findings' }));
      const { port } = server.address() as AddressInfo;
      const Endpoint = `http://127.0.0.1:${port}/`;
      await client.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint }));
      return TopicArn ?? '';
    } finally {
      client.destroy();
    }
  }

  test('an audit on demand answers with its findings and sends a digest to the topic', async () => {
    const answer = await handlers.audit({ kind: 'audit', regions: [account.region] });
    expect(answer).toMatchObject({
      summary: { stateMachines: account.expected.stateMachines, roles: account.expected.roles },
      coverage: { gaps: expect.any(Array) },
      findings: expect.arrayContaining([expect.objectContaining({ ruleId: 'transform-policy-missing' })]),
    });
    await vi.waitFor(() => expect(received).toHaveLength(1), 5_000);
    const notification = JSON.parse(received[0] ?? '');
    expect(notification.Subject).toContain(account.accountId);
    expect(JSON.parse(notification.Message)).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ kind: 'opened', isBaseline: true })]),
    });
  });

  test('the bundle answers as its source does, and loads its chunks from where it lies', async () => {
    const payload = { kind: 'audit', publish: false };
    const { findings } = await handlers.audit(payload);
    await withBundledHandlers(async ({ audit, drain }) => {
      expect((await audit(payload)).findings.map(({ id }) => id)).toEqual(findings.map(({ id }) => id));
      await expect(audit({ kind: 'drop' })).rejects.toMatchObject({ name: 'InvalidPayload' });
      // Nothing is remembered here, so that nothing can be left behind.
      expect(await drain()).toEqual({ deliveries: [], problems: [] });
    });
  });

  test('nothing is sent where the payload says so', async () => {
    received.length = 0;
    await handlers.audit({ kind: 'audit', publish: false });
    expect(received).toEqual([]);
  });
});

function listen(onBody: (body: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      onBody(Buffer.concat(chunks).toString());
      response.end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
