import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { openState } from '../../src/run/state-bucket.ts';

const REGION = { AWS_REGION: 'eu-west-1' };

test('channels that tell of changes need something that remembers', () => {
  const environment = { ...REGION, PLUMBLINE_EVENT_BUS: 'findings', PLUMBLINE_SECURITY_HUB: 'true' };
  expect(() => openState(parseConfig(environment))).toThrow(
    '`eventBus` needs `stateBucket`: without it every run would tell everything anew; `securityHub` needs `stateBucket`',
  );
  const state = openState(parseConfig({ ...environment, PLUMBLINE_STATE_BUCKET: 'state' }));
  expect(state?.objects.placeOf('state/x', 'tag').name).toBe('s3://state/state/x');
  state?.close();
});

test('people can be told without it', () => {
  const environment = { ...REGION, PLUMBLINE_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:findings' };
  expect(openState(parseConfig(environment))).toBeUndefined();
});
