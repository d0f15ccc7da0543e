import { describe, expect, test } from 'vitest';
import { AUTHORIZATION_FILE, parseSnapshot } from '../../../src/model/snapshot.ts';
import type { Route } from '../../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, roleArn } from '../../support/fake-aws-account.ts';
import { collectFrom, gapsIn, listIn, rolesIn } from '../../support/fake-aws-collect.ts';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const USED = 'arn:aws:iam::111122223333:policy/used';
const BOUND = 'arn:aws:iam::111122223333:policy/boundary';
const SPARE = 'arn:aws:iam::aws:policy/Spare';

const ACCOUNT: FakeAccount = {
  machines: [],
  roles: [
    { name: 'a', inline: { own: { Statement: [] } }, attached: [USED] },
    { name: 'b', path: '/service-role/', boundary: BOUND },
    { name: 'c' },
  ],
  policies: { [USED]: { Sid: 'used' }, [SPARE]: { Sid: 'spare' }, [BOUND]: { Sid: 'boundary' } },
  pageSize: 2,
};

test('pages are merged, and every role of the account is there', async () => {
  const { files, coverage, calls } = await collectFrom(accountRoutes(ACCOUNT));
  expect(rolesIn(files).map(({ Arn }) => Arn)).toEqual([
    roleArn('a'),
    roleArn('b', '/service-role/'),
    roleArn('c'),
  ]);
  expect(gapsIn(coverage)).toEqual([]);
  expect(parseSnapshot(files, '').rolesComplete).toBe(true);
  expect(calls.filter(({ action }) => action === DETAILS)).toHaveLength(3);
  expect(calls.map(({ action }) => action)).not.toContain('iam:GetRole');
});

test('it asks for roles and both kinds of managed policies, in large pages', async () => {
  const { calls } = await collectFrom(accountRoutes(ACCOUNT));
  expect(calls.find(({ action }) => action === DETAILS)?.input).toMatchObject({
    'Filter.member.1': 'Role',
    'Filter.member.2': 'LocalManagedPolicy',
    'Filter.member.3': 'AWSManagedPolicy',
    MaxItems: '1000',
  });
});

test('policies are kept where a role has them attached or as boundary, with their default version only', async () => {
  const { files } = await collectFrom(accountRoutes(ACCOUNT));
  expect(
    listIn(files, AUTHORIZATION_FILE, 'Policies').map(({ Arn, PolicyVersionList }) => ({
      Arn,
      PolicyVersionList,
    })),
  ).toEqual([
    { Arn: USED, PolicyVersionList: [expect.objectContaining({ VersionId: 'v2', IsDefaultVersion: true })] },
    { Arn: BOUND, PolicyVersionList: [expect.objectContaining({ VersionId: 'v2', IsDefaultVersion: true })] },
  ]);
});

test('documents and dates stay as AWS writes them', async () => {
  const { files } = await collectFrom(accountRoutes(ACCOUNT));
  expect(rolesIn(files)[0]).toMatchObject({
    CreateDate: '2026-01-02T03:04:05.000Z',
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: '%7B%22Statement%22%3A%5B%5D%7D' }],
  });
});

test('a default version is known by its own mark or by the policy, and odd entries do no harm', async () => {
  const routes = accountRoutes(ACCOUNT);
  const { files } = await collectFrom({
    ...routes,
    [DETAILS]: () => ({
      RoleDetailList: [
        { Arn: roleArn('a'), AttachedManagedPolicies: [{ PolicyArn: USED }, { PolicyArn: BOUND }] },
      ],
      Policies: [
        { Arn: USED, DefaultVersionId: 'v7', PolicyVersionList: [{ VersionId: 'v6' }, { VersionId: 'v7' }] },
        { Arn: BOUND, PolicyVersionList: [null, { VersionId: 'v2', IsDefaultVersion: true }] },
        { PolicyName: 'without ARN' },
      ],
      IsTruncated: false,
    }),
  });
  expect(listIn(files, AUTHORIZATION_FILE, 'Policies')).toEqual([
    { Arn: USED, DefaultVersionId: 'v7', PolicyVersionList: [{ VersionId: 'v7' }] },
    { Arn: BOUND, PolicyVersionList: [{ VersionId: 'v2', IsDefaultVersion: true }] },
  ]);
});

describe('an answer that proves nothing', () => {
  test.each<[string, Route, object]>([
    ['an empty body', () => ({ rawStatus: 200, rawBody: '' }), { kind: 'failed' }],
    ['a page', () => ({ rawStatus: 200, rawBody: '<html><body>hello</body></html>' }), { kind: 'failed' }],
    ['no list of policies', () => ({ RoleDetailList: [], IsTruncated: false }), { kind: 'failed' }],
  ])('%s is no empty account', async (_, route, gap) => {
    const { files, coverage } = await collectFrom({ ...accountRoutes(ACCOUNT), [DETAILS]: route });
    expect(files.has(AUTHORIZATION_FILE)).toBe(false);
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({ source: DETAILS, region: 'global', ...gap }),
    ]);
    expect(parseSnapshot(files, '').rolesComplete).toBe(false);
  });

  test('a truncated answer without a marker keeps its roles, and is partial', async () => {
    const { files, coverage } = await collectFrom({
      ...accountRoutes(ACCOUNT),
      [DETAILS]: () => ({
        RoleDetailList: [{ Arn: roleArn('a'), RoleName: 'a' }],
        Policies: [],
        IsTruncated: true,
      }),
    });
    expect(rolesIn(files)).toHaveLength(1);
    expect(gapsIn(coverage)).toEqual([expect.objectContaining({ source: DETAILS, kind: 'partial' })]);
    expect(parseSnapshot(files, '').rolesComplete).toBe(false);
  });
});
