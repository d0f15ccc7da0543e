import { describe, expect, test } from 'vitest';
import { known } from '../../src/model/read.ts';
import { parseStateMachines, type StateMachine } from '../../src/model/state-machine.ts';

const ARN = 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly';
const ROLE = 'arn:aws:iam::111122223333:role/NightlyRole';
const DEFINITION = '{"States":{}}';
const MACHINE = {
  stateMachineArn: ARN,
  name: 'nightly',
  roleArn: ROLE,
  type: 'STANDARD',
  definition: DEFINITION,
};

function machinesIn(...stateMachines: readonly unknown[]): readonly StateMachine[] {
  return parseStateMachines({ stateMachines, versions: [], aliases: [] }, 'us-east-1').machines;
}

describe('parseStateMachines', () => {
  test('reads what AWS returns', () => {
    const { machines, gaps } = parseStateMachines(
      { stateMachines: [MACHINE], versions: [], aliases: [] },
      'us-east-1',
    );
    expect(gaps).toEqual([]);
    expect(machines).toEqual([
      {
        arn: ARN,
        name: 'nightly',
        partition: 'aws',
        region: 'us-east-1',
        accountId: '111122223333',
        type: 'STANDARD',
        revisions: [
          {
            qualifier: 'current',
            roleArn: ROLE,
            definition: known(DEFINITION),
            settings: { tracing: false, logging: false, problems: [] },
            use: 'runs',
          },
        ],
        versionsKnown: true,
      },
    ]);
  });

  test('takes the name from the ARN where there is none, and the type as Standard', () => {
    const { name: _name, type: _type, ...nameless } = MACHINE;
    expect(machinesIn(nameless, { ...MACHINE, type: 'EXPRESS' })).toMatchObject([
      { name: 'nightly', type: 'STANDARD' },
      { type: 'EXPRESS' },
    ]);
  });

  test('lets a version run where an alias routes to it, with its own role', () => {
    const versions = [
      { ...MACHINE, stateMachineArn: `${ARN}:3`, roleArn: `${ROLE}3` },
      { ...MACHINE, stateMachineArn: `${ARN}:2` },
      { ...MACHINE, stateMachineArn: `${ARN}-other:1` },
      { stateMachineArn: `${ARN}:1` },
      { roleArn: ROLE },
      null,
    ];
    const route = (stateMachineVersionArn: unknown) => ({ stateMachineVersionArn, weight: 50 });
    const aliases = [
      { routingConfiguration: [route(`${ARN}:3`), route(7), 'x'] },
      { routingConfiguration: 'none' },
      null,
    ];
    const { machines } = parseStateMachines({ stateMachines: [MACHINE], versions, aliases }, 'us-east-1');
    const revisions = machines[0]?.revisions.map(({ qualifier, roleArn, use }) => [qualifier, roleArn, use]);
    expect(revisions).toEqual([
      ['current', ROLE, 'runs'],
      ['3', `${ROLE}3`, 'runs'],
      ['2', ROLE, 'may-run'],
    ]);
  });

  test('keeps the settings of a version apart from the current ones', () => {
    const versions = [{ ...MACHINE, stateMachineArn: `${ARN}:1`, tracingConfiguration: { enabled: true } }];
    const { machines } = parseStateMachines({ stateMachines: [MACHINE], versions, aliases: [] }, 'us-east-1');
    const tracing = machines[0]?.revisions.map(({ settings }) => settings.tracing);
    expect(tracing).toEqual([false, true]);
  });

  test.each([{ versions: [] }, { aliases: [] }, {}])(
    'says that other definitions may run where it only knows of %j',
    (known) => {
      const { machines, gaps } = parseStateMachines({ stateMachines: [MACHINE], ...known }, 'us-east-1');
      expect(machines).toMatchObject([{ versionsKnown: false }]);
      expect(gaps).toMatchObject([{ source: 'states:ListStateMachineVersions', kind: 'not-read' }]);
    },
  );

  test.each([
    ['nothing', {}, 'nothing'],
    ['a text', { stateMachines: 'all' }, 'a string'],
  ])('makes a gap of a list that is %s', (_, file, kind) => {
    const { machines, gaps } = parseStateMachines(file, 'us-east-1');
    expect(machines).toEqual([]);
    expect(gaps.map(({ why }) => why)).toEqual([`$.stateMachines: expected an array, found ${kind}`]);
  });

  test.each([
    ['no object', null, 'null'],
    ['no ARN', { ...MACHINE, stateMachineArn: undefined }, 'an object'],
    ['a text that is no ARN', { ...MACHINE, stateMachineArn: 'nightly' }, 'an object'],
    ['no role', { ...MACHINE, roleArn: undefined }, 'an object'],
  ])('makes a gap of an entry that has %s, and reads the others', (_, entry, kind) => {
    const file = { stateMachines: [entry, MACHINE], versions: [], aliases: [] };
    const { machines, gaps } = parseStateMachines(file, 'us-east-1');
    expect(machines).toHaveLength(1);
    expect(gaps).toEqual([
      {
        source: 'states:DescribeStateMachine',
        region: 'us-east-1',
        kind: 'malformed',
        why: `$.stateMachines[0]: expected a state machine with stateMachineArn and roleArn, found ${kind}`,
      },
    ]);
  });

  test.each([
    ['text', DEFINITION, known(DEFINITION)],
    ['an object', { States: {} }, known(DEFINITION)],
    ['text that is no JSON, for the reader of definitions to judge', 'x', known('x')],
  ])('keeps a definition that is %s', (_, definition, read) => {
    expect(machinesIn({ ...MACHINE, definition })[0]?.revisions[0]?.definition).toEqual(read);
  });

  test.each([
    ['empty as text', { definition: ' { } ' }],
    ['empty, with a key', { definition: {}, encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' } }],
    ['absent, with a key', { definition: undefined, encryptionConfiguration: {} }],
  ])('takes a definition that is %s for metadata only', (_, more) => {
    expect(machinesIn({ ...MACHINE, ...more })[0]?.revisions[0]?.definition).toMatchObject({
      kind: 'denied',
      action: 'kms:Decrypt',
    });
  });

  test('fails where a definition is something else', () => {
    expect(machinesIn({ ...MACHINE, definition: 7 })[0]?.revisions[0]?.definition).toEqual({
      kind: 'failed',
      why: 'expected the definition as text, found a number',
    });
  });
});
