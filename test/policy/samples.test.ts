import { expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { type PreparedAccess, prepare } from '../../src/policy/prepare.ts';
import { isConfirmed, samplesOf } from '../../src/policy/samples.ts';
import { accessFrom } from './case-access.ts';

const BUCKET = 'arn:aws:s3:::bucket/*';

function prepared(...statements: readonly object[]): PreparedAccess {
  return prepare(
    accessFrom(statements.map((statement) => ({ Effect: 'Allow', Resource: BUCKET, ...statement }))),
    {},
  );
}

function boxesOf({ atMost }: PreparedAccess) {
  return atMost().allows.flatMap(({ boxes }) => boxes);
}

function actionsOf(access: PreparedAccess, typed = false): readonly string[] {
  return samplesOf(boxesOf(access), access, typed ? catalogue : undefined).map(({ action }) => action);
}

it.each([
  [{ Action: 's3:Get*' }, ['s3:GetObject']],
  [{ Action: ['s3:PutObject', 's3:getobject', 's3:*', 's3:Put?'] }, ['s3:PutObject', 's3:getobject']],
  [{ Action: ['s3:PutObject', 's3:DeleteObject'] }, ['s3:PutObject', 's3:DeleteObject']],
  [{ NotAction: ['s3:GetObject', 's3:PutObject'] }, ['s3:ListBucket']],
])('%j has likely requests of the actions %j', (statement, actions) => {
  const access = prepared(statement);
  expect(actionsOf(access)).toEqual(actions);
  for (const sample of samplesOf(boxesOf(access), access, undefined)) {
    expect(sample).toMatchObject({ resource: 'arn:aws:s3:::bucket/example', context: {} });
    expect(isConfirmed(sample, access)).toBe(true);
  }
});

it('an action with resource types is the only one of its statement', () => {
  const access = prepared({ Action: ['s3:PutObject', 's3:DeleteObject'] });
  expect(actionsOf(access, true)).toEqual(['s3:PutObject']);
  expect(actionsOf(access)).toEqual(['s3:PutObject', 's3:DeleteObject']);
});

it('a Deny may strike some of the actions, or all', () => {
  const deny = { Effect: 'Deny', Action: 's3:PutObject' };
  const access = prepared({ Action: ['s3:GetObject', 's3:PutObject'] }, deny);
  const samples = samplesOf(boxesOf(access), access, undefined);
  expect(samples.map((sample) => [sample.action, isConfirmed(sample, access)])).toEqual([
    ['s3:GetObject', true],
    ['s3:PutObject', false],
  ]);
  expect(actionsOf(prepared({ Action: 's3:PutObject' }, deny))).toEqual([]);
});

it('of a managed policy are those of the role, whose denies another role may lack', () => {
  const managed = parsePolicy({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }, 'managed');
  const own = parsePolicy({ Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } }, 'own');
  const topics = identityAccess([
    parsePolicy({ Statement: { Effect: 'Allow', Action: 'sns:*', Resource: '*' } }, 'topics'),
  ]);
  expect(contains(identityAccess([managed]), topics)).toMatchObject({ kind: 'exceeds' });
  expect(contains(identityAccess([managed, own]), topics)).toEqual({ kind: 'contained' });
});

it('are found once, for one statement', () => {
  const access = prepared({ Action: 's3:GetObject' });
  const boxes = boxesOf(access);
  expect(samplesOf(boxes, access, undefined)).toBe(samplesOf(boxes, access, undefined));
  expect(samplesOf(boxes, access, catalogue)).not.toBe(samplesOf(boxes, access, undefined));
  expect(samplesOf([...boxes, ...boxes], access, undefined)).toEqual([]);
  expect(samplesOf([], access, undefined)).toEqual([]);
});
