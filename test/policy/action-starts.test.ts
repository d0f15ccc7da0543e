import { describe, expect, it } from 'vitest';
import { actionStarts } from '../../src/policy/action-starts.ts';
import { indexBoxes } from '../../src/policy/box-index.ts';
import type { Catalogue, CatalogueAction } from '../../src/policy/catalogue.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { findText } from '../../src/policy/text-set.ts';
import { accessFrom } from './case-access.ts';

function boxesOf(texts: readonly string[]) {
  const statements = texts.map((text) => {
    const patterns = text.replace('!', '').split(' ');
    const actions = text.startsWith('!') ? { NotAction: patterns } : { Action: patterns };
    return { Effect: 'Allow', ...actions, Resource: '*' };
  });
  return prepare(accessFrom(statements), {})
    .entries.allows.flat()
    .map(({ box }) => box);
}

/** An action of each start, how many statements are in the way, and how many kinds of resources it has. */
function startsOf(positives: string[], negatives: string[][], typed?: Catalogue): readonly string[] {
  const work = { left: 100_000 };
  const indexes = negatives.map((texts) => indexBoxes(boxesOf(texts)));
  return [...actionStarts(boxesOf(positives), indexes, typed, work)].map(
    ({ actions, resources, obstacles }) => {
      const text = findText(actions, ['x'], work);
      const kinds = resources === undefined ? '' : ` on ${resources.length}`;
      return `${text.kind === 'found' ? text.value : text.kind} ${obstacles.length}${kinds}`;
    },
  );
}

describe('without a catalogue', () => {
  it.each<[string[], string[][], string[]]>([
    [['s3:GetObject'], [], ['s3:getobject 0']],
    [['s3:Get* s3:Put*'], [['s3:G*', 'sns:*', 's3:*']], ['s3:getx 2', 's3:putx 1']],
    [['s3:A s3:B s3:C'], [['s3:A', 's3:B s3:C']], ['s3:a 1', 's3:b 1']],
    [['s3:A s3:B s3:C'], [['s3:A', 's3:B'], ['s3:C']], ['s3:a 1', 's3:b 1', 's3:c 1']],
    [['s3:A s3:B'], [['s3:A'], ['s3:B']], ['s3:a 1', 's3:b 1']],
    [
      ['s3:A s3:B'],
      [
        ['s3:X', 's3:A'],
        ['s3:Y', 's3:B'],
      ],
      ['s3:a 1', 's3:b 1'],
    ],
    [['s3:A s3:B'], [['s3:*']], ['s3:a 1']],
    [['s3:A s3:B sns:A'], [], ['s3:a 0', 'sns:a 0']],
    [['s3:A* s3:B*'], [['s3:*']], ['s3:ax 1', 's3:bx 1']],
    [['s3:A'], [['s3:A*'], ['*', 's3:*']], ['s3:a 3']],
    [['*'], [['s3:*', 'sns:*'], ['!s3:*']], ['x 3']],
    [['*:Get*', 's3:*'], [['s3:*', 'sns:*']], ['s3:get 1']],
    [['!s3:*'], [['s3:*', 'sns:*']], ['x 2']],
    [['!s3:Get* s3:Put*', 's3:*'], [['s3:*', 's3:Get*']], ['s3:x 2']],
    [['!s3:*', 's3:Get*'], [], []],
    [['a b'], [['a']], ['a 1', 'b 0']],
  ])('%j next to %j begins at %j', (positives, negatives, starts) => {
    expect(startsOf(positives, negatives)).toEqual(starts);
  });
});

function listed(name: string, resourceTypes: CatalogueAction['resourceTypes']): CatalogueAction {
  return { name, accessLevel: 'Read', resourceTypes };
}

describe('with a catalogue', () => {
  const A = { name: 'a', arns: ['arn:aws:one:::a/*'], required: true };
  const B = { name: 'b', arns: ['arn:aws:one:::b/*'], required: true };
  const LISTED = new Map(
    [
      listed('one:Get', [A]),
      listed('one:Put', [A]),
      listed('one:Tag', [A, B]),
      listed('one:List', []),
      listed('two:Get', [B]),
    ].map((action): [string, CatalogueAction] => [action.name.toLowerCase(), action]),
  );
  const some: Catalogue = {
    source: { name: 'test', version: '1', date: '2026-01-01' },
    services: new Set(['one', 'two']),
    actionsOf: (service) => new Map([...LISTED].filter(([name]) => name.startsWith(`${service}:`))),
    wellKnown: ['one:put'],
  };

  it.each<[string[], string[][], string[]]>([
    [['one:Get'], [], ['one:get 0 on 1']],
    [['one:Get one:None'], [['one:*']], ['one:get 1 on 1']],
    [['one:Get other:Send'], [], ['one:get 0 on 1', 'other:send 0']],
    [['other:Send*'], [], ['other:sendx 0']],
    [['!one:G*', 'one:Get* one:Put'], [], ['one:put 0 on 1']],
    [['one:*'], [], ['one:put 0 on 1', 'one:tag 0 on 2', 'one:list 0 on 1']],
    [['one:*'], [['one:Get']], ['one:put 0 on 1', 'one:get 1 on 1', 'one:tag 0 on 2', 'one:list 0 on 1']],
    [
      ['one:*'],
      [['one:Get'], ['one:Tag', 'one:T*']],
      ['one:put 0 on 1', 'one:get 1 on 1', 'one:tag 2 on 2', 'one:list 0 on 1'],
    ],
    [['one:P* one:G*', 'one:Get other:*'], [], ['one:get 0 on 1']],
    [['one:G*', '*'], [], ['one:get 0 on 1']],
    [['one:Get two:Get', 'two:* other:*'], [], ['two:get 0 on 1']],
    [['*:Get'], [['one:*']], ['one:get 1 on 1', 'two:get 0 on 1', 'x:get 1']],
    [['*'], [['other:*']], ['one:put 0 on 1', 'one:tag 0 on 2', 'one:list 0 on 1', 'two:get 0 on 1', 'x 1']],
    [['!other:* two:*'], [], ['one:put 0 on 1', 'one:tag 0 on 2', 'one:list 0 on 1', 'x 0']],
    [['one:* two:*', '!one:*'], [], ['two:get 0 on 1']],
    [['one:* other:*', 'one:* two:*'], [], ['one:put 0 on 1', 'one:tag 0 on 2', 'one:list 0 on 1']],
    [['one:* other:*', 'other:* two:* one:Get'], [], ['one:get 0 on 1', 'other:x 0']],
  ])('%j next to %j begins at %j', (positives, negatives, starts) => {
    expect(startsOf(positives, negatives, some)).toEqual(starts);
  });
});
