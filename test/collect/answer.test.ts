import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import { type Answer, ask, holding } from '../../src/collect/answer.ts';
import type { JsonRecord } from '../../src/model/json.ts';
import { AwsFault, fakeAws, type Route } from '../support/fake-aws.ts';

const SETTINGS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
};
const now = (): Promise<void> => Promise.resolve();
const DESCRIBE = 'states:DescribeStateMachine';
const GET_ROLE = 'iam:GetRole';

function askStates(route: Route): Promise<Answer<JsonRecord>> {
  const { requestHandler } = fakeAws({ [DESCRIBE]: route });
  const client = new SFNClient({ ...SETTINGS, requestHandler });
  return ask(now, DESCRIBE, 'us-east-1', () =>
    client.send(new DescribeStateMachineCommand({ stateMachineArn: 'arn' })),
  );
}

function askIam(route: Route): Promise<Answer<JsonRecord>> {
  const { requestHandler } = fakeAws({ [GET_ROLE]: route });
  const client = new IAMClient({ ...SETTINGS, requestHandler });
  return ask(now, GET_ROLE, 'global', () => client.send(new GetRoleCommand({ RoleName: 'r' })));
}

function fault(code: string, message?: string, status?: number): Route {
  return () => {
    throw new AwsFault(code, message, status);
  };
}

function raw(rawStatus: number, rawBody: string): Route {
  return () => ({ rawStatus, rawBody });
}

const SECRET = '<html>secret</html>';
const XML_DENIAL = '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>';

describe('a refusal of Step Functions', () => {
  test.each<[string, Route, object]>([
    [
      'a denial names the action to grant',
      fault('AccessDeniedException', 'not yours', 400),
      { kind: 'denied', why: 'AccessDeniedException: not yours', action: DESCRIBE },
    ],
    [
      'a denial in another protocol is still a denial',
      raw(403, XML_DENIAL),
      { kind: 'denied', why: 'HTTP 403', action: DESCRIBE },
    ],
    [
      'a key that refuses asks for kms:Decrypt',
      fault('KmsAccessDeniedException', 'no', 400),
      { kind: 'denied', why: 'KmsAccessDeniedException: no', action: 'kms:Decrypt' },
    ],
    [
      'a machine that does not exist is absent',
      fault('StateMachineDoesNotExist', 'gone'),
      { kind: 'absent', why: 'StateMachineDoesNotExist: gone' },
    ],
    [
      'a page in place of an answer is a failure that does not repeat the page',
      raw(200, SECRET),
      { kind: 'failed', why: 'the answer is not in its format (HTTP 200)' },
    ],
    [
      'a page of an error is a failure with its status',
      raw(500, SECRET),
      { kind: 'failed', why: 'the answer is not in its format (HTTP 500)' },
    ],
    [
      'half an answer is a failure',
      raw(200, '{"roleArn":"arn:'),
      { kind: 'failed', why: 'the answer is not in its format (HTTP 200)' },
    ],
    [
      'any other error keeps its name and message',
      fault('InvalidArn', 'bad ARN'),
      { kind: 'failed', why: 'InvalidArn: bad ARN' },
    ],
    [
      'expired credentials are a failure, because no grant would help',
      fault('ExpiredTokenException', 'token abc', 403),
      { kind: 'failed', why: 'ExpiredTokenException: the credentials do not work' },
    ],
  ])('%s', async (_, route, answer) => {
    expect(await askStates(route)).toEqual(answer);
  });
});

describe('a refusal of IAM', () => {
  test.each<[string, Route, object]>([
    [
      'a denial names the action to grant',
      fault('AccessDenied', 'not yours', 403),
      { kind: 'denied', why: 'AccessDenied: not yours', action: GET_ROLE },
    ],
    [
      'a role that does not exist is absent',
      fault('NoSuchEntity', 'gone', 404),
      { kind: 'absent', why: 'NoSuchEntityException: gone' },
    ],
    [
      'a page of an error is a failure with its status',
      raw(502, SECRET),
      { kind: 'failed', why: 'the answer is not in its format (HTTP 502)' },
    ],
    [
      'half an answer is a failure',
      raw(200, '<GetRoleResponse><GetRoleResult><Ro'),
      { kind: 'failed', why: 'the answer is not in its format (HTTP 200)' },
    ],
    [
      'a wrong signature never shows the signed headers',
      fault('SignatureDoesNotMatch', 'x-amz-security-token:abc', 403),
      { kind: 'failed', why: 'SignatureDoesNotMatch: the credentials do not work' },
    ],
  ])('%s', async (_, route, answer) => {
    expect(await askIam(route)).toEqual(answer);
  });
});

test('a reason is one short line without invisible characters', async () => {
  const answer = await askStates(fault('InvalidArn', `a\u0000\n\u202eb${'x'.repeat(500)}`));
  expect(answer.kind === 'failed' && answer.why).toMatch(/^InvalidArn: a bx{100,}…$/);
  expect(answer.kind === 'failed' && answer.why).toHaveLength(300);
});

test('a program error in place of an answer is a failed read', async () => {
  const answer = await ask(now, DESCRIBE, 'us-east-1', () => Promise.reject('no error object'));
  expect(answer).toEqual({ kind: 'failed', why: 'no reason was given' });
});

test('an answer is plain JSON: dates as text, without metadata of the SDK', async () => {
  const answer = await askIam(() => ({ Role: { RoleName: 'r', CreateDate: new Date(0) } }));
  expect(answer).toEqual({
    kind: 'known',
    value: { Role: { RoleName: 'r', CreateDate: '1970-01-01T00:00:00.000Z' } },
  });
});

test.each([
  ['an empty body', ''],
  ['a page', SECRET],
  ['another answer', '<GetRoleResponse><GetRoleResult></GetRoleResult></GetRoleResponse>'],
])('%s, which the SDK takes for a success, lacks the key that proves the answer', async (_, body) => {
  expect(holding('Role', await askIam(raw(200, body)))).toEqual({
    kind: 'failed',
    why: 'the answer has no `Role`',
  });
});

test('asking waits for its turn', async () => {
  const order: string[] = [];
  const pace = async (action: string, region: string): Promise<void> => {
    await Promise.resolve();
    order.push(`paced ${action} ${region}`);
  };
  await ask(pace, DESCRIBE, 'eu-west-1', async () => order);
  await ask(pace, DESCRIBE, 'eu-west-1', async () => ({ sent: order.push('sent') }));
  expect(order.at(-2)).toBe('paced states:DescribeStateMachine eu-west-1');
});
