import { expect, it } from 'vitest';
import { type Box, saysAtLeast } from '../../src/policy/box.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { conditionsIn } from '../../src/policy/wording.ts';
import { accessFrom } from './case-access.ts';

const V = `\${aws:username}`;
const S = { Effect: 'Allow', Action: 's3:Get*', Resource: `b/${V}/*` };
const K = { StringEquals: { k: ['a', 'b'] } };
const BOTH = { StringEquals: { k: ['b', 'a'], j: 'a' } };

function boxOf(statement: object): Box {
  const [entry] = prepare(accessFrom([statement]), {}).entries.allows.flat();
  if (entry === undefined) throw new Error('the statement allows nothing');
  return entry.box;
}

it.each([
  ['the same', S, S, true],
  ['a smaller action', S, { ...S, Action: 's3:GetObject' }, true],
  ['a greater action', S, { ...S, Action: 's3:*' }, false],
  ['one more condition', { ...S, Condition: K }, { ...S, Condition: BOTH }, true],
  ['one condition less', { ...S, Condition: BOTH }, { ...S, Condition: K }, false],
  ['another condition', { ...S, Condition: K }, { ...S, Condition: { StringEquals: { k: 'a' } } }, false],
  [
    'the same on another key',
    { ...S, Condition: K },
    { ...S, Condition: { StringEquals: { j: ['a', 'b'] } } },
    false,
  ],
  [
    'another flag',
    { ...S, Condition: { Null: { k: 'true' } } },
    { ...S, Condition: { Null: { k: 'false' } } },
    false,
  ],
  [
    'an address in another block',
    { ...S, Condition: { IpAddress: { k: '10.0.0.0/8' } } },
    { ...S, Condition: { IpAddress: { k: '10.0.0.0/9' } } },
    false,
  ],
  ['one of two resources', { ...S, Resource: [`b/${V}/*`, 'c'] }, S, true],
  ['one resource more', S, { ...S, Resource: [`b/${V}/*`, 'c'] }, false],
  ['the complement', S, { Effect: 'Allow', Action: 's3:Get*', NotResource: `b/${V}/*` }, false],
  ['a resource of the complement', { Effect: 'Allow', Action: 's3:Get*', NotResource: `c` }, S, false],
])('a statement says at least %s: %#', (_, outer, inner, answer) => {
  expect(saysAtLeast(boxOf(outer), boxOf(inner))).toBe(answer);
});

it.each([
  [[`b/${V}`], ['c'], false],
  [[`b/${V}`], [`b/${V}`, 'c'], true],
  [[`b/${V}`, 'c'], [`b/${V}`], false],
])('NotResource %j says at least NotResource %j: %j', (outer, inner, answer) => {
  const of = (NotResource: readonly string[], Action: string): Box =>
    boxOf({ Effect: 'Allow', Action, NotResource });
  expect(saysAtLeast(of(outer, 's3:*'), of(inner, 's3:Get*'))).toBe(answer);
});

const A = 'arn:aws:s3:::a/';

it.each([
  [`${A}*`, `${A}${V}`, true],
  [`${A}?`, `${A}${V}`, false],
  [`${A}?`, `${A}b`, true],
  [`${A}${V}*`, `${A}${V}`, true],
  [`${A}\${aws:userid}*`, `${A}${V}`, false],
  [`${A}\${aws:username,'x'}*`, `${A}${V}`, false],
  [`${A}\${aws:username,'x'}*`, `${A}\${aws:username,'x'}b`, true],
  [`${A}\${aws:username,'x'}*`, `${A}\${aws:username,'y'}b`, false],
  [`arn:aws:s3::${V}:a*`, `arn:aws:s3::${V}:ab`, false],
  [`arn:aws:s3::\${aws:SourceAccount}:a*`, `arn:aws:s3::\${aws:SourceAccount}:ab`, true],
  ['*', `arn:aws:s3::${V}:ab`, false],
  [`${A}\${*`, `${A}\${b`, false],
  ['*', `${A}\${b`, false],
  [`${A}x`, `${A}${V}`, false],
])('the resource %s is said at least by %s: %j', (outer, inner, answer) => {
  const of = (Resource: string, Action: string): Box => boxOf({ Effect: 'Allow', Action, Resource });
  expect(saysAtLeast(of(outer, 's3:*'), of(inner, 's3:Get*'))).toBe(answer);
});

it('a condition that was not understood has no name among those of its statement', () => {
  const Condition = { ...K, NoOperator: { k: 'a' } };
  const policy = parsePolicy({
    Statement: [
      { ...S, Condition: K },
      { ...S, Condition },
    ],
  });
  const [understood, other] = policy.statements.map(conditionsIn);
  expect(understood?.size).toBe(1);
  expect(other).toEqual(understood);
});

it('what was not understood says nothing', () => {
  const broken = { ...S, Principal: 'x', Condition: { NoOperator: { k: 'a' } } };
  expect(boxOf(broken).statement).toBeUndefined();
  expect(saysAtLeast(boxOf(broken), boxOf(broken))).toBe(false);
  expect(saysAtLeast(boxOf(S), boxOf(broken))).toBe(false);
});
