import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REDACTED, withoutKnownSecrets, withoutSecretValue } from '../../src/findings/secrets.ts';
import { canaries } from '../support/canaries.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';

describe('the value of a condition', () => {
  test.each([
    ['aws:RequestTag/Password', 'hunter2'],
    ['aws:PrincipalTag/api-token', 'x'],
    ['kms:EncryptionContext:secret', 'x'],
    ['aws:Referer', 'x'],
    ['sts:ExternalId', 'q8Zk2LmP0xV7tR4yB1nC9wD3'],
    ['sts:ExternalId', '89a9fc3af553cf7d64073b612bc129df'],
    ['aws:ResourceTag/x', '0d421ee46a3079e8b567a951f01015ec'],
    ['aws:ResourceTag/x', 'XY3hrZ96BZE3guFsdkr//MQf7A2eG166oP7gYj51'],
    ['aws:ResourceTag/x', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ])('is redacted where it looks like a secret: %s %s', (key, value) => {
    expect(withoutSecretValue(key, value)).toBe(REDACTED);
  });

  test.each([
    ['aws:RequestTag/team', 'data-platform'],
    ['aws:RequestTag/secret', 'true'],
    ['aws:RequestTag/token', '*'],
    ['aws:RequestTag/token', '${aws:PrincipalTag/token}'],
    ['aws:PrincipalArn', 'arn:aws:iam::111122223333:role/aB3dE5fG7hI9jK1lM3nO5pQ7'],
    ['kms:EncryptionContext:SecretARN', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:x-AbCdEf'],
    ['secretsmanager:SecretId', 'my-password'],
    ['aws:TokenIssueTime', '2026-01-01T00:00:00Z'],
    ['aws:SourceAccount', '111122223333'],
    ['aws:userid', 'AROAJQABLZS4A3QDU576Q:session'],
    ['aws:SourceVpce', 'vpce-0a1b2c3d4e5f67890'],
    ['aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/'],
    ['aws:ResourceTag/aws:cloudformation:logical-id', 'StateMachineRoleB840431D'],
    ['aws:ResourceTag/aws:cloudformation:stack-name', 'MyStack-NestedStack-1XQJ5K3ZV8W2Q'],
    ['aws:ResourceTag/commit', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['aws:PrincipalTag/role', 'AmazonSageMaker-ExecutionRole-20230101T000000'],
    ['iam:PassedToService', 'sagemaker.amazonaws.com'],
    ['aws:ResourceTag/id', '123e4567-e89b-12d3-a456-426614174000'],
    ['states:HTTPEndpoint', 'https://api.example.com/v1/items?page=2'],
    ['states:HTTPEndpoint', 'https://api.example.com/v1/orders/12/items/7'],
    ['s3:prefix', 'team/2026/11/model-v12/output'],
  ])('stays where it does not: %s %s', (key, value) => {
    expect(withoutSecretValue(key, value)).toBe(value);
  });

  test('loses of a URL what is secret', () => {
    const url = 'https://user:pass@api.example.com/v1?page=2&api_key=abc';
    expect(withoutSecretValue('states:HTTPEndpoint', url)).toBe(
      'https://[redacted]@api.example.com/v1?page=2&api_key=[redacted]',
    );
  });

  test('shows none of a thousand secrets', () => {
    const secrets = canaries();
    const shown = Array.from({ length: 1_000 }, () =>
      withoutSecretValue('aws:ResourceTag/x', secrets.plant()),
    );
    expect(secrets.foundIn(shown.join('\n'))).toEqual([]);
  });
});

describe('a text', () => {
  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2'.repeat(9)}`,
    'xoxb-1234567890-abcdef',
    `eyJhbGciOiJI.eyJzdWIi.${'x'.repeat(20)}`,
  ])('loses %s', (secret) => {
    expect(withoutKnownSecrets(`\`${secret}\` is there`)).toBe(`\`${REDACTED}\` is there`);
  });

  test.each([
    'arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf',
    'sk-learn-training-pipeline-2026',
    'a=b',
    'AROAJQABLZS4A3QDU576Q',
  ])('keeps %s', (name) => {
    expect(withoutKnownSecrets(name)).toBe(name);
  });

  test('of names that attack is read in little time, and twice gives the same', () => {
    for (const name of ALL_HOSTILE)
      expect(withoutKnownSecrets(withoutKnownSecrets(name))).toBe(withoutKnownSecrets(name));
  });
});

/** Every condition of every policy in a value, and every text. */
function* conditionsIn(value: unknown): Iterable<readonly [string, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name !== 'Condition' || typeof part !== 'object' || part === null) yield* conditionsIn(part);
    else for (const keys of Object.values(part)) yield* pairsIn(keys);
  }
}

function* pairsIn(keys: unknown): Iterable<readonly [string, string]> {
  for (const [key, values] of Object.entries(keys ?? {}))
    for (const value of [values].flat()) if (typeof value === 'string') yield [key, value];
}

test('no condition of an AWS managed policy, and none of the accounts here, is redacted', () => {
  const folders = [
    'test/cases/managed-policies',
    'test/accounts',
    'test/cases/rules',
    'examples/account/iam',
  ];
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));
  const pairs = files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => [...conditionsIn(JSON.parse(readFileSync(file, 'utf8')))]);
  expect(pairs.length).toBeGreaterThan(400);
  expect(pairs.filter(([key, value]) => withoutSecretValue(key, value) !== value)).toEqual([]);
});
