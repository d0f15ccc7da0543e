import { expect, test } from 'vitest';
import { readers } from '../../src/collect/readers/index.ts';
import { accountRoutes, type FakeAccount, roleArn } from '../support/fake-aws-account.ts';
import { collectFrom } from '../support/fake-aws-collect.ts';

const names = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

function account(roles: number, machines: number): FakeAccount {
  return {
    machines: names(machines, 'm').map((name) => ({ name, role: roleArn('r0'), definition: '{}' })),
    roles: names(roles, 'r').map((name) => ({ name, inline: { own: {} } })),
    policies: {},
    // What IAM takes at most.
    pageSize: 1000,
  };
}

/** Calls by action. */
async function costOf(account: FakeAccount): Promise<Readonly<Record<string, number>>> {
  const told: Record<string, number> = {};
  const { calls } = await collectFrom(accountRoutes(account), {
    onCall: (action) => {
      told[action] = (told[action] ?? 0) + 1;
    },
  });
  const made: Record<string, number> = {};
  for (const { action } of calls) made[action] = (made[action] ?? 0) + 1;
  expect(told).toEqual(made);
  return made;
}

test('an audit costs a page for a thousand roles, three calls for each machine, and no more for more roles', async () => {
  const cost = await costOf(account(2500, 30));
  const { 'sagemaker:Search': search, 'sagemaker:ListJobs': jobs, ...others } = cost;
  expect(cost).toMatchObject({
    'sts:GetCallerIdentity': 1,
    'iam:GetAccountAuthorizationDetails': 3,
    'states:ListStateMachines': 1,
    'states:DescribeStateMachine': 30,
    'states:ListStateMachineVersions': 30,
    'states:ListStateMachineAliases': 30,
  });
  expect([search, jobs]).toEqual([4, 2]);
  const sageMaker = Object.entries(others).filter(([action]) => action.startsWith('sagemaker:'));
  expect(sageMaker.filter(([, count]) => count > 1)).toEqual([]);
  expect(sageMaker.length).toBeLessThan(readers.flatMap(({ needs }) => needs).length / 2);
  expect(Object.keys(cost).filter((action) => action.startsWith('iam:'))).toHaveLength(1);
});

test('a role more costs no call', async () => {
  expect(await costOf(account(900, 3))).toEqual(await costOf(account(10, 3)));
});
