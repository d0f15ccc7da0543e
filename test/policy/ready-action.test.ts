import { expect, it } from 'vitest';
import { actionGlob } from '../../src/policy/action-set.ts';
import { literalArn } from '../../src/policy/arn-set.ts';
import type { CatalogueAction } from '../../src/policy/catalogue.ts';
import { readyAction } from '../../src/policy/ready-action.ts';

const KEY = { name: 'key', arns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'], required: true };
const ALIAS = { name: 'alias', arns: ['arn:aws:s3:::c'], required: false };

function action(resourceTypes: CatalogueAction['resourceTypes']): CatalogueAction {
  return { name: 'S3:Get', accessLevel: 'Read', resourceTypes };
}

it('an action is made ready once', () => {
  const listed = action([KEY, ALIAS]);
  const ready = readyAction(listed);
  expect(ready).toEqual({
    glob: actionGlob('s3:get'),
    service: 's3',
    types: 'key,alias',
    resources: ['a', 'b', 'c'].map((name) => literalArn(`arn:aws:s3:::${name}`)),
  });
  expect(readyAction(listed)).toBe(ready);
  expect(readyAction(action([KEY]))).not.toBe(ready);
});

it('an action without resource types is authorized on the text of a star', () => {
  expect(readyAction(action([]))).toMatchObject({ types: '', resources: [literalArn('*')] });
});
