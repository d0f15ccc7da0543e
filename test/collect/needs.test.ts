import { expect, test } from 'vitest';
import { organization } from '../../src/collect/organization/needs.ts';
import { QUOTAS } from '../../src/collect/quotas.ts';
import { readers } from '../../src/collect/readers/index.ts';
import { denied } from '../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, roleArn } from '../support/fake-aws-account.ts';
import { collectFrom } from '../support/fake-aws-collect.ts';
import { oneOfEachKind } from '../support/fake-sagemaker.ts';

const MANAGED = 'arn:aws:iam::aws:policy/Managed';

/** An account in which every reader finds something to ask for. */
const ACCOUNT: FakeAccount = {
  machines: [
    {
      name: 'm',
      role: roleArn('runner'),
      definition: '{}',
      versions: [{ role: roleArn('runner'), definition: '{}' }],
      aliases: { live: 1 },
    },
  ],
  roles: [{ name: 'runner', inline: { own: {} }, attached: [MANAGED] }],
  policies: { [MANAGED]: {} },
  sagemaker: {
    resources: oneOfEachKind(roleArn('runner')),
    policies: { LineageGroup: { shared: {} }, ModelPackageGroup: { shared: {} } },
  },
};

/** AWS lets every caller ask who it is: no policy can refuse it, so no role has to grant it. */
const FREE = 'sts:GetCallerIdentity';

test('the readers need exactly the actions that are called', async () => {
  const routes = accountRoutes(ACCOUNT);
  const whole = await collectFrom(routes);
  const single = await collectFrom({
    ...routes,
    'iam:GetAccountAuthorizationDetails': denied,
    'sagemaker:Search': denied,
  });
  const called = new Set([...whole.calls, ...single.calls].map(({ action }) => action));
  const needed = readers.flatMap(({ needs }) => needs);
  expect([...called].sort()).toEqual([...new Set([...needed, FREE])].sort());
});

test('no two readers have the same name, and none needs an action twice', () => {
  const names = readers.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  for (const { needs } of readers) expect(needs).toEqual([...new Set(needs)]);
});

test('what is asked for again is needed by those who asked first: confirming needs no grant of its own', () => {
  const others = readers.filter(({ name }) => name !== 'confirmed').flatMap(({ needs }) => needs);
  const confirmed = readers.find(({ name }) => name === 'confirmed')?.needs ?? [];
  expect(confirmed.length).toBeGreaterThan(40);
  expect(confirmed.filter((action) => !others.includes(action))).toEqual([]);
});

test('every action that a reader or the reading of an organization needs is paced, and no other', () => {
  const needed = new Set([...readers, organization].flatMap(({ needs }) => needs));
  expect([...QUOTAS.keys()].sort()).toEqual([...needed].sort());
});
