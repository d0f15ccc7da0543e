import { describe, expect, test } from 'vitest';
import { AUTHORIZATION_FILE, parseSnapshot, STATE_MACHINES_FILE } from '../../../src/model/snapshot.ts';
import { resource, resourceArn } from '../../support/collect-sagemaker.ts';
import { confirm } from '../../support/confirm.ts';
import { AwsFault, denied, type Routes } from '../../support/fake-aws.ts';
import {
  ACCOUNT,
  accountRoutes,
  type FakeAccount,
  type FakeMachine,
  machineArn,
  REGION,
  roleArn,
} from '../../support/fake-aws-account.ts';
import { collectFrom, gapsIn, listIn, rolesIn } from '../../support/fake-aws-collect.ts';

const DESCRIBE = 'states:DescribeStateMachine';
const FILE = `${REGION}/${STATE_MACHINES_FILE}`;
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/team/managed`;

const revision = { role: roleArn('runner'), definition: '{}' };
const PUBLISHED: FakeMachine = { ...revision, name: 'published', versions: [revision], aliases: { live: 1 } };

const SMALL: FakeAccount = {
  machines: [{ ...revision, name: 'm' }, PUBLISHED],
  roles: [{ name: 'runner', attached: [MANAGED] }],
  policies: { [MANAGED]: {} },
};

/** The lists of an account forget some of its machines or roles. */
function forgetful(account: FakeAccount, seen: Partial<FakeAccount>): Routes {
  const list = ['states:ListStateMachines', 'iam:GetAccountAuthorizationDetails', 'sagemaker:Search'];
  const routes = accountRoutes({ ...account, ...seen });
  return Object.fromEntries(Object.entries(routes).filter(([action]) => list.includes(action)));
}

test('what is gone costs one call each, and its absence is told', async () => {
  const arns = [
    machineArn('gone'),
    roleArn('gone', '/service-role/'),
    `arn:aws:iam::${ACCOUNT}:policy/gone`,
    resourceArn('TrainingJob', 'gone'),
    resourceArn('Domain', 'd-gone'),
  ];
  const { coverage, more, files } = await confirm(arns, SMALL);
  expect(more).toEqual([
    DESCRIBE,
    'sagemaker:DescribeTrainingJob',
    'sagemaker:DescribeDomain',
    'iam:GetRole',
    'iam:GetPolicy',
  ]);
  const told = coverage.filter((entry) => entry.resource !== undefined);
  expect(told.map(({ source, kind, why }) => [source, kind, why])).toEqual(
    more.map((action) => [action, 'known', 'NoSuchEntity']),
  );
  const snapshot = parseSnapshot(files, '');
  expect([...snapshot.absent].sort()).toEqual([...arns].sort());
  expect(snapshot).toMatchObject({ gaps: [], past: [], rolesComplete: true });
});

test('what is in the files is not asked for', async () => {
  const sagemaker = { resources: { Model: [resource('Model', 'Mixed')] } };
  const arns = [
    machineArn('m'),
    roleArn('runner'),
    MANAGED,
    resourceArn('Model', 'Mixed'),
    resourceArn('Model', 'mixed'),
  ];
  expect((await confirm(arns, { ...SMALL, sagemaker })).more).toEqual([]);
});

test.each([
  ['of another account', `arn:aws:states:${REGION}:444455556666:stateMachine:m`],
  ['of a region that is not read', machineArn('m2', 'eu-west-1')],
  ['of another partition', machineArn('m2').replace('arn:aws:', 'arn:aws-cn:')],
  ['of an alias', `${machineArn('m2')}:live`],
  ['of an execution', machineArn('m2').replace('stateMachine', 'execution')],
  ['with a wildcard', machineArn('m*')],
  ['with a line break', machineArn('m\n2')],
  ['of another service', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`],
  ['of a user', `arn:aws:iam::${ACCOUNT}:user/u`],
  ['of a role with a region', `arn:aws:iam:${REGION}:${ACCOUNT}:role/r2`],
  ['of a role without name', `arn:aws:iam::${ACCOUNT}:role/`],
  ['of a policy of AWS', 'arn:aws:iam::aws:policy/Other'],
  ['of a SageMaker resource that is not read', `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/e`],
  ['of a part of a resource', `${resourceArn('DeviceFleet', 'f')}/device/d`],
  ['of a user profile without domain', resourceArn('UserProfile', 'u')],
  ['of a model with a path', resourceArn('Model', '../x')],
  ['that is none', 'm2'],
  ['that is empty', ''],
])('an ARN %s is not asked for', async (_, arn) => {
  const { more, coverage } = await confirm([arn], SMALL);
  expect(more).toEqual([]);
  expect(gapsIn(coverage)).toEqual([]);
});

test('where nobody knows whose account it is, nothing is asked for', async () => {
  const { more } = await confirm([machineArn('gone')], SMALL, {
    'sts:GetCallerIdentity': () => ({ rawStatus: 200, rawBody: '' }),
  });
  expect(more).toEqual([]);
});

describe('a state machine that the list left out', () => {
  test('is read with its versions, its aliases and its role, as if it had been listed', async () => {
    const whole = await collectFrom(accountRoutes(SMALL));
    const seen = { machines: SMALL.machines.slice(0, 1) };
    const { files, coverage } = await confirm([machineArn('published')], SMALL, forgetful(SMALL, seen));
    expect(parseSnapshot(files, '').stateMachines).toEqual(parseSnapshot(whole.files, '').stateMachines);
    expect(gapsIn(coverage)).toEqual([]);
    const nothing = await confirm(
      [machineArn('published')],
      SMALL,
      forgetful(SMALL, { machines: [], roles: [] }),
    );
    expect(rolesIn(nothing.files)).toEqual([
      expect.objectContaining({ Arn: roleArn('runner'), AttachedManagedPolicies: [expect.anything()] }),
    ]);
    expect(listIn(nothing.files, AUTHORIZATION_FILE, 'Policies')).toEqual([
      expect.objectContaining({ Arn: MANAGED }),
    ]);
  });

  test('is read although the list was refused', async () => {
    const { files, coverage } = await confirm([machineArn('published')], SMALL, {
      'states:ListStateMachines': denied,
    });
    expect(listIn(files, FILE, 'stateMachines').map(({ name }) => name)).toEqual(['published']);
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({ source: 'states:ListStateMachines', kind: 'denied' }),
    ]);
  });

  test('leaves all versions unread where its own are not read', async () => {
    const usual = accountRoutes(SMALL)['states:ListStateMachineVersions'];
    const { files, coverage } = await confirm([machineArn('published')], SMALL, {
      ...forgetful(SMALL, { machines: SMALL.machines.slice(0, 1) }),
      'states:ListStateMachineVersions': (input, region) =>
        input.stateMachineArn === machineArn('published') ? denied() : (usual?.(input, region) ?? {}),
    });
    const { stateMachines } = parseSnapshot(files, '');
    expect(stateMachines.map(({ name, versionsKnown }) => [name, versionsKnown])).toEqual([
      ['m', false],
      ['published', false],
    ]);
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({
        source: 'states:ListStateMachineVersions',
        resource: machineArn('published'),
      }),
    ]);
  });

  test.each<[string, () => never, string]>([
    ['denied', denied, 'denied'],
    [
      'refused in another way',
      () => {
        throw new AwsFault('InvalidArn');
      },
      'failed',
    ],
  ])('is a gap where it is %s, and not absent', async (_, route, kind) => {
    const usual = accountRoutes(SMALL)[DESCRIBE];
    const { files, coverage, more } = await confirm([machineArn('hidden')], SMALL, {
      [DESCRIBE]: (input, region) =>
        input.stateMachineArn === machineArn('hidden') ? route() : (usual?.(input, region) ?? {}),
    });
    expect(more).toEqual([DESCRIBE]);
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({ source: DESCRIBE, region: REGION, resource: machineArn('hidden'), kind }),
    ]);
    expect(parseSnapshot(files, '').absent).toEqual([]);
  });

  test('is not asked for again where the reader of the list has told why it was not read', async () => {
    const { more } = await confirm([machineArn('m')], SMALL, { [DESCRIBE]: denied });
    expect(more).toEqual([]);
  });
});

describe('a version of a state machine', () => {
  const version = (number: number): string => `${machineArn('published')}:${number}`;

  test('is not asked for where a list shows it', async () => {
    expect((await confirm([version(1)], SMALL)).more).toEqual([]);
  });

  test('that no list shows is asked for, and its absence told', async () => {
    const { files, coverage, more } = await confirm([version(7)], SMALL);
    expect(more).toEqual([DESCRIBE]);
    expect(gapsIn(coverage)).toEqual([]);
    expect(parseSnapshot(files, '').absent).toEqual([version(7)]);
  });

  test('that exists without being listed is a gap, and no state machine', async () => {
    const { files, coverage } = await confirm([version(1)], SMALL, {
      'states:ListStateMachineVersions': () => ({ stateMachineVersions: [] }),
    });
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({
        source: DESCRIBE,
        resource: version(1),
        kind: 'failed',
        why: 'the version exists, and no list shows it',
      }),
    ]);
    const { absent, stateMachines } = parseSnapshot(files, '');
    expect(absent).toEqual([]);
    expect(stateMachines.map(({ name }) => name)).toEqual(['m', 'published']);
  });
});

describe('a role that the list left out', () => {
  test('is read with its policies', async () => {
    const whole = await collectFrom(accountRoutes(SMALL));
    const { files, coverage } = await confirm([roleArn('runner')], SMALL, forgetful(SMALL, { roles: [] }));
    expect(parseSnapshot(files, '').roles).toEqual(parseSnapshot(whole.files, '').roles);
    expect(gapsIn(coverage)).toEqual([]);
  });

  test('is a gap where it may not be read', async () => {
    const { coverage, files } = await confirm([roleArn('hidden')], SMALL, { 'iam:GetRole': denied });
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({ source: 'iam:GetRole', kind: 'denied', resource: roleArn('hidden') }),
    ]);
    expect(parseSnapshot(files, '').absent).toEqual([]);
  });
});

test('a policy that hangs on no role is there, and nothing more has to be known', async () => {
  const other = `arn:aws:iam::${ACCOUNT}:policy/other`;
  const account = { ...SMALL, policies: { ...SMALL.policies, [other]: {} } };
  const { more, coverage } = await confirm([other], account);
  expect(more).toEqual(['iam:GetPolicy']);
  expect(coverage.filter((entry) => entry.resource !== undefined)).toEqual([]);
});

test('a failure that passes is asked for once more, and one that does not is a gap', async () => {
  let asked = 0;
  const flaky: Routes = {
    'iam:GetRole': ({ RoleName }) => {
      asked += 1;
      if (RoleName === 'dead' || asked <= 5) throw new AwsFault('ServiceFailure', 'no', 500);
      throw new AwsFault('NoSuchEntity', 'gone', 404);
    },
  };
  const { coverage, files } = await confirm([roleArn('gone'), roleArn('dead')], SMALL, flaky);
  expect(parseSnapshot(files, '').absent).toEqual([roleArn('gone')]);
  expect(gapsIn(coverage)).toEqual([
    expect.objectContaining({ source: 'iam:GetRole', resource: roleArn('dead'), kind: 'failed' }),
  ]);
});

test('no more than a thousand are asked for, and the gap says how many are left', async () => {
  const arns = Array.from({ length: 1003 }, (_, index) => machineArn(`gone${index}`));
  const { more, coverage, files } = await confirm(arns, SMALL);
  expect(more).toHaveLength(1000);
  expect(parseSnapshot(files, '').absent).toHaveLength(1000);
  expect(gapsIn(coverage)).toEqual([
    {
      source: 'confirm',
      region: 'global',
      kind: 'partial',
      why: '3 of the resources that findings are remembered of are in no list and were not asked for: there may be more than 1000',
    },
  ]);
});
