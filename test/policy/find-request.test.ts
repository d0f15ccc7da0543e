import { describe, expect, it } from 'vitest';
import type { Bound } from '../../src/policy/bounds.ts';
import { type Cell, cellsOf, isGranted, withOtherDenies } from '../../src/policy/find-request.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { accessFrom, type StatementJson } from './case-access.ts';

type Levels = readonly (readonly StatementJson[])[];

/** An access of a policy and levels of service control policies. */
function boundOf([policy = [], ...scps]: Levels): Bound {
  return prepare(accessFrom({ policies: [policy], scps: scps.map((level) => [level]) }), {}).atMost();
}

function allow(Action: string, Resource = '*'): StatementJson {
  return { Effect: 'Allow', Action: Action.split(' '), Resource };
}

function deny(Action: string, Resource = '*'): StatementJson {
  return { Effect: 'Deny', Action: Action.split(' '), Resource };
}

function patternsOf(cell: Cell): string {
  return cell.map(({ actions }) => actions.patterns.join(' ')).join(' & ');
}

it.each<[Levels, string[]]>([
  [[[allow('s3:*'), allow('sns:*')]], ['s3:*', 'sns:*']],
  [
    [[allow('s3:*'), allow('sns:*')], [allow('*')]],
    ['s3:* & *', 'sns:* & *'],
  ],
  [
    [
      [allow('s3:*'), allow('sns:*')],
      [allow('s3:Get*'), allow('iam:* sns:*')],
    ],
    ['s3:* & s3:Get*', 'sns:* & iam:* sns:*'],
  ],
  [
    [[allow('*')], [allow('s3:*'), allow('*:Get*')]],
    ['* & s3:*', '* & *:Get*'],
  ],
  [[[allow('s3:*')], []], []],
])('%j has the cells %j', (levels, cells) => {
  expect([...cellsOf(boundOf(levels).allows)].map(patternsOf)).toEqual(cells);
});

it('no layer leaves the cell as it is', () => {
  const [cell = []] = cellsOf(boundOf([[allow('s3:*')]]).allows);
  expect([...cellsOf([], cell)]).toEqual([cell]);
});

it.each<[Levels, Levels, boolean]>([
  [[[allow('s3:Get*')]], [[allow('s3:*')]], true],
  [[[allow('s3:Get*')]], [[allow('s3:*')], [allow('*')]], true],
  [[[allow('s3:Get*')]], [[allow('s3:*')], [allow('sns:*')]], false],
  [[[allow('s3:Get*')]], [[allow('sns:*')], [allow('s3:*')]], false],
  [[[allow('s3:Get*')]], [[allow('s3:GetA*'), allow('s3:GetB*')]], false],
  [[[allow('s3:Get*')]], [[allow('s3:GetA*'), allow('s3:*')]], true],
  [[[allow('*')], [allow('s3:Get*')]], [[allow('s3:*')]], true],
  [[[allow('s3:Get*')], [allow('*')]], [[allow('s3:*')]], true],
  [[[allow('*')]], [[allow('s3:*')]], false],
  [[[allow('*')]], [[allow('s3:*'), allow('*')]], true],
  [[[allow('s3:Get*')]], [[allow('s3:*'), deny('s3:Put*')]], false],
  [[[allow('s3:Get*')]], [[allow('s3:*'), deny('sns:*')]], true],
  [[[allow('s3:Get*')]], [[allow('s3:*'), deny('sns:*'), deny('s3:Put*')]], false],
  [[[allow('s3:Get*')]], [[allow('s3:*'), deny('*:Put*')]], false],
  [[[allow('*:Get*')]], [[allow('*'), deny('s3:*')]], false],
])('one glance at %j in %j answers %j', (levels, granted, answer) => {
  const [cell = []] = cellsOf(boundOf(levels).allows);
  expect(isGranted(cell, boundOf(granted))).toBe(answer);
});

describe('what the other side denies anyway', () => {
  const denies = boundOf([[deny('s3:*')]]).denies;

  it('is no Deny of its own', () => {
    const bound = boundOf([[allow('*'), deny('s3:Get*'), deny('sns:*')]]);
    const left = withOtherDenies(bound, denies);
    expect(left.denies.boxes.map((box) => patternsOf([box]))).toEqual(['sns:*']);
    expect(left.allows).toBe(bound.allows);
  });

  it('changes nothing where there is none', () => {
    const bound = boundOf([[allow('*'), deny('sns:*')]]);
    expect(withOtherDenies(bound, denies)).toBe(bound);
  });
});
