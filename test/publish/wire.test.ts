import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientSettings, PATIENCE, systemWire } from '../../src/publish/wire.ts';

const silent = createServer(() => {});
beforeAll(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

test('a service that takes the request and never answers is given up', async () => {
  const settings = clientSettings(systemWire, 'eu-west-1');
  expect(settings.requestHandler).toBe(PATIENCE);
  const client = new EventBridgeClient({
    ...settings,
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    requestHandler: { ...PATIENCE, requestTimeout: 50 },
  });
  await expect(client.send(new PutEventsCommand({ Entries: [] }))).rejects.toThrow(
    expect.objectContaining({ name: 'TimeoutError' }),
  );
  client.destroy();
});
