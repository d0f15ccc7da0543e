import { expect, it } from 'vitest';
import { compileCondition } from '../../src/policy/atom.ts';
import { parseTest } from '../../src/policy/condition-test.ts';
import { pinnedValues, variableValue } from '../../src/policy/pins.ts';
import { atomsOf } from './value-tests.ts';

const DOUBT =
  '$: the condition on `k` is not decided where the key is absent: `ForAnyValue` says no, and `IfExists` yes';

it.each([
  ['StringEquals', false, undefined],
  ['StringNotEquals', true, undefined],
  ['StringEqualsIfExists', true, undefined],
  ['StringNotEqualsIfExists', true, undefined],
  ['ForAllValues:StringEquals', true, undefined],
  ['ForAllValues:StringNotEquals', true, undefined],
  ['ForAllValues:StringEqualsIfExists', true, undefined],
  ['ForAnyValue:StringEquals', false, undefined],
  ['ForAnyValue:StringNotEquals', false, undefined],
  ['ForAnyValue:StringNotEqualsIfExists', true, DOUBT],
])('without its key %s holds: %s, in doubt: %s', (operator, whenAbsent, absentDoubt) => {
  expect(atomsOf({ [operator]: 'a' })).toMatchObject([{ key: 'k', spelling: 'k', whenAbsent }]);
  expect(atomsOf({ [operator]: 'a' })[0]?.absentDoubt).toBe(absentDoubt);
});

it.each([
  [['true'], true, false],
  [['false'], false, true],
  [['true', 'false'], true, true],
  [[], false, false],
])('Null with %j holds without its key: %s, and with it: %s', (values, whenAbsent, holds) => {
  expect(atomsOf({ Null: values })).toMatchObject([{ whenAbsent, whenPresent: { kind: 'constant', holds } }]);
});

const PINS = pinnedValues({ part: ['arn:aws'], list: ['a', 'b'], none: null });
const textOf = (variable: string) => variableValue(PINS, variable);

it.each([
  ['StringLike', ['a', '${list}'], 'depends on the value of `${list}`'],
  ['ArnLike', ['${list}'], 'depends on the value of `${list}`'],
  ['ArnLike', ['arn:aws:s3:::b', '${part}:*'], 'has a pattern of fewer than six parts'],
])('%s with %j is open: it %s', (operator, values, why) => {
  const test = parseTest(operator, values, '$', '2012-10-17', () => undefined);
  expect(compileCondition({ key: 'k', spelling: 'K', test }, textOf, '$.at')).toMatchObject({
    kind: 'open',
    why: `$.at: the condition on \`K\` ${why}`,
  });
});

it('a pattern whose variable has no value falls away', () => {
  const test = parseTest('StringEquals', ['${none}'], '$', '2012-10-17', () => undefined);
  expect(compileCondition({ key: 'k', spelling: 'k', test }, textOf, '$')).toMatchObject({
    kind: 'atom',
    atom: { whenPresent: { kind: 'values', quantifier: 'one', test: { kind: 'text', globs: [] } } },
  });
});
