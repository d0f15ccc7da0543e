import { describe, expect, test } from 'vitest';
import { STATE_MACHINES_FILE } from '../../../src/model/snapshot.ts';
import { AwsFault, denied, type Route, type Routes } from '../../support/fake-aws.ts';
import {
  accountRoutes,
  type FakeMachine,
  machineArn,
  REGION,
  roleArn,
} from '../../support/fake-aws-account.ts';
import { type Collection, collectFrom, fileIn, gapsIn, listIn } from '../../support/fake-aws-collect.ts';

const FILE = `${REGION}/${STATE_MACHINES_FILE}`;
const LIST_VERSIONS = 'states:ListStateMachineVersions';
const LIST_ALIASES = 'states:ListStateMachineAliases';
const DESCRIBE = 'states:DescribeStateMachine';
const DESCRIBE_ALIAS = 'states:DescribeStateMachineAlias';

function machine(name: string, rest: Partial<FakeMachine> = {}): FakeMachine {
  return { name, role: roleArn('runner'), definition: `{"Comment":"${name}"}`, ...rest };
}

const PUBLISHED = machine('published', {
  versions: [
    { role: roleArn('first'), definition: '{"v":1}' },
    { role: roleArn('second'), definition: '{"v":2}' },
    { role: roleArn('runner'), definition: '{"v":3}' },
  ],
  aliases: { live: 1, beta: 2, next: 3 },
});

function collectMachines(machines: readonly FakeMachine[], others: Routes = {}): Promise<Collection> {
  return collectFrom({ ...accountRoutes({ machines, roles: [], policies: {}, pageSize: 2 }), ...others });
}

/** The routes of the fake, with one answered differently for one state machine, version or alias. */
function except(action: string, subject: string, exception: Route): Routes {
  const usual = accountRoutes({ machines: [machine('a'), PUBLISHED, machine('z')], roles: [], policies: {} });
  return {
    [action]: (input, region) => {
      const asked = input.stateMachineArn ?? input.stateMachineAliasArn;
      return (asked === subject ? exception : usual[action])?.(input, region) ?? {};
    },
  };
}

const names = (collection: Collection, key: string): readonly unknown[] =>
  listIn(collection.files, FILE, key).map(({ name }) => name);

test('all pages of machines, versions and aliases are read and described', async () => {
  const collection = await collectMachines([
    machine('a'),
    PUBLISHED,
    machine('c'),
    machine('d'),
    machine('e'),
  ]);
  expect(names(collection, 'stateMachines')).toEqual(['a', 'published', 'c', 'd', 'e']);
  expect(listIn(collection.files, FILE, 'versions').map(({ roleArn }) => roleArn)).toEqual([
    roleArn('first'),
    roleArn('second'),
    roleArn('runner'),
  ]);
  expect(names(collection, 'aliases')).toEqual(['live', 'beta', 'next']);
  expect(gapsIn(collection.coverage)).toEqual([]);
  const ofStates = collection.coverage.filter(({ source }) => source.startsWith('states:'));
  expect(ofStates.map(({ region, source }) => [region, source])).toEqual([
    [REGION, 'states:ListStateMachines'],
    [REGION, LIST_VERSIONS],
    [REGION, LIST_ALIASES],
  ]);
});

test('every region has its own file, also a region without machines', async () => {
  const usual = accountRoutes({ machines: [machine('a')], roles: [], policies: {} });
  const { files } = await collectFrom(
    {
      ...usual,
      'states:ListStateMachines': (input, region) =>
        region === REGION
          ? (usual['states:ListStateMachines']?.(input, region) ?? {})
          : { stateMachines: [] },
    },
    { regions: [REGION, 'eu-west-1'] },
  );
  expect(listIn(files, FILE, 'stateMachines')).toHaveLength(1);
  expect(fileIn(files, `eu-west-1/${STATE_MACHINES_FILE}`)).toEqual({
    stateMachines: [],
    versions: [],
    aliases: [],
  });
});

test('a machine that a page repeats is described once', async () => {
  const item = { stateMachineArn: machineArn('a'), name: 'a' };
  const collection = await collectMachines([machine('a')], {
    'states:ListStateMachines': () => ({ stateMachines: [item, item] }),
  });
  expect(names(collection, 'stateMachines')).toEqual(['a']);
});

test('a machine that vanishes between list and description is left out without a gap', async () => {
  const gone = except(DESCRIBE, machineArn('a'), () => {
    throw new AwsFault('StateMachineDoesNotExist');
  });
  const collection = await collectMachines([machine('a'), PUBLISHED, machine('z')], gone);
  expect(names(collection, 'stateMachines')).toEqual(['published', 'z']);
  expect(gapsIn(collection.coverage)).toEqual([]);
});

test('a machine that may not be described is a gap, and the others are read', async () => {
  const collection = await collectMachines(
    [machine('a'), PUBLISHED, machine('z')],
    except(DESCRIBE, machineArn('a'), denied),
  );
  expect(names(collection, 'stateMachines')).toEqual(['published', 'z']);
  expect(gapsIn(collection.coverage)).toEqual([
    expect.objectContaining({
      source: DESCRIBE,
      kind: 'denied',
      action: DESCRIBE,
      resource: machineArn('a'),
    }),
  ]);
});

test('a description without a role is no description', async () => {
  const collection = await collectMachines(
    [machine('a'), PUBLISHED, machine('z')],
    except(DESCRIBE, machineArn('a'), () => ({ rawStatus: 200, rawBody: '' })),
  );
  expect(gapsIn(collection.coverage)).toEqual([
    {
      source: DESCRIBE,
      region: REGION,
      resource: machineArn('a'),
      kind: 'failed',
      why: 'the answer has no `roleArn`',
    },
  ]);
});

test('a definition that its key does not show is read as metadata, so that the role is known', async () => {
  const encrypted: Route = (input) => {
    if (input.includedData !== 'METADATA_ONLY') throw new AwsFault('KmsAccessDeniedException');
    const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'key' };
    return {
      stateMachineArn: input.stateMachineArn,
      roleArn: roleArn('runner'),
      definition: '{}',
      encryptionConfiguration,
    };
  };
  const collection = await collectMachines([machine('a')], { [DESCRIBE]: encrypted });
  expect(listIn(collection.files, FILE, 'stateMachines')).toEqual([
    expect.objectContaining({ roleArn: roleArn('runner'), definition: '{}' }),
  ]);
  expect(gapsIn(collection.coverage)).toEqual([]);
});

test('a key that refuses even the metadata is a gap', async () => {
  const collection = await collectMachines([machine('a')], {
    [DESCRIBE]: () => {
      throw new AwsFault('KmsInvalidStateException');
    },
  });
  expect(gapsIn(collection.coverage)).toEqual([
    expect.objectContaining({ source: DESCRIBE, kind: 'denied', action: 'kms:Decrypt' }),
  ]);
});

test('throttling is waited out', async () => {
  let calls = 0;
  const usual = accountRoutes({ machines: [machine('a')], roles: [], policies: {} });
  const collection = await collectFrom({
    ...usual,
    'states:ListStateMachines': (input, region) => {
      calls += 1;
      if (calls < 3) throw new AwsFault('ThrottlingException', 'Rate exceeded', 400);
      return usual['states:ListStateMachines']?.(input, region) ?? {};
    },
  });
  expect(calls).toBe(3);
  expect(names(collection, 'stateMachines')).toEqual(['a']);
});

describe('a list of machines that could not be read', () => {
  test.each<[string, Route, object]>([
    ['denied', denied, { kind: 'denied', action: 'states:ListStateMachines' }],
    ['an empty body', () => ({ rawStatus: 200, rawBody: '' }), { kind: 'failed' }],
    ['a page of a proxy', () => ({ rawStatus: 200, rawBody: '<html></html>' }), { kind: 'failed' }],
  ])('%s: the region has no file and a gap', async (_, route, gap) => {
    const collection = await collectMachines([machine('a')], { 'states:ListStateMachines': route });
    expect(collection.files.has(FILE)).toBe(false);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({ source: 'states:ListStateMachines', region: REGION, ...gap }),
    ]);
  });

  test('half a list keeps its machines and is partial', async () => {
    const item = { stateMachineArn: machineArn('a'), name: 'a' };
    const collection = await collectMachines([machine('a')], {
      'states:ListStateMachines': () => ({ stateMachines: [item], nextToken: 'again' }),
    });
    expect(names(collection, 'stateMachines')).toEqual(['a']);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({ kind: 'partial', why: 'the same page token came twice' }),
    ]);
  });
});

describe('versions and aliases that could not be read', () => {
  const ALL = [machine('a'), PUBLISHED, machine('z')];

  test.each<[string, string, string, string]>([
    ['versions', LIST_VERSIONS, machineArn('published'), LIST_VERSIONS],
    ['versions', DESCRIBE, `${machineArn('published')}:2`, DESCRIBE],
    ['aliases', LIST_ALIASES, machineArn('published'), LIST_ALIASES],
    ['aliases', DESCRIBE_ALIAS, `${machineArn('published')}:beta`, DESCRIBE_ALIAS],
  ])('the region has no `%s` where %s is denied for one', async (key, action, subject, source) => {
    const collection = await collectMachines(ALL, except(action, subject, denied));
    expect(fileIn(collection.files, FILE)).not.toHaveProperty(key);
    expect(names(collection, 'stateMachines')).toHaveLength(3);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({ source, kind: 'denied', action, resource: subject, region: REGION }),
    ]);
  });

  test('the first refusal in the order of the machines ends the asking', async () => {
    const many = Array.from({ length: 30 }, (_, index) => machine(`m${index}`));
    const { calls, coverage } = await collectMachines(many, { [LIST_VERSIONS]: denied });
    expect(gapsIn(coverage)).toEqual([expect.objectContaining({ resource: machineArn('m0') })]);
    expect(calls.filter(({ action }) => action === LIST_VERSIONS).length).toBeLessThan(10);
  });

  test('a version, an alias or a machine that vanishes is left out without a gap', async () => {
    const vanish = (): never => {
      throw new AwsFault('ResourceNotFound');
    };
    const collection = await collectMachines(ALL, {
      ...except(DESCRIBE_ALIAS, `${machineArn('published')}:beta`, vanish),
      ...except(DESCRIBE, `${machineArn('published')}:1`, vanish),
      ...except(LIST_VERSIONS, machineArn('a'), vanish),
    });
    expect(names(collection, 'aliases')).toEqual(['live', 'next']);
    expect(listIn(collection.files, FILE, 'versions')).toHaveLength(2);
    expect(gapsIn(collection.coverage)).toEqual([]);
  });
});
