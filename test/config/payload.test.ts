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
