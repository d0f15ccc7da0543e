import { expect, it } from 'vitest';
import { type Comparator, parseOperator } from '../../src/policy/operator.ts';

function text(match: 'equals' | 'like', ignoreCase: boolean, negated: boolean): Comparator {
  return { kind: 'string', match, ignoreCase, negated };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const DOCUMENTED: readonly (readonly [string, Comparator])[] = [
  ['StringEquals', text('equals', false, false)],
  ['StringNotEquals', text('equals', false, true)],
  ['StringEqualsIgnoreCase', text('equals', true, false)],
  ['StringNotEqualsIgnoreCase', text('equals', true, true)],
  ['StringLike', text('like', false, false)],
  ['StringNotLike', text('like', false, true)],
  ['NumericEquals', { kind: 'number', relation: 'equals', negated: false }],
  ['NumericNotEquals', { kind: 'number', relation: 'equals', negated: true }],
  ['NumericLessThan', { kind: 'number', relation: 'less', negated: false }],
  ['NumericLessThanEquals', { kind: 'number', relation: 'lessOrEqual', negated: false }],
  ['NumericGreaterThan', { kind: 'number', relation: 'greater', negated: false }],
  ['NumericGreaterThanEquals', { kind: 'number', relation: 'greaterOrEqual', negated: false }],
  ['DateEquals', { kind: 'date', relation: 'equals', negated: false }],
  ['DateNotEquals', { kind: 'date', relation: 'equals', negated: true }],
  ['DateLessThan', { kind: 'date', relation: 'less', negated: false }],
  ['DateLessThanEquals', { kind: 'date', relation: 'lessOrEqual', negated: false }],
  ['DateGreaterThan', { kind: 'date', relation: 'greater', negated: false }],
  ['DateGreaterThanEquals', { kind: 'date', relation: 'greaterOrEqual', negated: false }],
  ['Bool', { kind: 'bool', negated: false }],
  ['BinaryEquals', { kind: 'binary', negated: false }],
  ['IpAddress', { kind: 'address', negated: false }],
  ['NotIpAddress', { kind: 'address', negated: true }],
  ['ArnEquals', { kind: 'arn', negated: false }],
  ['ArnNotEquals', { kind: 'arn', negated: true }],
  ['ArnLike', { kind: 'arn', negated: false }],
  ['ArnNotLike', { kind: 'arn', negated: true }],
];

it.each(DOCUMENTED)('%s is an operator, with a qualifier and a suffix too', (name, comparator) => {
  const one = { kind: 'compare', quantifier: 'one', comparator, ifExists: false };
  expect(parseOperator(name)).toEqual(one);
  expect(parseOperator(`${name}IfExists`)).toEqual({ ...one, ifExists: true });
  expect(parseOperator(`ForAllValues:${name}`)).toEqual({ ...one, quantifier: 'all' });
  expect(parseOperator(`ForAnyValue:${name}IfExists`)).toEqual({
    ...one,
    quantifier: 'any',
    ifExists: true,
  });
});

it('case means nothing in the name of an operator', () => {
  expect(parseOperator('FORANYVALUE:STRINGLIKEIFEXISTS')).toEqual(
    parseOperator('ForAnyValue:StringLikeIfExists'),
  );
  expect(parseOperator('NULL')).toEqual({ kind: 'null' });
});

it.each([
  'xForAllValues:StringEquals',
  'ForAllValues:ForAnyValue:StringEquals',
  'ForSomeValues:StringEquals',
  'ForAllValuesStringEquals',
  'StringEqualsIfExistsIfExists',
  'StringEqualsIfExists ',
  'IfExistsStringEquals',
  'StringEquals\n',
  'Address',
  'NotBool',
  'BoolNotEquals',
  'NumericNotLessThan',
])('%j is no operator', (name) => {
  expect(parseOperator(name)).toBeUndefined();
});
