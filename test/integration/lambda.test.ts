import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LAMBDA } from '../../tools/bundles.ts';
import { motoForTests } from '../support/moto.ts';
import { type RunningAccount, startSeededAccount } from '../support/seed-account.ts';

const moto = motoForTests();

// Each test asks some three hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(moto === undefined)('the function over HTTP', () => {
  let account: RunningAccount;
  let subscriber: Server;
  const received: string[] = [];

  beforeAll(async () => {
    if (moto === undefined) return;
    account = await startSeededAccount(moto);
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

  async function invoke(event: unknown): Promise<unknown> {
    const { handler } = await import('../../src/handlers/audit.ts');
    return handler(event, { awsRequestId: 'test' });
  }

  test('an audit on demand answers with its findings and sends a digest to the topic', async () => {
    const answer = await invoke({ kind: 'audit', regions: [account.region] });
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
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-lambda-'));
    try {
      await build({ ...LAMBDA, outdir: folder });
      const { handler } = await import(pathToFileURL(join(folder, 'audit.mjs')).href);
      const context = { awsRequestId: 'test' };
      const payload = { kind: 'audit', publish: false };
      const answer = await handler(payload, context);
      expect(answer.findings.map(({ id }: { id: string }) => id)).toEqual(
        ((await invoke(payload)) as { findings: { id: string }[] }).findings.map(({ id }) => id),
      );
      await expect(handler({ kind: 'drop' }, context)).rejects.toMatchObject({ name: 'InvalidPayload' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('nothing is sent where the payload says so', async () => {
    received.length = 0;
    await invoke({ kind: 'audit', publish: false });
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
