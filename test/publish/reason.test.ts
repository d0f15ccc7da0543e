import { describe, expect, test } from 'vitest';
import { cleanReason, reasonOf } from '../../src/publish/reason.ts';

// Put together here, so that nothing in this file looks like a key.
const KEY_ID = `ASIA${'ABCDEFGH12345678'}`;
const TOKEN = `IQoJb3JpZ2luX2Vj${'Ab1+/'.repeat(60)}==`;
const SIGNATURE = '0123456789abcdef'.repeat(4);

describe('the reason of a failure', () => {
  test.each([
    ['an error', new TypeError('no route'), 'TypeError: no route'],
    ['something else', 'down', 'the channel gives no reason'],
    ['nothing', undefined, 'the channel gives no reason'],
  ])('is told for %s', (_, error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  test.each([
    [`POST\n/\n\nx-amz-security-token:${TOKEN}\n\nhost`, [TOKEN]],
    [`the canonical string is ${TOKEN}`, [TOKEN]],
    [`Credential=${KEY_ID}/20261121/us-east-1/sns/aws4_request, Signature=${SIGNATURE}`, [KEY_ID, SIGNATURE]],
    [`The security token for ${KEY_ID} is invalid`, [KEY_ID]],
    [`connect ECONNREFUSED https://user:hunter2@proxy.example:3128/`, ['hunter2']],
    [`GET https://b.s3.amazonaws.com/k?X-Amz-Signature=short1&a=b failed`, ['short1']],
    [`{"password": "hunter2"}`, ['hunter2']],
  ])('does not give away what is secret in %j', (message, secrets) => {
    const reason = reasonOf(new Error(message));
    expect(secrets.filter((secret) => reason.includes(secret))).toEqual([]);
    expect(reason).toContain('[redacted]');
  });

  test.each([
    'User: arn:aws:sts::111122223333:assumed-role/plumbline-dev-AuditorRole-1ABCDEFGHIJKL/plumbline is not authorized to perform: SNS:Publish',
    'Topic does not exist arn:aws:sns:eu-west-1:111122223333:AmazonSageMakerServiceCatalogProductsExecutionRole',
    'getaddrinfo ENOTFOUND sns.eu-west-1.amazonaws.com',
  ])('leaves %s alone', (text) => {
    expect(cleanReason(text)).toBe(text);
  });

  test('is short and printable, and cuts no character in half', () => {
    expect(reasonOf(new Error('\u001b[2J'))).toBe('Error: \\u{1b}[2J');
    const long = cleanReason('🙂'.repeat(1_000));
    expect(long).toBe('🙂'.repeat(300));
    expect(cleanReason('\u202e'.repeat(100_000))).toHaveLength(300);
  });
});
