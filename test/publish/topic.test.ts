import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  InvalidParameterException,
  PublishCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  SNSClient,
  type SNSClientResolvedConfig,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { type AwsStub, mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTopic } from '../../src/publish/topic.ts';
import { PATIENCE } from '../../src/publish/wire.ts';
import { AwsFault, type FakeAws, fakeAws, type Route } from '../support/fake-aws.ts';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:findings';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const message = {
  Subject: 'Plumbline: a',
  MessageStructure: 'json',
  Message: '{"default":"ü & <b>"}',
  MessageAttributes: {
    severity: { DataType: 'String', StringValue: 'high' },
    ruleId: { DataType: 'String.Array', StringValue: '["a","b"]' },
  },
} as const;

/** AWS that answers to Publish so, one answer after the other and the last for ever. */
function answering(...routes: readonly [Route, ...Route[]]): FakeAws {
  let next = 0;
  return fakeAws({
    'sns:Publish': (input, region) => {
      const route = routes[Math.min(next, routes.length - 1)] ?? routes[0];
      next += 1;
      return route(input, region);
    },
  });
}

const taken: Route = () => ({ MessageId: 'm-1' });

function refusing(code: string, text: string, status = 400): Route {
  return () => {
    throw new AwsFault(code, text, status);
  };
}

describe('a topic', () => {
  test('is asked in its own region, for just what the channel declares', async () => {
    const { requestHandler, calls } = answering(taken);
    const topic = await openTopic(topicArn, { credentials, requestHandler });
    expect(await topic.publish(message)).toEqual({ kind: 'sent' });
    topic.close();
    expect(calls.map(({ action, region }) => [action, region])).toEqual([['sns:Publish', 'eu-west-1']]);
    expect(calls[0]?.input).toMatchObject({
      TopicArn: topicArn,
      Subject: message.Subject,
      MessageStructure: 'json',
      Message: message.Message,
      'MessageAttributes.entry.2.Name': 'ruleId',
      'MessageAttributes.entry.2.Value.DataType': 'String.Array',
      'MessageAttributes.entry.2.Value.StringValue': '["a","b"]',
    });
  });

  test('is asked again after an error of the service', async () => {
    const { requestHandler, calls } = answering(refusing('InternalError', 'try again', 500), taken);
    const topic = await openTopic(topicArn, { credentials, requestHandler });
    expect(await topic.publish(message)).toEqual({ kind: 'sent' });
    expect(calls).toHaveLength(2);
  });

  test.each([
    ['InvalidParameter', 'Invalid parameter: Message too long', 400, 'refused', 'InvalidParameterException'],
    [
      'ParameterValueInvalid',
      'Invalid value for the attribute',
      400,
      'refused',
      'InvalidParameterValueException',
    ],
    ['InvalidParameter', 'Invalid parameter: TopicArn', 400, 'failed', 'InvalidParameterException'],
    [
      'AuthorizationError',
      'not authorized to perform: SNS:Publish',
      403,
      'failed',
      'AuthorizationErrorException',
    ],
    ['NotFound', 'Topic does not exist', 404, 'failed', 'NotFoundException'],
    ['KMSAccessDenied', 'no access to the key', 400, 'failed', 'KMSAccessDeniedException'],
  ])('that answers %s (%s) is asked once, and its reason kept', async (code, text, status, kind, name) => {
    const { requestHandler, calls } = answering(refusing(code, text, status));
    const topic = await openTopic(topicArn, { credentials, requestHandler });
    expect(await topic.publish(message)).toEqual({ kind, why: `${name}: ${text}` });
    expect(calls).toHaveLength(1);
  });
});

describe('the client', () => {
  let client: AwsStub<ServiceInputTypes, ServiceOutputTypes, SNSClientResolvedConfig>;
  beforeEach(() => {
    client = mockClient(SNSClient);
  });
  afterEach(() => client.restore());

  const network = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const timeout = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  const throttling = new ThrottledException({ message: 'Rate exceeded', $metadata: {} });
  const wrong = new InvalidParameterException({ message: 'Invalid parameter: Subject', $metadata: {} });

  test.each([
    ['failed', throttling],
    ['failed', network],
    ['failed', timeout],
    ['refused', wrong],
  ])('has %s where all its tries end in %s', async (kind, error) => {
    client.on(PublishCommand).rejects(error);
    const topic = await openTopic(topicArn);
    expect(await topic.publish(message)).toEqual({ kind, why: `${error.name}: ${error.message}` });
  });

  test('tries a few times, and never adapts', async () => {
    client.on(PublishCommand).resolves({ MessageId: 'm-1' });
    const topic = await openTopic(topicArn);
    await topic.publish(message);
    const used = client.commandCalls(PublishCommand)[0]?.thisValue as SNSClient | undefined;
    expect(await used?.config.maxAttempts()).toBe(3);
    expect(used?.config.retryMode).toBe('standard');
  });
});

test('a topic that takes the request and never answers is given up', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const topic = await openTopic(topicArn, {
    credentials,
    endpoint: `http://127.0.0.1:${port}`,
    maxAttempts: 1,
    requestHandler: { ...PATIENCE, requestTimeout: 50 },
  });
  expect(await topic.publish(message)).toEqual({
    kind: 'failed',
    why: expect.stringMatching(/^TimeoutError: /),
  });
  topic.close();
  silent.closeAllConnections();
  silent.close();
});
