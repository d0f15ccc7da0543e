import { expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/document.ts';
import { readyStatement, statementsAbout } from '../../src/policy/statement-index.ts';

const STATEMENTS = [
  { Action: ['s3:GetObject', 'S3:Put*'] },
  { NotAction: 's3:GetObject' },
  { Action: ['sns:Publish', 'SQS:Send?'] },
  { Action: '*:Get' },
  { Action: ['iam:*', 's?s:Get'] },
  { Action: 'noservice' },
  { Action: 'kms:Decrypt' },
  { Action: 'kms:Encrypt' },
  { Action: 'kms:Sign' },
];
const DOCUMENT = documentOf(STATEMENTS);

function documentOf(statements: typeof STATEMENTS) {
  return parsePolicy(
    {
      Version: '2012-10-17',
      Statement: statements.map((actions) => ({ Effect: 'Allow', Resource: ['a*', 'b'], ...actions })),
    },
    'policy',
  );
}

it.each([
  ['s3:getobject', [0, 1, 3, 4]],
  ['sns:publish', [1, 2, 3, 4]],
  ['sqs:x', [1, 2, 3, 4]],
  ['iam:x', [1, 3, 4]],
  ['ec2:x', [1, 3, 4]],
  ['noservice', [1, 3, 4, 5]],
  ['none', [1, 3, 4]],
  [':x', [1, 3, 4]],
  ['s3', [0, 1, 3, 4]],
])('the statements about %s are %j', (action, places) => {
  const found = statementsAbout(DOCUMENT, action);
  expect(found.map(({ index }) => index)).toEqual(places);
  expect(statementsAbout(DOCUMENT, action)).toBe(found);
});

it('has no index where there are few', () => {
  const few = documentOf(STATEMENTS.slice(1));
  expect(statementsAbout(few, 's3:getobject')).toBe(few.statements);
});

it('has the patterns of a statement taken apart, once', () => {
  const [first, , third] = DOCUMENT.statements.map(readyStatement);
  expect(first?.names).toEqual(new Set(['s3:getobject']));
  expect(first?.wildcards).toEqual([[{ kind: 'text', text: 's3:put' }, { kind: 'star' }]]);
  expect(first?.resources()).toEqual([
    [{ kind: 'text', text: 'a' }, { kind: 'star' }],
    [{ kind: 'text', text: 'b' }],
  ]);
  expect(third?.wildcards).toEqual([[{ kind: 'text', text: 'sqs:send' }, { kind: 'any' }]]);
  expect(DOCUMENT.statements.map(readyStatement)[2]).toBe(third);
});
