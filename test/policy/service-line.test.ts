import { describe, expect, it } from 'vitest';
import { actionsIn, type CatalogueAction } from '../../src/policy/service-line.ts';
import { serviceLine } from '../../tools/service-line.ts';

const BUCKET = { name: 'bucket', arns: ['arn:*:s3:::*'], required: true };
const ROLE = { name: 'role', arns: ['arn:*:s3:*:*:role/*'], required: false };
const KEY = { name: 'key', arns: ['arn:*:s3:*:*:keys/*', 'arn:*:kms:*:*:key/*'], required: false };

const ACTIONS: readonly CatalogueAction[] = [
  { name: 's3:GetBucket', accessLevel: 'Read', resourceTypes: [BUCKET] },
  { name: 's3:PutBucket', accessLevel: 'Write', resourceTypes: [BUCKET] },
  { name: 's3:GetAccount', accessLevel: 'Read', resourceTypes: [] },
  { name: 's3:GetBucketAcl', accessLevel: 'Read', resourceTypes: [BUCKET] },
];

describe('a line of the table', () => {
  it('names verbs, types and the rests of the names', () => {
    const line = ['RGet WPut', 'bucket=arn:*:s3:::*', '/0Account.0 +0/0Bucket.01,6Acl.0'];
    expect(serviceLine('s3', ACTIONS)).toEqual(line);
    expect(serviceLine('s3', ACTIONS.toReversed())).toEqual(line);
    expect(actionsIn('s3', line)).toEqual(ACTIONS);
  });

  it('tells of no action where it names a verb that it does not have', () => {
    expect(actionsIn('s3', ['RGet', '', '/0Account.0,0Bucket.7'])).toEqual([ACTIONS[2]]);
  });

  it('leaves out of an ARN what goes without saying', () => {
    const actions: CatalogueAction[] = [
      { name: 's3:Scan', accessLevel: 'List', resourceTypes: [KEY, ROLE] },
      { name: 's3:TagKey', accessLevel: 'Tagging', resourceTypes: [{ ...KEY, required: true }] },
      {
        name: 's3:SetRole',
        accessLevel: 'Permissions management',
        resourceTypes: [{ ...ROLE, required: true }],
      },
    ];
    const line = serviceLine('s3', actions);
    expect(line[1]).toBe('key=keys/*,arn:*:kms:*:*:key/*|role');
    expect(actionsIn('s3', line)).toEqual(actions);
  });

  it('may lack parts', () => {
    expect(actionsIn('s3', [])).toEqual([]);
    expect(actionsIn('s3', ['RGet'])).toEqual([]);
    expect(actionsIn('s3', ['RGet', 'key'])).toEqual([]);
    expect(actionsIn('s3', ['RGet', 'key', '+0'])).toEqual([]);
    expect(actionsIn('s3', ['RGet', 'key', '+0/0Key'])).toEqual([]);
    expect(actionsIn('s3', ['RGet', 'key', '+0/0Key.1'])).toEqual([]);
  });

  it('lists names of one length in the order of the alphabet', () => {
    const line = ['RGet', '', '/0B.0,0A.0,0C.0,0AB.0'];
    expect(actionsIn('s3', line).map(({ name }) => name)).toEqual([
      's3:GetA',
      's3:GetB',
      's3:GetC',
      's3:GetAB',
    ]);
  });

  it('names more than ten types, and keeps as much of a name as a digit says', () => {
    const types = Array.from({ length: 12 }, (_, at) => `t${at}`).join('|');
    const actions = actionsIn('s3', ['RGet', types, '+11-1/0Bucket.0,3Other.0']);
    expect(actions.map(({ name, resourceTypes }) => [name, resourceTypes.map((type) => type.name)])).toEqual([
      ['s3:GetBucket', ['t11', 't1']],
      ['s3:GetBucOther', ['t11', 't1']],
    ]);
  });

  it('of a type that is not there says nothing', () => {
    expect(actionsIn('s3', ['RGet', 'key', '+1/0Key.0'])).toEqual([
      {
        name: 's3:GetKey',
        accessLevel: 'Read',
        resourceTypes: [{ name: '', arns: ['arn:*:s3:*:*:/*'], required: true }],
      },
    ]);
  });

  it('has as many verbs as it takes', () => {
    const actions = Array.from({ length: 200 }, (_, at): CatalogueAction => {
      const verb = String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26));
      return { name: `s3:A${verb}Thing`, accessLevel: 'Read', resourceTypes: [] };
    });
    const read = actionsIn('s3', serviceLine('s3', actions)).map(({ name }) => name);
    expect(read).toEqual(actions.map(({ name }) => name).sort());
  });

  it.each([
    ['a name that has a separator', { name: 's3:Get.Object', accessLevel: 'Read', resourceTypes: [] }],
    [
      'a type that has a separator',
      { name: 's3:GetObject', accessLevel: 'Read', resourceTypes: [{ ...BUCKET, name: 'a|b' }] },
    ],
  ] as const)('is not made for %s', (_, action) => {
    expect(() => serviceLine('s3', [action])).toThrow(
      'the actions of `s3` do not fit into a line of the table',
    );
  });
});
