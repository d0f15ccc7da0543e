import { expect, it } from 'vitest';
import { pinnedValues, variableValue } from '../../src/policy/pins.ts';

const PINS = pinnedValues({
  'aws:PrincipalTag/Team': ['red'],
  none: null,
  empty: [],
  list: ['a', 'b'],
  text: [''],
});

it.each([
  ['aws:principaltag/team', ['red'], 'red'],
  ['none', [], null],
  ['empty', [], null],
  ['list', ['a', 'b'], undefined],
  ['text', [''], ''],
  ['aws:PrincipalTag/Team', undefined, undefined],
  ['constructor', undefined, undefined],
])('the key %s has the values %j, and a variable for it %j', (name, values, text) => {
  expect(PINS.get(name)).toEqual(values);
  expect(variableValue(PINS, name)).toBe(text);
});
