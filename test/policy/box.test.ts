import { expect, it } from 'vitest';
import { type Box, boxCovers } from '../../src/policy/box.ts';
import { boxesOf, indexBoxes } from '../../src/policy/box-index.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { accessFrom, type StatementJson } from './case-access.ts';

const S: StatementJson = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a*' };
const K = { StringEquals: { k: 'a' } };
const J = { StringEquals: { j: 'a' } };
const VARIABLE = `\${aws:username}`;

function boxOf(statement: StatementJson): Box {
  const [box] = prepare(accessFrom([statement]), {})
    .entries.allows.flat()
    .map((entry) => entry.box);
  if (box === undefined) throw new Error('the statement allows nothing');
  return box;
}

it.each<[string, StatementJson, StatementJson, boolean]>([
  ['itself', S, S, true],
  ['a smaller one', S, { ...S, Action: 's3:GetObject', Resource: 'arn:aws:s3:::ab' }, true],
  ['other actions', S, { ...S, Action: 's3:*' }, false],
  ['other resources', S, { ...S, Resource: 'arn:aws:s3:::*' }, false],
  ['more conditions', S, { ...S, Condition: K }, true],
  ['fewer conditions', { ...S, Condition: K }, S, false],
  ['another condition', { ...S, Condition: K }, { ...S, Condition: J }, false],
  [
    'the same condition and another',
    { ...S, Condition: K },
    { ...S, Condition: { StringEquals: { j: 'a', k: 'a' } } },
    true,
  ],
  [
    'one condition of two',
    { ...S, Condition: { StringEquals: { j: 'a', k: 'a' } } },
    { ...S, Condition: K },
    false,
  ],
  ['two resources together', S, { ...S, Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] }, false],
  [
    'one of its resources',
    { ...S, Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
    { ...S, Resource: 'arn:aws:s3:::b' },
    true,
  ],
  ['what a NotResource leaves', { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::b*' }, S, true],
  [
    'the same in another order',
    { ...S, Action: ['s3:Get*', 's3:P*'] },
    { ...S, Action: ['s3:p*', 's3:get*'] },
    true,
  ],
  ['itself with a variable', { ...S, Resource: VARIABLE }, { ...S, Resource: VARIABLE, Sid: 'A' }, true],
])('a statement covers %s', (_, outer, inner, covers) => {
  expect(boxCovers(boxOf(outer), boxOf(inner))).toBe(covers);
});

it('boxes are found by the services of their actions', () => {
  const of = (Action: string): Box => boxOf({ ...S, Action });
  const [s3, sns, any, iam] = [of('s3:*'), of('sns:*'), of('*:Get*'), of('iam:*')];
  const index = indexBoxes([s3, any, sns, s3, iam, boxOf({ ...S, Action: 's3:*', Sid: 'A' }), iam, any, sns]);
  expect(index.boxes).toEqual([s3, any, sns, iam]);
  expect(boxesOf(index, 's3')).toEqual([s3, any]);
  expect(boxesOf(index, 'sns')).toEqual([any, sns]);
  expect(boxesOf(index, 'iam')).toEqual([any, iam]);
  expect(boxesOf(index, 'sqs')).toEqual([any]);
  expect(boxesOf(index, undefined)).toEqual([s3, any, sns, iam]);
  expect(index.ofAny).toEqual([any]);
  expect([...index.byService.keys()]).toEqual(['s3', 'sns', 'iam']);
  const unworded = { ...s3, statement: undefined };
  expect(indexBoxes(Array.from({ length: 9 }, () => s3)).boxes).toHaveLength(1);
  expect(indexBoxes(Array.from({ length: 9 }, () => unworded)).boxes).toHaveLength(9);
});
