import { ListModelsCommand } from '@aws-sdk/client-sagemaker';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { expect, test, vi } from 'vitest';
import { createClients, endingWith } from '../../src/collect/clients.ts';
import { type FakeAws, fakeAws } from '../support/fake-aws.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

function answering(): FakeAws {
  return fakeAws({ 'states:ListStateMachines': () => ({ stateMachines: [] }) });
}

test('a region has one client for Step Functions, and asks there', async () => {
  const { requestHandler, calls } = answering();
  const clients = createClients({ region: 'us-east-1', credentials, requestHandler });
  expect(clients.sfn('eu-west-1')).toBe(clients.sfn('eu-west-1'));
  expect(clients.sfn('eu-west-1')).not.toBe(clients.sfn('us-east-1'));
  await clients.sfn('eu-west-1').send(new ListStateMachinesCommand({}));
  expect(calls.map(({ region }) => region)).toEqual(['eu-west-1']);
});

test('IAM and STS have one client each', () => {
  const clients = createClients({ region: 'us-east-1', credentials });
  expect(clients.iam()).toBe(clients.iam());
  expect(clients.sts()).toBe(clients.sts());
});

test('SageMaker has one client for a region, and is asked there', async () => {
  const { requestHandler, calls } = fakeAws({ 'sagemaker:ListModels': () => ({ Models: [] }) });
  const clients = createClients({ region: 'us-east-1', credentials, requestHandler });
  const client = await clients.sagemaker('eu-west-1');
  expect(await clients.sagemaker('eu-west-1')).toBe(client);
  expect(await clients.sagemaker('us-east-1')).not.toBe(client);
  await client.send(new ListModelsCommand({}));
  expect(calls.map(({ region }) => region)).toEqual(['eu-west-1']);
  const closed = vi.spyOn(client, 'destroy');
  clients.destroy();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
});

test('AWS Organizations has one client', async () => {
  const clients = createClients({ region: 'us-east-1', credentials });
  const client = await clients.organizations();
  expect(await clients.organizations()).toBe(client);
  const closed = vi.spyOn(client, 'destroy');
  clients.destroy();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
});

test('destroying closes what was made, and a later question starts anew', () => {
  const clients = createClients({ region: 'us-east-1', credentials });
  const first = clients.sfn('us-east-1');
  const closed = vi.spyOn(first, 'destroy');
  clients.destroy();
  clients.destroy();
  expect(closed).toHaveBeenCalledOnce();
  expect(clients.sfn('us-east-1')).not.toBe(first);
});

test('the SDK repeats nothing that is paced, and who asks a few times; never adaptively', async () => {
  const clients = createClients({ region: 'us-east-1', credentials });
  const paced = [
    clients.iam(),
    clients.sfn('us-east-1'),
    await clients.sagemaker('us-east-1'),
    await clients.organizations(),
  ];
  for (const { config } of paced) expect(await config.maxAttempts()).toBe(1);
  expect(await clients.sts().config.maxAttempts()).toBe(5);
  for (const { config } of [...paced, clients.sts()]) expect(config.retryMode).toBe('standard');
  clients.destroy();
});

test('a call that hangs ends with the signal, in the SDK as well', async () => {
  const signals: unknown[] = [];
  const { requestHandler } = fakeAws({}, (_, signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  const over = new AbortController();
  const clients = endingWith(
    over.signal,
    createClients({ region: 'us-east-1', credentials, requestHandler }),
  );
  const calls = [clients.sfn('us-east-1').send(new ListStateMachinesCommand({}))];
  calls.push((await clients.sagemaker('us-east-1')).send(new ListModelsCommand({})) as never);
  await vi.waitFor(() => expect(signals).toEqual([over.signal, over.signal]));
  over.abort();
  for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  clients.destroy();
});

test('a call that is begun after the signal is never sent', async () => {
  const { requestHandler, calls } = answering();
  const clients = createClients({ region: 'us-east-1', credentials, requestHandler });
  const ended = endingWith(AbortSignal.abort(), clients);
  await expect(ended.sfn('us-east-1').send(new ListStateMachinesCommand({}))).rejects.toMatchObject({
    name: 'AbortError',
  });
  clients.destroy();
  expect(calls.length).toBeLessThan(2);
});
