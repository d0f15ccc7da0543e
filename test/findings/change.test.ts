import { describe, expect, test } from 'vitest';
import { touched } from '../../src/findings/change.ts';
import { transition } from '../../src/findings/transition.ts';
import { accountIn, changeAt, machineArnOf, roleArnOf } from '../support/changing-account.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';
import { snapshotOf } from '../support/rule-cases.ts';
import { sampleFinding } from '../support/sample-report.ts';

const IAM = 'arn:aws:iam::111122223333';
const POLICY = `${IAM}:policy/shared`;
const GUARD = `${IAM}:policy/Role1Boundary`;
const EMPTY = { Version: '2012-10-17', Statement: [] };

const plain = accountIn(['right', 'right', 'right']);
const SNAPSHOT = snapshotOf({
  ...plain,
  roles: plain.roles.map((role) => ({
    ...role,
    ...(role.name === 'Role0' ? { managed: { [POLICY]: EMPTY } } : {}),
    ...(role.name === 'Role1' ? { boundary: EMPTY } : {}),
  })),
});

describe('what a change touches is', () => {
  test.each<[string, string, readonly string[]]>([
    ['a role, by its ARN', roleArnOf(0), [roleArnOf(0)]],
    ['a role, by its name alone', `${IAM}:role/Role0`, [roleArnOf(0), `${IAM}:role/Role0`]],
    ['a role, whatever the case of its name', `${IAM}:role/ROLE0`, [roleArnOf(0), `${IAM}:role/ROLE0`]],
    [
      'a role that is gone, as it is remembered',
      `${IAM}:role/Gone`,
      [`${IAM}:role/Gone`, `${IAM}:role/x/Gone`],
    ],
    [
      'no role of that name in another account',
      'arn:aws:iam::444455556666:role/Role0',
      ['arn:aws:iam::444455556666:role/Role0'],
    ],
    ['the role that carries a policy', POLICY, [POLICY, roleArnOf(0)]],
    ['the role that a policy bounds', GUARD, [GUARD, roleArnOf(1)]],
    ['a state machine with its role', machineArnOf(2), [machineArnOf(2), roleArnOf(2)]],
    [
      'what nobody knows, alone',
      'arn:aws:sagemaker:us-east-1:1:model/x',
      ['arn:aws:sagemaker:us-east-1:1:model/x'],
    ],
  ])('%s', (_, target, arns) => {
    const { asked } = touched([changeAt(1, [target])], SNAPSHOT, [`${IAM}:role/x/Gone`]);
    expect(asked).toEqual([...arns].sort());
  });

  test('told by the newest change; of two in one second always by the same', () => {
    const role = { arn: roleArnOf(0), name: 'Role0' };
    const finding = sampleFinding({ role, resource: { arn: role.arn, type: 'AWS::IAM::Role' }, because: [] });
    const same = ['a', 'b'].map((eventId) => changeAt(5, [role.arn], { eventId }));
    const changes = [changeAt(4, [role.arn]), ...same, changeAt(6, [roleArnOf(1)])];
    for (const order of [changes, changes.toReversed()])
      expect(touched(order, SNAPSHOT, []).changeOf(finding)).toMatchObject({ eventId: 'b' });
    const other = { ...finding, role: { arn: roleArnOf(2), name: 'Role2' } };
    expect(
      touched(changes, SNAPSHOT, []).changeOf({
        ...other,
        resource: { ...finding.resource, arn: roleArnOf(2) },
      }),
    ).toBeUndefined();
  });
});

describe('a finding', () => {
  const change = { by: 'ada', event: 'TagRole', at: '2026-11-28T10:15:00Z', eventId: 'e-1' };
  const seen = (content: string) => observed({ found: [findingNamed('f', content)] });
  const changed = (content: string) => ({ ...seen(content), isWhole: false, changeOf: () => change });
  const changeIn = (...observations: readonly ReturnType<typeof observed>[]): unknown => {
    const heads = observations.reduce<ReturnType<typeof transition> | undefined>(
      (before, observation) => transition(before?.next, observation, PLAIN),
      undefined,
    );
    const record = heads?.next.findings['v1-f'];
    return record?.kind === 'active' ? record.finding.change : undefined;
  };

  test.each<[string, readonly ReturnType<typeof observed>[], unknown]>([
    ['has the change that opened it', [changed('a')], change],
    ['has the change that gave it other content', [seen('a'), changed('b')], change],
    ['keeps it while the content stays', [changed('a'), seen('a'), seen('a')], change],
    ['has none where it was there before with this content', [seen('a'), changed('a')], undefined],
    ['loses it with content that nobody explains', [changed('a'), seen('b')], undefined],
  ])('%s', (_, observations, expected) => {
    expect(changeIn(...observations)).toEqual(expected);
  });

  test('that a run about something else could not find stays as it was, its status included', () => {
    const first = transition(undefined, seen('a'), PLAIN).next;
    const unseen = { readAt: '2026-11-21T06:00:00Z', fateOf: () => ({ kind: 'open' }) as const };
    const elsewhere = transition(first, observed({ ...unseen, isWhole: false }), PLAIN).next;
    expect(elsewhere.findings).toEqual(first.findings);
    const everywhere = transition(first, observed(unseen), PLAIN).next;
    expect(everywhere.findings['v1-f']).toMatchObject({ finding: { status: 'active' } });
  });
});
