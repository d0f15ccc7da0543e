import { describe, expect, test } from 'vitest';
import { percentRead } from '../../src/findings/percent-read.ts';
import type { Gap, GapKind } from '../../src/model/coverage.ts';
import { parseSnapshot } from '../../src/model/snapshot.ts';

const ACCOUNT = '111122223333';
const EMPTY = { ...parseSnapshot(new Map(), '2026-11-28T06:00:00Z'), accountId: ACCOUNT };
const machineArn = (region: string, index: number): string =>
  `arn:aws:states:${region}:${ACCOUNT}:stateMachine:m${index}`;
const role = (index: number): string => `arn:aws:iam::${ACCOUNT}:role/r${index}`;

/** An account with so many state machines in each of two regions, and as many roles. */
function account(east: number, west: number, roles: number): Parameters<typeof percentRead>[0] {
  const machinesIn = (region: string, count: number): readonly object[] =>
    Array.from({ length: count }, (_, index) => ({ region, arn: machineArn(region, index) }));
  return {
    ...EMPTY,
    regions: ['us-east-1', 'eu-west-1'],
    stateMachines: [...machinesIn('us-east-1', east), ...machinesIn('eu-west-1', west)],
    roles: Array.from({ length: roles }, (_, index) => ({ arn: role(index) })),
  } as never;
}

function gap(region: string, kind: GapKind, resource?: string): Gap {
  const source = 'states:DescribeStateMachine';
  return { source, region, kind, why: 'x', ...(resource === undefined ? {} : { resource }) };
}

const ONE = machineArn('us-east-1', 0);

describe('the share of an account that was read', () => {
  test.each<[string, Parameters<typeof account>, readonly Gap[], number]>([
    ['is all of an account without gaps', [4, 4, 4], [], 100],
    ['is all of an account without anything in it', [0, 0, 0], [], 100],
    ['is that of the worst region', [4, 100, 4], [gap('us-east-1', 'denied', ONE)], 75],
    ['is that of the roles, where these are worse', [4, 4, 2], [gap('global', 'failed', role(0))], 50],
    [
      'counts a thing once',
      [4, 4, 4],
      [gap('us-east-1', 'denied', ONE), gap('us-east-1', 'failed', ONE)],
      75,
    ],
    ['is nothing where a list was denied', [100, 100, 100], [gap('eu-west-1', 'denied')], 0],
    ['is nothing where nobody tried to list', [100, 100, 100], [gap('global', 'not-read')], 0],
    ['is nothing where a list is gone with its region', [0, 100, 100], [gap('us-east-1', 'denied')], 0],
    ['misses one thing where a list was cut', [3, 4, 4], [gap('us-east-1', 'partial')], 75],
    [
      'knows of what only a gap names',
      [3, 4, 4],
      [gap('us-east-1', 'failed', machineArn('us-east-1', 9))],
      75,
    ],
    ['counts a region that only a gap names', [4, 4, 4], [gap('ap-south-1', 'failed', ONE)], 0],
    [
      'counts what AWS owns and the account uses',
      [4, 4, 1],
      [gap('global', 'failed', 'arn:aws:iam::aws:policy/X')],
      50,
    ],
    [
      'counts nothing that another account owns',
      [4, 4, 4],
      [gap('global', 'not-read', 'arn:aws:iam::999999999999:role/r')],
      100,
    ],
    ['counts nothing that was read and is open', [4, 4, 4], [gap('us-east-1', 'undecided', ONE)], 100],
    ['counts nothing that this version does not know', [4, 4, 4], [gap('us-east-1', 'unsupported')], 100],
    ['counts what was read and makes no sense', [4, 4, 4], [gap('us-east-1', 'malformed', ONE)], 75],
  ])('%s', (_, sizes, gaps, percent) => {
    expect(percentRead(account(...sizes), gaps)).toBe(percent);
  });

  test('falls with a region that is denied, whatever is listed elsewhere', () => {
    for (const others of [1, 10, 1_000])
      expect(percentRead(account(0, others, others), [gap('us-east-1', 'denied')])).toBe(0);
  });
});
