import { describe, expect, test } from 'vitest';
import { failed, known, type Read } from '../../src/model/read.ts';
import { parseSnapshot, type Snapshot } from '../../src/model/snapshot.ts';
import { emptySageMakerFiles } from '../support/sagemaker-files.ts';

const TIME = '2026-11-20T06:00:00Z';
const HEADER = {
  schemaVersion: 1,
  takenAt: '2026-11-19T06:00:00Z',
  partition: 'aws-cn',
  accountId: '111122223333',
};
const DETAILS = {
  RoleDetailList: [{ Arn: 'arn:aws:iam::111122223333:role/a', RoleName: 'a' }],
  Policies: [],
};
const MACHINE = {
  stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:nightly',
  roleArn: 'arn:aws:iam::111122223333:role/a',
  definition: '{"States":{}}',
};
const MACHINES = { stateMachines: [MACHINE], versions: [], aliases: [] };

/** A snapshot of files that were read, and of one that perhaps was not. */
function snapshot(
  files: Readonly<Record<string, unknown>>,
  more: readonly [string, Read<unknown>][] = [],
): Snapshot {
  const read = Object.entries(files).map(([path, content]): [string, Read<unknown>] => [
    path,
    known(content),
  ]);
  return parseSnapshot(new Map([...read, ...more]), TIME);
}

const FULL = {
  ...emptySageMakerFiles('eu-west-1'),
  'snapshot.json': { ...HEADER, regions: ['eu-west-1'] },
  'iam/authorization-details.json': DETAILS,
  'eu-west-1/states/state-machines.json': MACHINES,
};

describe('parseSnapshot', () => {
  test('reads a whole folder without a gap', () => {
    expect(snapshot(FULL)).toMatchObject({
      partition: 'aws-cn',
      accountId: '111122223333',
      regions: ['eu-west-1'],
      takenAt: HEADER.takenAt,
      rolesComplete: true,
      absent: [],
      serviceControlPolicies: [],
      gaps: [],
    });
  });

  test('does without snapshot.json: account and regions come from the files, the time is theirs', () => {
    const { 'snapshot.json': _, ...files } = FULL;
    const other = { ...emptySageMakerFiles('ap-south-1'), 'ap-south-1/states/state-machines.json': MACHINES };
    expect(snapshot({ ...files, ...other })).toMatchObject({
      partition: 'aws',
      accountId: '111122223333',
      regions: ['ap-south-1', 'eu-west-1'],
      takenAt: TIME,
      gaps: [],
    });
  });

  test('knows nothing of an empty folder, and says so', () => {
    const empty = snapshot({});
    expect(empty).toMatchObject({
      partition: 'aws',
      accountId: '',
      regions: [],
      roles: [],
      rolesComplete: false,
    });
    expect(empty.gaps).toEqual([
      {
        source: 'iam:GetAccountAuthorizationDetails',
        region: 'global',
        kind: 'not-read',
        why: 'iam/authorization-details.json: the file is absent: it was not read',
      },
      {
        source: 'snapshot',
        region: 'global',
        kind: 'not-read',
        why: 'no region is named, and no file of one is there: neither state machines nor SageMaker resources were read',
      },
    ]);
  });

  test('tells an absent file from an empty list', () => {
    const { 'eu-west-1/states/state-machines.json': _, ...files } = FULL;
    expect(snapshot(files).gaps).toMatchObject([
      { source: 'states:ListStateMachines', region: 'eu-west-1', kind: 'not-read' },
    ]);
    const none = { stateMachines: [], versions: [], aliases: [] };
    const empty = snapshot({ ...files, 'eu-west-1/states/state-machines.json': none });
    expect(empty).toMatchObject({ stateMachines: [], gaps: [] });
  });

  test('says once why a file is absent, where the reader has said it', () => {
    const { 'eu-west-1/states/state-machines.json': _, ...files } = FULL;
    const coverage = [
      {
        source: 'states:ListStateMachines',
        region: 'eu-west-1',
        kind: 'denied',
        why: 'AccessDenied',
        action: 'states:ListStateMachines',
      },
    ];
    const header = { ...FULL['snapshot.json'], coverage };
    expect(snapshot({ ...files, 'snapshot.json': header }).gaps).toEqual(coverage);
  });

  test.each(['iam/authorization-details.json', 'eu-west-1/states/state-machines.json', 'snapshot.json'])(
    'makes a gap of %s where it was cut in half',
    (path) => {
      const { gaps, rolesComplete } = snapshot(FULL, [[path, failed('expected JSON, found other text')]]);
      expect(gaps).toMatchObject([{ kind: 'malformed', why: `${path}: expected JSON, found other text` }]);
      expect(rolesComplete).toBe(!path.startsWith('iam/'));
    },
  );

  test('makes a gap of a file that is no object', () => {
    expect(snapshot({ ...FULL, 'iam/authorization-details.json': [] }).gaps).toMatchObject([
      { why: 'iam/authorization-details.json: $: expected an object, found an array' },
    ]);
  });

  test('ignores keys that a hostile file inherits', () => {
    const header = JSON.parse('{"__proto__":{"accountId":"999988887777","regions":["us-east-1"]}}');
    const read = snapshot({ ...FULL, 'snapshot.json': header });
    expect(read).toMatchObject({ accountId: '111122223333', regions: ['eu-west-1'] });
  });

  test('takes only texts for regions', () => {
    const header = { ...HEADER, regions: [7, 'eu-west-1', null] };
    expect(snapshot({ ...FULL, 'snapshot.json': header }).regions).toEqual(['eu-west-1']);
  });
});

describe('the completeness of roles', () => {
  test.each([
    ['an entry is malformed', { RoleDetailList: [7] }],
    ['there is no list', {}],
  ])('is lost where %s', (_, details) => {
    expect(snapshot({ ...FULL, 'iam/authorization-details.json': details }).rolesComplete).toBe(false);
  });

  test.each([
    ['iam:GetRole', false],
    ['states:DescribeStateMachine', true],
  ])('after %s failed: %s', (source, complete) => {
    const coverage = [{ source, region: 'global', kind: 'failed', why: 'Throttling' }];
    const header = { ...FULL['snapshot.json'], coverage };
    expect(snapshot({ ...FULL, 'snapshot.json': header }).rolesComplete).toBe(complete);
  });

  test('takes NoSuchEntity for evidence, and nothing else', () => {
    const entry = (resource: string | undefined, why: string, source = 'iam:GetRole') => ({
      source,
      region: 'global',
      kind: 'known',
      why,
      resource,
    });
    const coverage = [
      entry('arn:aws:iam::111122223333:role/gone', 'NoSuchEntity'),
      entry('arn:aws:iam::111122223333:role/there', 'Ok'),
      entry('arn:aws:iam::111122223333:policy/gone', 'NoSuchEntity', 'iam:GetPolicy'),
      'gone',
    ];
    const header = { ...FULL['snapshot.json'], coverage };
    const { absent, gaps } = snapshot({ ...FULL, 'snapshot.json': header });
    expect(absent).toEqual(['arn:aws:iam::111122223333:role/gone', 'arn:aws:iam::111122223333:policy/gone']);
    expect(gaps).toEqual([]);
  });

  test('reads recorded gaps whatever they lack', () => {
    const header = {
      ...FULL['snapshot.json'],
      coverage: [{}, { kind: 'nonsense', resource: 'arn:x', action: 'a:b' }],
    };
    expect(snapshot({ ...FULL, 'snapshot.json': header }).gaps).toEqual([
      { source: 'snapshot', region: 'global', kind: 'failed', why: 'no reason was recorded' },
      {
        source: 'snapshot',
        region: 'global',
        kind: 'failed',
        why: 'no reason was recorded',
        resource: 'arn:x',
        action: 'a:b',
      },
    ]);
  });
});

describe('service control policies', () => {
  test('are kept by level, each with a name', () => {
    const deny = { Statement: [] };
    const organization = { serviceControlPolicies: [[deny], [JSON.stringify(deny), 'half {']] };
    const { serviceControlPolicies } = snapshot({ ...FULL, 'organizations/policies.json': organization });
    expect(serviceControlPolicies).toEqual([
      [{ name: 'service control policy 0.0', origin: 'scp', document: known(deny) }],
      [
        { name: 'service control policy 1.0', origin: 'scp', document: known(deny) },
        { name: 'service control policy 1.1', origin: 'scp', document: failed('the document is not JSON') },
      ],
    ]);
  });

  test('that cannot be read are a gap', () => {
    const { gaps } = snapshot(FULL, [['organizations/policies.json', failed('expected JSON')]]);
    expect(gaps).toMatchObject([{ source: 'organizations:ListPolicies', kind: 'malformed' }]);
  });
});
