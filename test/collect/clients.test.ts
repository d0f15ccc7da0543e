import { ListModelsCommand } from '@aws-sdk/client-sagemaker';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { expect, test, vi } from 'vitest';
import { createClients } from '../../src/collect/clients.ts';
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

test('SageMaker has one client for a region, is asked there, and gives up sooner', async () => {
  const { requestHandler, calls } = fakeAws({ 'sagemaker:ListModels': () => ({ Models: [] }) });
  const clients = createClients({ region: 'us-east-1', credentials, requestHandler });
  const client = await clients.sagemaker('eu-west-1');
  expect(await clients.sagemaker('eu-west-1')).toBe(client);
  expect(await clients.sagemaker('us-east-1')).not.toBe(client);
  await client.send(new ListModelsCommand({}));
  expect(calls.map(({ region }) => region)).toEqual(['eu-west-1']);
  expect(await client.config.maxAttempts()).toBe(5);
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

test('retries are bounded and never adaptive', async () => {
  const { config } = createClients({ region: 'us-east-1', credentials }).iam();
  expect(await config.maxAttempts()).toBe(8);
  expect(config.retryMode).toBe('standard');
});
