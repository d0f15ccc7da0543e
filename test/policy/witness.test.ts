import { describe, expect, it } from 'vitest';
import { actionGlob } from '../../src/policy/action-set.ts';
import { ALL_RESOURCES, arnGlobOf, withinArn, withoutArns } from '../../src/policy/arn-set.ts';
import { catalogue } from '../../src/policy/catalogue.ts';
import { exactAtom } from '../../src/policy/key-values.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';
import { newQuestion, type Region } from '../../src/policy/region.ts';
import { ALL_TEXTS, within, without } from '../../src/policy/text-set.ts';
import { requestIn } from '../../src/policy/witness.ts';

const ALL: Region = { actions: ALL_TEXTS, resources: ALL_RESOURCES, literals: new Map() };
const STYLE = { catalogue, subject: 'resource', spellings: () => [] } as const;

function asked(region: Partial<Region>, style: Partial<Parameters<typeof requestIn>[1]> = {}) {
  const question = newQuestion(() => ({ isList: false, kinds: [] }));
  const answer = requestIn({ ...ALL, ...region }, { ...STYLE, ...style }, question);
  return answer.kind === 'found' ? answer.value : answer;
}

function actionsIn(...patterns: readonly string[]) {
  let actions = ALL_TEXTS;
  for (const pattern of patterns) actions = within(actions, actionGlob(pattern));
  return actions;
}

describe('the action of a witness', () => {
  it.each<[string[], string[], string]>([
    [[], [], 's3:GetObject'],
    [['S3:GETOBJECT'], [], 's3:GetObject'],
    [['s3:put*'], [], 's3:PutObject'],
    [['*:Publish'], [], 'sns:Publish'],
    [['example:dothing'], [], 'example:Dothing'],
    [['example:dothing'], ['example:DoThing'], 'example:DoThing'],
    [['example:dothing'], ['Example:*', 'example:DoTh*', 'EXAMPLE:do?'], 'example:DoThIng'],
    [['example:dothing'], ['example:DoTh*', 'Example:*'], 'example:DoThIng'],
    [['example:dothing'], ['example:DOTH*', 'example:doth*'], 'example:DOTHIng'],
    [['example:dothing'], ['other:*', '*'], 'example:Dothing'],
    [['example:do*'], [], 'example:Doexample'],
    [['example:do*'], ['example:Do*'], 'example:DoExample'],
    [['dothing'], [], 'Dothing'],
    [['do*', '*ing'], [], 'Doing'],
  ])('within %j, which %j spell, is %j', (patterns, spellings, action) => {
    expect(asked({ actions: actionsIn(...patterns) }, { spellings: () => spellings })).toMatchObject({
      action,
    });
  });

  it('may be one that no catalogue lists', () => {
    const none = { ...catalogue, services: new Set<string>(), actionsOf: () => new Map() };
    expect(asked({ actions: actionsIn('s3:getobject') }, { catalogue: none })).toMatchObject({
      action: 's3:Getobject',
      resource: 'arn:aws:s3:us-east-1:111122223333:example',
    });
  });
});

describe('the resource of a witness', () => {
  it.each([
    ['s3:GetObject', '*', [], 'arn:aws:s3:::example/example'],
    ['s3:GetObject', '*', ['arn:aws:*'], 'arn:aws-cn:s3:::example/example'],
    ['s3:GetObject', '*', ['arn:aws:*', 'arn:aws-cn:*'], 'arn:aws-us-gov:s3:::example/example'],
    ['iam:GetRole', '*', ['arn:*:*:*:111122223333:*'], 'arn:aws:iam::444455556666:role/example'],
    ['sqs:SendMessage', '*', ['arn:*:*:us-east-1:*'], 'arn:aws:sqs:eu-west-1:111122223333:example'],
    ['iam:GetRole', 'a', [], 'a:aws:iam:us-east-1:111122223333:example'],
    ['x', '*', [], 'arn:aws:X:us-east-1:111122223333:example'],
  ])('of %s within %s and without %j is %s', (action, pattern, excluded, resource) => {
    const arns = excluded.map((text) => arnGlobOf(parseWildcards(text)));
    const resources = withoutArns(withinArn(ALL_RESOURCES, arnGlobOf(parseWildcards(pattern))), arns);
    expect(asked({ actions: actionsIn(action), resources })).toMatchObject({ resource });
  });

  it.each([
    [[], 'AWS:arn:aws:iam::444455556666:root'],
    [['AWS:arn:*:*:*:*root'], 'AWS:arn:aws:iam::111122223333:role/example'],
    [['AWS:*'], 'Service:ec2.amazonaws.com'],
  ])('may be a principal: without %j it is %s', (excluded, resource) => {
    const arns = excluded.map((text) => arnGlobOf(parseWildcards(text)));
    const resources = withoutArns(ALL_RESOURCES, arns);
    expect(asked({ resources }, { subject: 'principal' })).toMatchObject({ resource });
  });
});

it('the keys of a witness are spelled as their conditions spell them', () => {
  const literals = new Map([
    ['my:key', [{ atom: exactAtom('My:Key', 'a', ''), holds: true }]],
    ['other', [{ atom: exactAtom('Other', 'a', ''), holds: false }]],
  ]);
  expect(asked({ literals })).toMatchObject({ context: { 'My:Key': ['a'] } });
});

it('an exclusion of all that is listed leaves another action', () => {
  const actions = without(
    ALL_TEXTS,
    [...catalogue.services].map((service) => actionGlob(`${service}:*`)),
  );
  expect(asked({ actions })).toMatchObject({ action: 'Example' });
});
