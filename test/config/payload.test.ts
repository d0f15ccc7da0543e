import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { PayloadError, parsePayload } from '../../src/config/payload.ts';
import refused from '../cases/payload/refused.json' with { type: 'json' };

const config: Config = {
  regions: ['us-east-1', 'eu-west-1'],
  accounts: ['111122223333'],
  minSeverity: 'medium',
  lookbackDays: 30,
};
const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:train';
const ROLE = 'arn:aws:iam::111122223333:role/service-role/train';

describe('a payload is refused', () => {
  test.each(refused)('$title', ({ event, message }) => {
    expect(() => parsePayload(event, config)).toThrow(PayloadError);
    expect(() => parsePayload(event, config)).toThrow(
      expect.objectContaining({ name: 'InvalidPayload', message }),
    );
  });

  test('an own key `__proto__` is an unknown key', () => {
    const event: unknown = JSON.parse('{"kind":"audit","__proto__":{"publish":false}}');
    expect(() => parsePayload(event, config)).toThrow(/^`\$\.__proto__` is not known here/);
  });

  test('51 resources are too many, 50 are not', () => {
    const resources = Array.from({ length: 50 }, (_, index) => `${MACHINE}-${index}`);
    expect(parsePayload({ kind: 'audit', resources }, config)).toMatchObject({ resources });
    expect(() => parsePayload({ kind: 'audit', resources: [...resources, ROLE] }, config)).toThrow(
      '`$.resources`: expected at most 50 entries',
    );
  });

  test('an account is outside of a configuration that names none', () => {
    const event = { kind: 'audit', accounts: ['111122223333'] };
    expect(() => parsePayload(event, { ...config, accounts: [] })).toThrow(
      '`$.accounts[0]`: "111122223333" is outside of the configuration',
    );
  });
});

describe('a payload is accepted', () => {
  test('a schedule audits all that is configured, and publishes', () => {
    const event = {
      kind: 'schedule',
      scheduleArn: 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/audit',
      scheduledTime: '2026-11-21T06:00:00Z',
    };
    expect(parsePayload(event, config)).toEqual({
      trigger: 'schedule',
      schedule: { arn: event.scheduleArn, time: event.scheduledTime },
      accounts: ['111122223333'],
      regions: ['us-east-1', 'eu-west-1'],
      publish: true,
    });
  });

  test('a call on demand without targets is the same', () => {
    expect(parsePayload({ kind: 'audit' }, config)).toEqual({
      trigger: 'audit',
      accounts: ['111122223333'],
      regions: ['us-east-1', 'eu-west-1'],
      publish: true,
    });
  });

  test('a call on demand can narrow the audit and keep it to itself', () => {
    const event = {
      kind: 'audit',
      regions: ['eu-west-1', 'eu-west-1'],
      resources: [MACHINE, ROLE],
      publish: false,
    };
    expect(parsePayload(event, config)).toEqual({
      trigger: 'audit',
      accounts: ['111122223333'],
      regions: ['eu-west-1'],
      resources: [MACHINE, ROLE],
      publish: false,
    });
  });

  test('where no account is configured, resources of any account may be asked about', () => {
    expect(parsePayload({ kind: 'audit', resources: [ROLE] }, { ...config, accounts: [] })).toMatchObject({
      accounts: [],
      resources: [ROLE],
    });
  });
});

describe('with a role of member accounts', () => {
  const member = { roleName: 'plumbline-member' };
  const many: Config = { ...config, accounts: ['111122223333', '444455556666'], member };

  test('an account of the configuration can be audited on demand', () => {
    expect(parsePayload({ kind: 'audit', accounts: ['444455556666'] }, many)).toMatchObject({
      accounts: ['444455556666'],
    });
  });

  test('any account can be where the configuration names none', () => {
    const any = { ...many, accounts: [] };
    expect(parsePayload({ kind: 'audit', accounts: ['999999999999'] }, any)).toMatchObject({
      accounts: ['999999999999'],
    });
    expect(() => parsePayload({ kind: 'audit', accounts: ['x/../role'] }, any)).toThrow(
      '`$.accounts[0]`: expected an account id of 12 digits',
    );
  });

  test.each([
    ['more than one account', { kind: 'audit', accounts: ['111122223333', '444455556666'] }],
    ['all accounts of the configuration', { kind: 'audit' }],
  ])('%s is for the state machine', (_, event) => {
    expect(() => parsePayload(event, many)).toThrow(
      '`$.accounts`: expected one account; start the state machine to audit many',
    );
  });

  test('a foreign account is refused', () => {
    expect(() => parsePayload({ kind: 'audit', accounts: ['999999999999'] }, many)).toThrow(
      '`$.accounts[0]`: "999999999999" is outside of the configuration',
    );
  });
});

describe('a member of a run', () => {
  const run = 'a'.repeat(64);

  test('is one account', () => {
    const event = { kind: 'member', run, account: '444455556666' };
    expect(parsePayload(event, config)).toEqual({ trigger: 'member', run, account: '444455556666' });
  });

  test.each([
    [{ kind: 'member', run, account: '4444' }, '`$.account`: expected an account id of 12 digits'],
    [{ kind: 'member', run: '../x', account: '444455556666' }, '`$.run`: expected the name of a run'],
    [{ kind: 'member', run }, '`$.account` is missing'],
  ])('is refused as %j', (event, message) => {
    expect(() => parsePayload(event, config)).toThrow(message);
  });
});
