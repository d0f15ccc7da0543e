import { describe, expect, test } from 'vitest';
import { canonicalDocument } from '../../src/policy/canonical.ts';

const READ = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['a', 'b'] };
const KEYS = {
  Effect: 'Deny',
  NotAction: 'kms:Decrypt',
  NotResource: '*',
  Condition: { StringLike: { 'aws:PrincipalTag/x': ['1', '2'] }, Bool: { 'aws:SecureTransport': true } },
};
const DOCUMENT = { Version: '2012-10-17', Statement: [READ, KEYS] };

function documentOf(...Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement };
}

describe('canonicalDocument', () => {
  test.each([
    ['the order of statements', documentOf(KEYS, READ)],
    ['a statement that is repeated', documentOf(READ, KEYS, READ)],
    ['the Sid', documentOf({ Sid: 'Read', ...READ }, KEYS)],
    [
      'the order and the case of actions',
      documentOf({ ...READ, Action: ['S3:listbucket', 's3:getObject'] }, KEYS),
    ],
    ['the order of resources', documentOf({ ...READ, Resource: ['b', 'a', 'b'] }, KEYS)],
    ['a list of one', documentOf(READ, { ...KEYS, NotAction: ['kms:Decrypt'], NotResource: ['*'] })],
    [
      'the order of operators and values, the case of operators and keys, and quotes',
      documentOf(READ, {
        ...KEYS,
        Condition: {
          bool: { 'AWS:securetransport': 'true' },
          stringlike: { 'aws:principaltag/X': ['2', '1'] },
        },
      }),
    ],
  ])('ignores %s', (_, same) => {
    expect(canonicalDocument(same)).toBe(canonicalDocument(DOCUMENT));
  });

  test('reads a single statement as a list of one', () => {
    expect(canonicalDocument({ ...DOCUMENT, Statement: READ })).toBe(canonicalDocument(documentOf(READ)));
  });

  test('reads a document without a version as one of the first version', () => {
    const { Statement } = DOCUMENT;
    expect(canonicalDocument({ Statement })).toBe(canonicalDocument({ Version: '2008-10-17', Statement }));
  });

  test.each([
    ['the effect', documentOf({ ...READ, Effect: 'Deny' }, KEYS)],
    ['an action', documentOf({ ...READ, Action: 's3:GetObject' }, KEYS)],
    ['the case of a resource', documentOf({ ...READ, Resource: ['A', 'b'] }, KEYS)],
    ['NotAction', documentOf(READ, { ...KEYS, NotAction: undefined, Action: 'kms:Decrypt' })],
    ['the case of a value', documentOf({ ...READ, Condition: { StringLike: { k: 'a' } } }, KEYS)],
    ['the version', { ...DOCUMENT, Version: '2008-10-17' }],
  ])('tells %s', (_, other) => {
    expect(canonicalDocument(other)).toEqual(expect.any(String));
    expect(canonicalDocument(other)).not.toBe(canonicalDocument(DOCUMENT));
  });

  test.each([
    [undefined],
    ['text'],
    [{ Version: '2012-10-17' }],
    [documentOf({ ...READ, Action: { a: 1 } })],
    [documentOf({ ...READ, Condition: 'none' })],
    [documentOf({ ...READ, Condition: { StringLike: 'none' } })],
    [documentOf({ ...READ, Condition: { StringLike: { k: null } } })],
    [{ ...DOCUMENT, Statement: [READ, 'text'] }],
  ])('has no text for %j', (shape) => {
    expect(canonicalDocument(shape)).toBeUndefined();
  });
});
