import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/model/role.ts';
import { AUTHORIZATION_FILE, parseSnapshot } from '../../../src/model/snapshot.ts';
import { AwsFault, denied, type Route, type Routes } from '../../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, roleArn } from '../../support/fake-aws-account.ts';
import { type Collection, collectFrom, gapsIn, listIn, rolesIn } from '../../support/fake-aws-collect.ts';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const MANAGED = 'arn:aws:iam::111122223333:policy/managed';
const OTHER = 'arn:aws:iam::aws:policy/service-role/Other';
const BOUND = 'arn:aws:iam::111122223333:policy/boundary';

const RUNNER = roleArn('runner');
const PASSED = roleArn('passed', '/service-role/');

const ACCOUNT: FakeAccount = {
  machines: [
    { name: 'm', role: RUNNER, definition: JSON.stringify({ RoleArn: PASSED }) },
    { name: 'orphan', role: roleArn('deleted'), definition: '{}' },
  ],
  roles: [
    {
      name: 'runner',
      inline: { one: { Sid: 'one' }, two: { Sid: 'two' }, three: { Sid: 'three' } },
      attached: [MANAGED, OTHER],
      boundary: BOUND,
    },
    { name: 'passed', path: '/service-role/', attached: [MANAGED] },
    { name: 'unused', inline: { own: {} } },
  ],
  policies: { [MANAGED]: { Sid: 'managed' }, [OTHER]: { Sid: 'other' }, [BOUND]: { Sid: 'boundary' } },
  pageSize: 2,
};

function collectDenied(others: Routes = {}): Promise<Collection> {
  return collectFrom({ ...accountRoutes(ACCOUNT), [DETAILS]: denied, ...others });
}

function roleOf({ files }: Collection, arn: string): Role | undefined {
  return parseSnapshot(files, '').roles.find((role) => role.arn === arn);
}

const unread = (role: Role | undefined): readonly string[] =>
  [...(role?.policies ?? []), ...(role?.boundary === undefined ? [] : [role.boundary])]
    .filter(({ document }) => document.kind !== 'known')
    .map(({ name }) => name);

test('the roles in use are read with the same policies as at once', async () => {
  const whole = await collectFrom(accountRoutes(ACCOUNT));
  const single = await collectDenied();
  for (const arn of [RUNNER, PASSED]) expect(roleOf(single, arn)).toEqual(roleOf(whole, arn));
  expect(rolesIn(single.files).map(({ RoleName }) => RoleName)).toEqual(['runner', 'passed']);
});

test('the coverage names the denied action, and a role that does not exist', async () => {
  const { coverage, files } = await collectDenied();
  expect(gapsIn(coverage)).toEqual([
    expect.objectContaining({ source: DETAILS, kind: 'denied', action: DETAILS }),
  ]);
  expect(coverage).toContainEqual({
    source: 'iam:GetRole',
    region: 'global',
    resource: roleArn('deleted'),
    kind: 'known',
    why: 'NoSuchEntity',
  });
  expect(parseSnapshot(files, '')).toMatchObject({ absent: [roleArn('deleted')], rolesComplete: false });
});

test('a managed policy that several roles share is read once', async () => {
  const { calls } = await collectDenied();
  const asked = calls.filter(({ action }) => action === 'iam:GetPolicy').map(({ input }) => input.PolicyArn);
  expect([...asked].sort()).toEqual([BOUND, MANAGED, OTHER].sort());
});

describe('a part that is denied', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['the list of inline policies', 'iam:ListRolePolicies', RUNNER, ['inline policies that were not listed']],
    ['an inline policy', 'iam:GetRolePolicy', RUNNER, ['one', 'two', 'three']],
    ['the list of attached policies', 'iam:ListAttachedRolePolicies', RUNNER, ['attached policy']],
    ['a managed policy', 'iam:GetPolicy', MANAGED, ['managed', 'Other', 'boundary']],
    ['the version of a managed policy', 'iam:GetPolicyVersion', MANAGED, ['managed', 'Other', 'boundary']],
  ])(
    '%s: the role does not look complete, and the action to grant is named',
    async (_, action, resource, missing) => {
      const collection = await collectDenied({ [action]: denied });
      expect(unread(roleOf(collection, RUNNER))).toEqual(missing);
      expect(gapsIn(collection.coverage)).toContainEqual(
        expect.objectContaining({ source: action, region: 'global', kind: 'denied', action, resource }),
      );
    },
  );

  test('the role itself: it is not in the file, and not absent', async () => {
    const collection = await collectDenied({ 'iam:GetRole': denied });
    expect(rolesIn(collection.files)).toEqual([]);
    expect(parseSnapshot(collection.files, '').absent).toEqual([]);
    expect(gapsIn(collection.coverage)).toContainEqual(
      expect.objectContaining({ source: 'iam:GetRole', kind: 'denied', resource: RUNNER }),
    );
  });
});

describe('a part that breaks', () => {
  test.each<[string, string, Route, readonly string[]]>([
    [
      'a list of inline policies that ends without proof',
      'iam:ListRolePolicies',
      () => ({ PolicyNames: ['one'], IsTruncated: true }),
      ['inline policies that were not listed'],
    ],
    [
      'a list of attached policies with an empty body',
      'iam:ListAttachedRolePolicies',
      () => ({ rawStatus: 200, rawBody: '' }),
      ['attached policy'],
    ],
    [
      'a role that is deleted while it is read',
      'iam:ListRolePolicies',
      () => {
        throw new AwsFault('NoSuchEntity', 'gone', 404);
      },
      ['inline policies that were not listed'],
    ],
    [
      'a policy without default version',
      'iam:GetPolicy',
      () => ({ Policy: { Arn: MANAGED } }),
      ['managed', 'Other', 'boundary'],
    ],
    [
      'a policy version with an empty body',
      'iam:GetPolicyVersion',
      () => ({ rawStatus: 200, rawBody: '' }),
      ['managed', 'Other', 'boundary'],
    ],
  ])('%s leaves the role incomplete', async (_, action, route, missing) => {
    const collection = await collectDenied({ [action]: route });
    expect(unread(roleOf(collection, RUNNER))).toEqual(missing);
    expect(gapsIn(collection.coverage).some(({ source }) => source === action)).toBe(true);
  });
});

test('a role of the same name under another path is neither the role nor its absence', async () => {
  const account = { ...ACCOUNT, roles: [{ name: 'runner', path: '/moved/' }] };
  const { coverage, files } = await collectFrom({ ...accountRoutes(account), [DETAILS]: denied });
  expect(rolesIn(files)).toEqual([]);
  expect(parseSnapshot(files, '').absent).not.toContain(RUNNER);
  expect(gapsIn(coverage)).toContainEqual({
    source: 'iam:GetRole',
    region: 'global',
    resource: RUNNER,
    kind: 'failed',
    why: 'the role of this name has another ARN',
  });
});

test('what half a listing gave is kept, and only the rest is asked for', async () => {
  const usual = accountRoutes(ACCOUNT);
  const collection = await collectFrom({
    ...usual,
    [DETAILS]: (input, region) => ({
      ...usual[DETAILS]?.(input, region),
      IsTruncated: true,
      Marker: undefined,
    }),
  });
  expect(rolesIn(collection.files).map(({ RoleName }) => RoleName)).toEqual(['runner', 'passed']);
  expect(unread(roleOf(collection, RUNNER))).toEqual([]);
  const asked = collection.calls
    .filter(({ action }) => action === 'iam:GetRole')
    .map(({ input }) => input.RoleName);
  expect(asked).toEqual(['deleted']);
  expect(listIn(collection.files, AUTHORIZATION_FILE, 'Policies')).toHaveLength(3);
});

test('of a role that no state machine uses, no policy is asked for', async () => {
  const { calls } = await collectFrom({
    ...accountRoutes({ ...ACCOUNT, roles: [{ name: 'runner' }] }),
    [DETAILS]: () => ({
      RoleDetailList: [
        { Arn: roleArn('unused'), RoleName: 'unused', AttachedManagedPolicies: [{ PolicyArn: MANAGED }] },
      ],
      Policies: [],
      IsTruncated: true,
    }),
  });
  expect(calls.map(({ action }) => action)).toContain('iam:GetRole');
  expect(calls.map(({ action }) => action)).not.toContain('iam:GetPolicy');
});

test('without state machines there is nobody to ask for', async () => {
  const { files, calls } = await collectFrom({
    ...accountRoutes({ ...ACCOUNT, machines: [] }),
    [DETAILS]: denied,
  });
  expect(files.has(AUTHORIZATION_FILE)).toBe(false);
  expect(calls.map(({ action }) => action)).not.toContain('iam:GetRole');
});
