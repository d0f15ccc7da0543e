import { describe, expect, test } from 'vitest';
import { type ChangeBounds, parseChange, recordsIn } from '../../src/config/change-event.ts';
import { printable } from '../../src/findings/printable.ts';
import { CHANGE_EVENTS } from '../../src/model/change-events.ts';
import { BOUNDS, batchOf, type ChangeEvent, changeEvent, readChangeCases } from '../support/change-cases.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';

const ACCOUNT = '111122223333';

function read(event: unknown, bounds: ChangeBounds = BOUNDS): ReturnType<typeof parseChange> {
  return parseChange(typeof event === 'string' ? event : JSON.stringify(event), bounds);
}

function callerIn(userIdentity: object): string | undefined {
  const change = read(changeEvent('put-role-policy', { userIdentity }));
  return change.kind === 'change' ? change.change.by : undefined;
}

describe('a change is', () => {
  test.each([...readChangeCases()])('what %s tells: $title', (_, { event, by, targets }) => {
    const { eventName, eventTime, eventID } = event.detail;
    expect(read(event)).toEqual({
      kind: 'change',
      change: { account: ACCOUNT, targets, by, event: eventName, at: eventTime, eventId: eventID },
    });
  });

  test('of a role that only the list of resources names', () => {
    const resources = [{ ARN: `arn:aws:iam::${ACCOUNT}:role/TrainRole`, accountId: ACCOUNT }];
    const event = changeEvent('put-role-policy', { requestParameters: null, resources });
    expect(read(event)).toMatchObject({ change: { targets: [resources[0]?.ARN] } });
  });
});

describe('the caller is', () => {
  const issuer = `arn:aws:iam::${ACCOUNT}:role/ops/Deployer`;
  test.each<[string, object, string]>([
    [
      'the role where the session has no name',
      { sessionContext: { sessionIssuer: { arn: issuer } } },
      issuer,
    ],
    ['the user where nothing has an ARN', { type: 'SAMLUser', userName: 'ada' }, 'ada'],
    ['the account where that is all', { type: 'AWSAccount', accountId: '444455556666' }, '444455556666'],
    ['unknown where nothing tells', { type: 'Unknown' }, 'an unknown caller'],
    ['cut where its name has no end', { arn: 'x'.repeat(9_000) }, `${'x'.repeat(500)}…`],
    ['told without what looks like a key', { userName: 'AKIAIOSFODNN7EXAMPLE' }, '[redacted]'],
  ])('%s', (_, identity, by) => {
    expect(callerIn(identity)).toBe(by);
  });

  test('one printable line, whatever it is called', () => {
    for (const name of ALL_HOSTILE) {
      const by = callerIn({ arn: name }) ?? '';
      expect(printable(by)).toBe(by);
      expect(by).not.toBe('');
    }
  });
});

describe('ignored is', () => {
  const plain = 'put-role-policy';
  const others = { accounts: ['444455556666'] };
  const session = (account: string, role: string) => ({
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/${role}/x` },
  });
  const member = { accounts: ['444455556666'], member: { roleName: 'plumbline-member' } };
  test.each<[string, ChangeEvent, Partial<ChangeBounds>, string]>([
    [
      'what CloudTrail does not tell',
      changeEvent(plain, {}, { 'detail-type': 'x' }),
      {},
      'no call that CloudTrail',
    ],
    ['a call that changes nothing', changeEvent(plain, { eventName: 'GetRole' }), {}, 'no call that changes'],
    [
      'a service like `constructor`',
      changeEvent(plain, { eventSource: 'constructor' }),
      {},
      'no call that changes',
    ],
    ['an account that is not configured', changeEvent(plain), others, `account ${ACCOUNT} is not audited`],
    [
      'an account that is not the own one',
      changeEvent(plain, {}, { account: '444455556666' }),
      {},
      'account 444455556666 is not audited',
    ],
    [
      'a region that is not configured',
      changeEvent('update-state-machine'),
      { regions: ['eu-west-1'] },
      'region us-east-1 is not audited',
    ],
    ['a call that failed', changeEvent(plain, { errorCode: 'AccessDenied' }), {}, 'the call failed'],
    ['a call of the auditor', changeEvent(plain, session(ACCOUNT, 'auditor')), {}, 'the auditor made it'],
    [
      'a call of the auditor in a member account',
      changeEvent(plain, session('444455556666', 'plumbline-member'), { account: '444455556666' }),
      member,
      'the auditor made it',
    ],
    [
      'a resource without a role',
      changeEvent('create-training-job', { requestParameters: { trainingJobName: 'x' } }),
      {},
      'it names no role',
    ],
  ])('%s', (_, event, bounds, why) => {
    expect(read(event, { ...BOUNDS, ...bounds })).toEqual({
      kind: 'ignored',
      why: expect.stringContaining(why),
    });
  });

  test('no change in IAM for its region, and none of another role like that of the auditor', () => {
    const elsewhere = { ...BOUNDS, regions: ['eu-west-1'] };
    expect(read(changeEvent(plain), elsewhere).kind).toBe('change');
    expect(read(changeEvent(plain, session(ACCOUNT, 'auditor-2'))).kind).toBe('change');
  });

  test('no account of an organization that lets the auditor in', () => {
    const event = changeEvent(plain, {}, { account: '444455556666' });
    expect(read(event, { ...BOUNDS, organization: true }).kind).toBe('change');
  });
});

describe('malformed is', () => {
  const request = '$.detail.requestParameters';
  const other = (name: string, requestParameters: object) => changeEvent(name, { requestParameters });
  const plain = 'put-role-policy';
  test.each<[string, unknown, string]>([
    ['no JSON', 'oops', '`$`: expected JSON'],
    ['an array', '[]', '`$`: expected an object, found an array'],
    ['a text without end', ' '.repeat(1_048_577), '`$`: expected at most 1048576 characters'],
    ['JSON without end', `${'['.repeat(5_000)}`, '`$`: expected at most 100 levels'],
    ['no account', changeEvent(plain, {}, { account: 111122223333 }), '`$.account`: expected an account id'],
    ['no region', changeEvent(plain, {}, { region: '../x' }), '`$.region`: expected a region'],
    ['no record', { ...changeEvent(plain), detail: null }, '`$.detail`: expected an object, found null'],
    ['another sender', changeEvent(plain, {}, { source: 'my.app' }), '`$.source`: expected "aws.iam"'],
    [
      'no time',
      changeEvent(plain, { eventTime: '2026-13-45T10:15:00Z' }),
      '`$.detail.eventTime`: expected a time',
    ],
    ['no id', changeEvent(plain, { eventID: 'a b' }), '`$.detail.eventID`: expected the id'],
    [
      'no caller',
      changeEvent(plain, { userIdentity: 'root' }),
      '`$.detail.userIdentity`: expected an object',
    ],
    [
      'a role that can be none',
      other(plain, { roleName: '../../x' }),
      `\`${request}.roleName\`: expected the name`,
    ],
    [
      'a role that is a list',
      other(plain, { roleName: ['x'] }),
      `\`${request}.roleName\`: expected the name`,
    ],
    ['neither role nor policy', other(plain, {}), `\`${request}\`: expected a role or a policy`],
    [
      'a policy of another account',
      other('create-policy-version', { policyArn: 'arn:aws:iam::444455556666:policy/x' }),
      `\`${request}\`: expected a role or a policy`,
    ],
    [
      'a state machine of another account',
      other('update-state-machine', {
        stateMachineArn: 'arn:aws:states:us-east-1:444455556666:stateMachine:train',
      }),
      `\`${request}\`: expected a state machine`,
    ],
    [
      'more roles than one call has',
      other('create-training-job', {
        roles: Array.from({ length: 51 }, (_, index) => `arn:aws:iam::${ACCOUNT}:role/r${index}`),
      }),
      `\`${request}\`: expected at most 50 things`,
    ],
  ])('%s', (_, event, problem) => {
    const found = read(event);
    expect(found).toEqual({ kind: 'malformed', problem: expect.stringContaining(problem) });
  });

  test('and no answer repeats what an event says, unless it is the name of a role', () => {
    const answers = (name: string) => {
      const event = changeEvent(plain, { requestParameters: { roleName: name } });
      const bodies = [name, event, changeEvent(plain, { eventName: name }), { ...event, detail: name }];
      return bodies.map((body) => read(body)).filter(({ kind }) => kind !== 'change');
    };
    const long = ALL_HOSTILE.filter(({ length }) => length > 12);
    const quoted = long.filter((name) =>
      JSON.stringify(answers(name)).includes(JSON.stringify(name).slice(1, -1)),
    );
    expect(quoted).toEqual([]);
    expect(long.flatMap(answers).length).toBeGreaterThan(3 * long.length);
  });
});

test('every listed call is read, or says what it lacks', () => {
  const kinds = Object.entries(CHANGE_EVENTS).flatMap(([eventSource, names]) =>
    names.map((eventName) => {
      const source = `aws.${eventSource.replace('.amazonaws.com', '')}`;
      const requestParameters = {
        roleName: 'TrainRole',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/TrainRole`,
        stateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:train`,
      };
      const detail = { eventSource, eventName, requestParameters, responseElements: null };
      return read(changeEvent('put-role-policy', detail, { source })).kind;
    }),
  );
  expect(kinds).toEqual(kinds.map(() => 'change'));
});

describe('a batch of a queue', () => {
  test('has records with their place and id', () => {
    expect(recordsIn(batchOf({ a: 1 }))).toEqual([{ at: '$.Records[0]', id: 'message-0', body: '{"a":1}' }]);
  });

  test.each<[unknown, string]>([
    [{}, '`$.Records`: expected an array, found nothing'],
    [{ Records: [1] }, '`$.Records[0]`: expected an object, found a number'],
    [{ Records: [{ body: '' }] }, '`$.Records[0].messageId`: expected the id of a message, found nothing'],
  ])('that is none is refused: %j', (event, message) => {
    expect(() => recordsIn(event)).toThrow(message);
  });
});
