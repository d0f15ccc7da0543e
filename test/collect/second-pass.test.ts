import { expect, test } from 'vitest';
import { parseSnapshot } from '../../src/model/snapshot.ts';
import { resource } from '../support/collect-sagemaker.ts';
import { AwsFault, type Routes } from '../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, roleArn } from '../support/fake-aws-account.ts';
import { type Collection, collectFrom, gapsIn } from '../support/fake-aws-collect.ts';

const ACCOUNT: FakeAccount = {
  machines: ['a', 'b', 'c'].map((name) => ({
    name,
    role: roleArn('runner'),
    definition: '{}',
    versions: [{ role: roleArn('runner'), definition: '{}' }],
    aliases: { live: 1 },
  })),
  roles: [{ name: 'runner', inline: { own: {} } }],
  policies: {},
  sagemaker: {
    resources: { Image: [resource('Image', 'i')], Model: [resource('Model', 'm')] },
    policies: { ModelPackageGroup: { shared: {} } },
  },
};

function failing(action: string, times: number, fault: () => AwsFault): Routes {
  const routes = accountRoutes(ACCOUNT);
  let left = times;
  return {
    ...routes,
    [action]: (input, region) => {
      left -= 1;
      if (left >= 0) throw fault();
      return routes[action]?.(input, region) ?? {};
    },
  };
}

const outage = (): AwsFault => new AwsFault('ServiceUnavailable', 'come back later', 503);
const throttle = (): AwsFault => new AwsFault('ThrottlingException', 'Rate exceeded', 400);

function read({ files }: Collection): unknown {
  const { takenAt: _, ...snapshot } = parseSnapshot(files, '');
  return snapshot;
}

/** What is asked of each of three machines at once fails for all of them. */
test.each([
  ['states:ListStateMachines', 1],
  ['states:DescribeStateMachine', 3],
  ['states:ListStateMachineVersions', 3],
  ['states:ListStateMachineAliases', 3],
  ['states:DescribeStateMachineAlias', 3],
  ['sagemaker:ListImages', 1],
  ['sagemaker:DescribeImage', 1],
  ['sagemaker:ListModelPackageGroups', 1],
  ['sagemaker:GetModelPackageGroupPolicy', 1],
  ['iam:GetAccountAuthorizationDetails', 1],
])(
  'where %s does not answer for a while, it is asked once more in the end, and nothing is missing',
  async (action, questions) => {
    // All attempts of the first questions, and one of the second ones.
    const times = questions * 5 + 1;
    const whole = await collectFrom(accountRoutes(ACCOUNT));
    for (const fault of [outage, throttle]) {
      const collection = await collectFrom(failing(action, times, fault));
      expect(gapsIn(collection.coverage)).toEqual([]);
      expect(read(collection)).toEqual(read(whole));
    }
  },
);

test.each([
  ['states:ListStateMachines', 10],
  ['states:DescribeStateMachine', 30],
  ['sagemaker:ListImages', 10],
  ['iam:GetAccountAuthorizationDetails', 10],
])('where %s never answers, it is asked %d times and is a gap', async (action, times) => {
  const collection = await collectFrom(failing(action, Number.POSITIVE_INFINITY, outage));
  expect(collection.calls.filter((call) => call.action === action)).toHaveLength(times);
  const gaps = gapsIn(collection.coverage).filter(({ source }) => source === action);
  expect(gaps.length).toBeGreaterThan(0);
  for (const gap of gaps)
    expect(gap).toMatchObject({ kind: 'failed', why: 'ServiceUnavailable: come back later' });
  expect(collection.coverage.some((entry) => 'mayPass' in entry)).toBe(false);
});

test('a denial is an answer, and nobody asks again', async () => {
  const denial = (): AwsFault => new AwsFault('AccessDeniedException', 'no', 400);
  const { calls, coverage } = await collectFrom(failing('states:ListStateMachines', 1, denial));
  expect(calls.filter(({ action }) => action === 'states:ListStateMachines')).toHaveLength(1);
  expect(gapsIn(coverage)).toEqual([expect.objectContaining({ kind: 'denied' })]);
});
