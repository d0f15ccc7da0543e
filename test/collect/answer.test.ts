import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import { type Answer, ask, holding } from '../../src/collect/answer.ts';
import type { Pace, Trouble } from '../../src/collect/limiter.ts';
import type { JsonRecord } from '../../src/model/json.ts';
import { AwsFault, fakeAws, type Route } from '../support/fake-aws.ts';

const SETTINGS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
};
/** Gives every turn at once, and lets nothing be asked again. */
const now: Pace = { turn: async () => true, answered: () => {}, again: async () => false };
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
      { kind: 'failed', why: 'the answer is not in its format (HTTP 500)', mayPass: true },
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
      { kind: 'failed', why: 'the answer is not in its format (HTTP 502)', mayPass: true },
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

/** A pace that lets everything be asked again, and what it was told. */
function patient(): { readonly pace: Pace; readonly told: string[] } {
  const told: string[] = [];
  const pace: Pace = {
    turn: async (action, region) => {
      told.push(`turn ${action} ${region}`);
      return true;
    },
    answered: () => void told.push('answered'),
    again: async (_action, _region, trouble, count) => {
      told.push(`${trouble} ${count}`);
      return count < 3;
    },
  };
  return { pace, told };
}

const TURN = `turn ${DESCRIBE} eu-west-1`;

describe('asking', () => {
  test('waits for its turn', async () => {
    const { pace, told } = patient();
    await ask(pace, DESCRIBE, 'eu-west-1', async () => ({ sent: told.push('sent') }));
    expect(told).toEqual([TURN, 'sent', 'answered']);
  });

  test('is over where no turn comes any more', async () => {
    const pace: Pace = { ...now, turn: async () => false };
    const answer = await ask(pace, DESCRIBE, 'r', () => Promise.reject(new Error('sent')));
    expect(answer).toEqual({ kind: 'failed', why: 'the time of this run is over' });
  });

  test('is over where the call was ended', async () => {
    const { pace, told } = patient();
    const ended = Object.assign(new Error('aborted'), { name: 'AbortError' });
    expect(await ask(pace, DESCRIBE, 'eu-west-1', () => Promise.reject(ended))).toEqual({
      kind: 'failed',
      why: 'the time of this run is over',
    });
    expect(told).toEqual([TURN]);
  });

  const named = (name: string, more: object = {}): Error => Object.assign(new Error('no'), { name, ...more });
  test.each<[string, Error, Trouble]>([
    ['a throttle', named('ThrottlingException'), 'throttle'],
    ['a throttle by its status alone', named('Odd', { $metadata: { httpStatusCode: 429 } }), 'throttle'],
    ['the rate of a key', named('KmsThrottlingException'), 'throttle'],
    ['an error of the server', named('ServiceFailure', { $metadata: { httpStatusCode: 500 } }), 'outage'],
    ['a time-out', named('TimeoutError'), 'outage'],
    ['a lost connection', named('Error', { code: 'ECONNRESET' }), 'outage'],
    [
      'a clock that was put right',
      named('InvalidSignatureException', { $metadata: { clockSkewCorrected: true } }),
      'outage',
    ],
  ])('is repeated after %s, each time in its turn', async (_, error, trouble) => {
    const { pace, told } = patient();
    const answers: (() => Promise<object>)[] = [
      () => Promise.reject(error),
      () => Promise.reject(error),
      async () => ({ a: 1 }),
    ];
    const answer = await ask(pace, DESCRIBE, 'eu-west-1', () => answers.shift()?.() ?? Promise.reject(error));
    expect(answer).toEqual({ kind: 'known', value: { a: 1 } });
    expect(told).toEqual([TURN, `${trouble} 1`, TURN, `${trouble} 2`, TURN, 'answered']);
  });

  test('ends with a failure that may pass where it may not be repeated any more', async () => {
    const { pace, told } = patient();
    const throttled = named('ThrottlingException');
    expect(await ask(pace, DESCRIBE, 'eu-west-1', () => Promise.reject(throttled))).toEqual({
      kind: 'failed',
      why: 'ThrottlingException: no',
      mayPass: true,
    });
    expect(told.at(-1)).toBe('throttle 3');
  });

  test.each(['AccessDeniedException', 'StateMachineDoesNotExist', 'InvalidArn', 'ExpiredTokenException'])(
    'is not repeated after %s, which is an answer',
    async (name) => {
      const { pace, told } = patient();
      await ask(pace, DESCRIBE, 'eu-west-1', () => Promise.reject(named(name)));
      expect(told).toEqual([TURN, 'answered']);
    },
  );
});
