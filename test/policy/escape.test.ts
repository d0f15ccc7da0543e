import { expect, it } from 'vitest';
import { actionGlob } from '../../src/policy/action-set.ts';
import { ALL_RESOURCES, arnGlobOf, withinArn } from '../../src/policy/arn-set.ts';
import { catalogue } from '../../src/policy/catalogue.ts';
import { escapeBoxes } from '../../src/policy/escape.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { assume, type Literals, newQuestion, type Region } from '../../src/policy/region.ts';
import { ALL_TEXTS, within } from '../../src/policy/text-set.ts';
import { requestIn } from '../../src/policy/witness.ts';
import { WORK_LIMIT } from '../../src/policy/work.ts';
import { accessFrom, type StatementJson } from './case-access.ts';

const STYLE = { catalogue, subject: 'resource', spellings: () => [] } as const;

function boxesOf(statements: readonly StatementJson[]) {
  return prepare(accessFrom(statements), {})
    .atMost()
    .allows.flatMap(({ boxes }) => boxes);
}

/** Statements by action, resource and value of the key `k`; an exclamation mark stands for NotAction, NotResource. */
function statement([action, resource, value]: readonly string[]): StatementJson {
  return {
    Effect: 'Allow',
    ...(action?.startsWith('!')
      ? { NotAction: action.slice(1).split(' ') }
      : { Action: (action ?? '*').split(' ') }),
    ...(resource?.startsWith('!')
      ? { NotResource: resource.slice(1).split(' ') }
      : { Resource: (resource ?? '*').split(' ') }),
    ...(value === undefined ? {} : { Condition: { StringEquals: { k: value.split(' ') } } }),
  };
}

const NO_DOMAIN = () => ({ isList: false, kinds: [] });

/** What is found outside of the statements, and after how many steps. */
function leave([action, resource, value]: readonly string[], others: readonly (readonly string[])[]) {
  const question = newQuestion(NO_DOMAIN);
  let literals: Literals | undefined = new Map();
  for (const atom of boxesOf([statement(['*', '*', value ?? ''])]).flatMap(({ atoms }) => atoms))
    if (value !== undefined) literals = literals && assume(literals, atom, true, question);
  const region: Region = {
    actions: action === undefined ? ALL_TEXTS : within(ALL_TEXTS, actionGlob(action)),
    resources:
      resource === undefined ? ALL_RESOURCES : withinArn(ALL_RESOURCES, arnGlobOf(parseWildcards(resource))),
    literals: literals ?? new Map(),
  };
  const found = escapeBoxes(region, boxesOf(others.map(statement)), question);
  const work = WORK_LIMIT - question.left;
  if (found.kind !== 'found') return [found.kind, work];
  const request = requestIn(found.value, STYLE, newQuestion(NO_DOMAIN));
  if (request.kind !== 'found') return [request.kind, work];
  const { action: name, resource: arn, context } = request.value;
  return [[name, arn, ...Object.values(context).flat()].join(' '), work];
}

/** What is in the way, where the search starts, the statements to escape; the request that is found, and its cost. */
type Row = [string, readonly string[], readonly (readonly string[])[], string, number];

it.each<Row>([
  ['nothing', ['s3:GetObject', 'arn:aws:s3:::a'], [], 's3:GetObject arn:aws:s3:::a', 0],
  [
    'another action',
    ['s3:GetObject', 'arn:aws:s3:::a'],
    [['s3:PutObject', '*']],
    's3:GetObject arn:aws:s3:::a',
    1,
  ],
  [
    'other actions',
    ['s3:*', 'arn:aws:s3:::a'],
    [['s3:Get* s3:PutObject', '*']],
    's3:ListBucket arn:aws:s3:::a',
    1,
  ],
  [
    'all of the actions, another resource',
    ['s3:Get*', 'arn:aws:s3:::a'],
    [['s3:G*', 'arn:aws:s3:::b']],
    's3:GetObject arn:aws:s3:::a',
    1,
  ],
  [
    'all of the actions, part of the resources',
    ['s3:Get*', 'arn:aws:s3:::a*'],
    [['s3:G*', 'arn:aws:s3:::ab* arn:aws:s3:::b']],
    's3:GetObject arn:aws:s3:::aexample/example',
    1,
  ],
  ['all of both', ['s3:Get*', 'arn:aws:s3:::a'], [['s3:G*', 'arn:aws:s3:::a* arn:aws:s3:::b']], 'none', 1],
  ['all of everything', [], [['x *', 'x *']], 'none', 1],
  ['all actions', [], [['*', 'arn:aws:s3:::a']], 's3:GetObject arn:aws:s3:::example/example', 1],
  [
    'all of both in one of many',
    ['s3:Get*', 'arn:aws:s3:::a'],
    [
      ['s3:PutObject', '*'],
      ['s3:*', 'arn:aws:s3:::a'],
      ['!s3:X*', 'arn:aws:s3:::b'],
    ],
    'none',
    53,
  ],
  [
    'a question mark in the action',
    ['s3:Get*', 'arn:aws:s3:::a'],
    [['s3:Get?', '*']],
    's3:GetObject arn:aws:s3:::a',
    75,
  ],
  [
    'a question mark in the resource',
    ['s3:GetObject', 'arn:aws:s3:::a*'],
    [['s3:*', 'arn:aws:s3:::a?']],
    's3:GetObject arn:aws:s3:::aexample/example',
    56,
  ],
  [
    'a question mark in the resource twice',
    ['s3:GetObject', 'arn:aws:s3:::a*'],
    [
      ['s3:*', 'arn:aws:s3:::a?'],
      ['s3:*', 'arn:aws:s3:::a??'],
    ],
    's3:GetObject arn:aws:s3:::aexample/example',
    116,
  ],
  [
    'a condition',
    ['s3:GetObject', 'arn:aws:s3:::a'],
    [['s3:*', 'arn:aws:s3:::a', 'v']],
    's3:GetObject arn:aws:s3:::a',
    52,
  ],
  [
    'a condition that contradicts',
    ['s3:GetObject', 'arn:aws:s3:::a', 'w'],
    [['s3:*', 'arn:aws:s3:::a', 'v']],
    's3:GetObject arn:aws:s3:::a w',
    4,
  ],
  [
    'a condition that holds',
    ['s3:GetObject', 'arn:aws:s3:::a', 'v'],
    [['s3:*', 'arn:aws:s3:::a', 'v']],
    'none',
    52,
  ],
  [
    'a condition that may fail',
    ['s3:GetObject', 'arn:aws:s3:::a', 'v w'],
    [['s3:*', 'arn:aws:s3:::a', 'v']],
    's3:GetObject arn:aws:s3:::a w',
    55,
  ],
  [
    'two conditions',
    ['s3:GetObject', 'arn:aws:s3:::a*', 'v w'],
    [
      ['s3:*', 'arn:aws:s3:::a?', 'v'],
      ['s3:*', 'arn:aws:s3:::a', 'w'],
    ],
    's3:GetObject arn:aws:s3:::aexample/example v',
    72,
  ],
  [
    'two conditions that leave nothing',
    ['s3:GetObject', 'arn:aws:s3:::a', 'v w'],
    [
      ['s3:*', 'arn:aws:s3:::a', 'v'],
      ['s3:*', 'arn:aws:s3:::a', 'w'],
    ],
    'none',
    111,
  ],
  [
    'NotAction of the action',
    ['s3:GetObject', 'arn:aws:s3:::a'],
    [['!s3:GetObject', '*']],
    's3:GetObject arn:aws:s3:::a',
    1,
  ],
  [
    'NotAction of all actions',
    ['s3:Get*', 'arn:aws:s3:::a'],
    [['!s3:G* x:*', '*']],
    's3:GetObject arn:aws:s3:::a',
    1,
  ],
  ['NotAction of other actions', ['s3:Get*', 'arn:aws:s3:::a'], [['!s3:P*', '*']], 'none', 51],
  [
    'NotAction of some of the actions',
    ['s3:*', 'arn:aws:s3:::a'],
    [['!s3:Get* s3:PutObject', '*']],
    's3:GetObject arn:aws:s3:::a',
    52,
  ],
  ['NotAction of everything', [], [['!*', '*']], 's3:GetObject arn:aws:s3:::example/example', 1],
  [
    'NotResource of the resource',
    ['s3:GetObject', 'arn:aws:s3:::a'],
    [['s3:*', '!arn:aws:s3:::a']],
    's3:GetObject arn:aws:s3:::a',
    1,
  ],
  [
    'NotResource of all resources',
    ['s3:GetObject', 'arn:aws:s3:::a*'],
    [['s3:*', '!arn:aws:s3:::a* arn:aws:s3:::b']],
    's3:GetObject arn:aws:s3:::aexample/example',
    1,
  ],
  [
    'NotResource of other resources',
    ['s3:GetObject', 'arn:aws:s3:::a'],
    [['s3:*', '!arn:aws:s3:::b']],
    'none',
    51,
  ],
  [
    'NotResource of some of the resources',
    ['s3:GetObject', 'arn:aws:s3:::*'],
    [['s3:*', '!arn:aws:s3:::a arn:aws:s3:::b*']],
    's3:GetObject arn:aws:s3:::a',
    52,
  ],
  [
    'NotResource of other actions',
    ['s3:*', 'arn:aws:s3:::a'],
    [['s3:Get*', '!arn:aws:s3:::b']],
    's3:PutObject arn:aws:s3:::a',
    51,
  ],
  [
    'one way out first',
    ['s3:*', '*'],
    [
      ['!s3:Get* s3:P*', '!arn:aws:s3:::*'],
      ['!s3:GetObject', '*'],
    ],
    's3:GetObject arn:aws:s3:::example/example',
    54,
  ],
  [
    'few ways out first',
    ['s3:*', '*'],
    [
      ['!s3:Get* s3:P*', '!arn:aws:s3:::*'],
      ['!s3:GetO* s3:L*', '*'],
    ],
    's3:GetObject arn:aws:s3:::example/example',
    55,
  ],
  [
    'as many ways out',
    ['s3:*', '*'],
    [
      ['!s3:Get* s3:P*', '*'],
      ['!s3:GetO* s3:L*', '*'],
    ],
    's3:GetObject arn:aws:s3:::example/example',
    105,
  ],
  [
    'more ways out later',
    ['s3:*', '*'],
    [
      ['!s3:GetO* s3:L*', '*'],
      ['!s3:Get* s3:P*', '!arn:aws:s3:::*'],
    ],
    's3:GetObject arn:aws:s3:::example/example',
    55,
  ],
  [
    'no way out later',
    ['s3:*', 'arn:aws:s3:::a'],
    [
      ['!s3:GetO* s3:L*', '*'],
      ['!s3:Get* s3:P*', '*'],
      ['!s3:PutObject', '*'],
    ],
    'none',
    107,
  ],
  [
    'actions before a NotAction',
    ['s3:*', '*'],
    [
      ['s3:Get*', 'arn:aws:s3:::a'],
      ['!s3:GetObject', '*'],
    ],
    's3:GetObject arn:aws:s3:::example/example',
    52,
  ],
])('with %s in the way of %j', (_, start, others, found, work) => {
  expect(leave(start, others)).toEqual([found, work]);
});
