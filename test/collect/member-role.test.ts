import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { assumeMember } from '../../src/collect/member-role.ts';
import { denied, fakeAws, type Route } from '../support/fake-aws.ts';

const account = { partition: 'aws', accountId: '444455556666' };
const GIVEN = {
  Credentials: { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'secret', SessionToken: 'token' },
};

function asked(route: Route): {
  readonly sts: STSClient;
  readonly calls: readonly { readonly input: object }[];
} {
  const { requestHandler, calls } = fakeAws({ 'sts:AssumeRole': route });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  return { sts: new STSClient({ region: 'us-east-1', requestHandler, credentials, maxAttempts: 1 }), calls };
}

describe('the role of a member account', () => {
  test('is assumed by an ARN that is made of its parts, with the external id', async () => {
    const { sts, calls } = asked(() => GIVEN);
    expect(await assumeMember(sts, account, { roleName: 'Member', externalId: 'shared' })).toEqual({
      kind: 'assumed',
      credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    });
    expect(calls.map(({ input }) => input)).toEqual([
      expect.objectContaining({
        RoleArn: 'arn:aws:iam::444455556666:role/Member',
        ExternalId: 'shared',
        RoleSessionName: 'plumbline',
      }),
    ]);
  });

  test('is not asked for with an external id where none is configured', async () => {
    const { sts, calls } = asked(() => GIVEN);
    await assumeMember(sts, account, { roleName: 'Member' });
    expect(calls[0]?.input).not.toHaveProperty('ExternalId');
  });

  test.each<[string, Route, object]>([
    ['denied', denied, { kind: 'denied', action: 'sts:AssumeRole' }],
    ['without credentials', () => ({}), { kind: 'failed', why: 'the answer holds no credentials' }],
  ])('is refused with its ARN where the answer is %s', async (_, route, refusal) => {
    const { sts } = asked(route);
    expect(await assumeMember(sts, account, { roleName: 'Member' })).toMatchObject({
      kind: 'refused',
      roleArn: 'arn:aws:iam::444455556666:role/Member',
      refusal,
    });
  });

  test.each([
    ['444455556666', 'path/Member'],
    ['4444', 'Member'],
    ['444455556666', 'Member*'],
  ])('of account %s named %s is not asked for', async (accountId, roleName) => {
    const { sts, calls } = asked(() => GIVEN);
    await expect(assumeMember(sts, { ...account, accountId }, { roleName })).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });
});
