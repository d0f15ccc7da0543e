import { expect, test } from 'vitest';
import { readers } from '../../src/collect/readers/index.ts';
import { accountRoutes, type FakeAccount, machineArn, roleArn } from '../support/fake-aws-account.ts';
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
async function costOf(
  account: FakeAccount,
  confirm: readonly string[] = [],
): Promise<Readonly<Record<string, number>>> {
  const told: Record<string, number> = {};
  const { calls } = await collectFrom(accountRoutes(account), {
    confirm,
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
  expect(sageMaker.length).toBeLessThan(new Set(readers.flatMap(({ needs }) => needs)).size / 2);
  expect(Object.keys(cost).filter((action) => action.startsWith('iam:'))).toHaveLength(1);
});

test('a role more costs no call', async () => {
  expect(await costOf(account(900, 3))).toEqual(await costOf(account(10, 3)));
});

test('confirming costs a call for each resource that is gone, and nothing for what is listed', async () => {
  const small = account(10, 3);
  const cost = await costOf(small);
  const listed = [machineArn('m0'), machineArn('m2'), roleArn('r0'), roleArn('r9')];
  expect(await costOf(small, listed)).toEqual(cost);
  const gone = [machineArn('m3'), machineArn('m4'), roleArn('r10')];
  expect(await costOf(small, [...listed, ...gone])).toEqual({
    ...cost,
    'states:DescribeStateMachine': 3 + 2,
    'iam:GetRole': 1,
  });
});
