import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../src/model/settings.ts';

const OFF = { tracing: false, logging: false, problems: [] };
const DESTINATIONS = [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:us-east-1:1:log-group:x:*' } }];
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('parseSettings', () => {
  test.each([
    ['nothing', {}, OFF],
    ['tracing that is on', { tracingConfiguration: { enabled: true } }, { ...OFF, tracing: true }],
    ['tracing that is off', { tracingConfiguration: { enabled: false } }, OFF],
    ['tracing that does not say', { tracingConfiguration: {} }, OFF],
    [
      'a log level and a destination',
      { loggingConfiguration: { level: 'ERROR', includeExecutionData: false, destinations: DESTINATIONS } },
      { ...OFF, logging: true },
    ],
    ['the level OFF', { loggingConfiguration: { level: 'OFF', destinations: DESTINATIONS } }, OFF],
    ['no level', { loggingConfiguration: { destinations: DESTINATIONS } }, OFF],
    ['no destination', { loggingConfiguration: { level: 'ALL' } }, OFF],
    [
      'a key of the customer',
      { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY } },
      { ...OFF, kmsKeyId: KEY },
    ],
    ['a key of AWS', { encryptionConfiguration: { type: 'AWS_OWNED_KEY' } }, OFF],
  ])('reads %s', (_, described, settings) => {
    expect(parseSettings(described)).toEqual(settings);
  });

  test.each([
    [{ tracingConfiguration: true }, '$.tracingConfiguration: expected an object, found a boolean'],
    [
      { tracingConfiguration: { enabled: 'yes' } },
      '$.tracingConfiguration.enabled: expected a boolean, found another text',
    ],
    [{ loggingConfiguration: null }, '$.loggingConfiguration: expected an object, found null'],
    [
      { loggingConfiguration: { level: 'LOUD', destinations: DESTINATIONS } },
      '$.loggingConfiguration.level: expected a log level, found another text',
    ],
    [
      { loggingConfiguration: { level: 'ALL', destinations: {} } },
      '$.loggingConfiguration.destinations: expected an array, found an object',
    ],
    [
      { encryptionConfiguration: {} },
      '$.encryptionConfiguration.type: expected a type of encryption, found nothing',
    ],
    [
      { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' } },
      '$.encryptionConfiguration.kmsKeyId: expected a string, found nothing',
    ],
  ])('takes %j for off, and says why', (described, problem) => {
    const { problems, ...settings } = parseSettings(described);
    expect({ ...settings, problems: [] }).toEqual(OFF);
    expect(problems.map(({ path, why }) => `${path}: ${why}`)).toEqual([problem]);
  });

  test('never throws, and never takes what has a problem for on', () => {
    const configuration = fc.oneof(
      fc.jsonValue(),
      fc.record({
        enabled: fc.jsonValue(),
        level: fc.constantFrom('ALL', 'OFF', 7),
        destinations: fc.jsonValue(),
        type: fc.constantFrom('CUSTOMER_MANAGED_KMS_KEY', 'constructor'),
        kmsKeyId: fc.jsonValue(),
      }),
    );
    const described = fc.record({
      tracingConfiguration: configuration,
      loggingConfiguration: configuration,
      encryptionConfiguration: configuration,
    });
    fc.assert(
      fc.property(described, (answer) => {
        const { tracing, logging, kmsKeyId, problems } = parseSettings(answer);
        const troubled = (field: string) => problems.some(({ path }) => path.startsWith(`$.${field}`));
        expect(tracing && troubled('tracingConfiguration')).toBe(false);
        expect(logging && troubled('loggingConfiguration')).toBe(false);
        expect(kmsKeyId !== undefined && troubled('encryptionConfiguration')).toBe(false);
      }),
    );
  });
});
