import { describe, expect, test } from 'vitest';
import { parseArn, roleNameOf } from '../../src/model/arn.ts';

describe('parseArn', () => {
  test('splits on the first five colons, and leaves the rest to the resource', () => {
    expect(parseArn('arn:aws:states:us-east-1:111122223333:stateMachine:nightly:3')).toEqual({
      partition: 'aws',
      service: 'states',
      region: 'us-east-1',
      accountId: '111122223333',
      resource: 'stateMachine:nightly:3',
    });
  });

  test('reads ARNs without region or account, and names with line breaks', () => {
    expect(parseArn('arn:aws:iam::111122223333:role/a')).toMatchObject({ region: '' });
    expect(parseArn('arn:aws-cn:s3:::bucket/a\nb')).toMatchObject({ accountId: '', resource: 'bucket/a\nb' });
  });

  test.each([
    '',
    'arn',
    'arn:aws:iam::111122223333',
    'arn:aws:iam::111122223333:',
    'ARN:aws:iam::1:role/a',
    '*',
  ])('finds none in %j', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});

test.each([
  ['arn:aws:iam::111122223333:role/Plain', 'Plain'],
  ['arn:aws:iam::111122223333:role/service-role/deep/Name', 'Name'],
  ['no ARN', 'no ARN'],
])('the name of the role %s is %s', (arn, name) => {
  expect(roleNameOf(arn)).toBe(name);
});
