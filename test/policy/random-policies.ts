import fc from 'fast-check';
import type { AccessJson, ConditionJson, DocumentJson, StatementJson } from './case-access.ts';
import { conditionOn } from './random-keys.ts';

/** Small alphabets, so that random patterns meet often and nearly every request that matters can be listed. */
const ACTION = fc.constantFrom('s:a', 's:b', 's:ab', 's:*', 's:a*', '*', 's:?', 'S:A', 's:*b', '*:?b');
const RESOURCE = fc.constantFrom(
  '*',
  'arn:aws:s:::a',
  'arn:aws:s:::b',
  'arn:aws:s:::a*',
  'arn:aws:s:::*b',
  'arn:aws:s:::?',
  'arn:aws:s:::??',
  'arn:aws:s:::?*',
  'arn:aws:s:::a?',
  'arn:aws:s*:*:a:*',
  'arn:aws:s:a*::*',
  'arn:aws:s:?b:*:*',
  'arn:*',
  'arn:aws:s:::*a*:b',
  'arn:aws:s:::${*}',
  'arn:aws:s:::${$}${?}*',
  'arn:aws:s:::${user}',
  "arn:aws:s:::${team, 'b'}*",
);

/** The actions and resources of random requests. */
export const ACTIONS: readonly string[] = ['s:a', 's:B', 's:ab', 't:xb'];
export const RESOURCES: readonly string[] = [
  '*',
  'arn:aws:s:ab:a:a',
  'arn:aws:s:b:x:ab',
  'arn:cn:s:::a',
  ...['', 'a', 'b', 'ab', 'xb', 'xa:b', '*', '$?a', '${*}'].map((name) => `arn:aws:s:::${name}`),
];

type Parts = Omit<StatementJson, 'Effect' | 'Sid'>;

/** Any actions and resources, and at most two conditions on the keys. */
function partsOn(names: readonly string[]): fc.Arbitrary<Parts> {
  const listed = {
    actions: fc.array(ACTION, { minLength: 1, maxLength: 2 }),
    resources: fc.array(RESOURCE, { minLength: 1, maxLength: 3 }),
  };
  return fc
    .record({
      ...listed,
      invertedActions: fc.integer({ min: 0, max: 7 }),
      invertedResources: fc.integer({ min: 0, max: 5 }),
      conditions: conditionOn(names, 2),
    })
    .map(({ actions, resources, invertedActions, invertedResources, conditions }) => ({
      ...(invertedActions === 0 ? { NotAction: actions } : { Action: actions }),
      ...(invertedResources === 0 ? { NotResource: resources } : { Resource: resources }),
      ...withCondition(conditions),
    }));
}

function withCondition(condition: ConditionJson): Pick<StatementJson, 'Condition'> {
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}

function statementOf(parts: fc.Arbitrary<Parts>): fc.Arbitrary<StatementJson> {
  return fc
    .tuple(
      fc.option(fc.constantFrom('Read', 'Write')),
      fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
      parts,
    )
    .map(([sid, Effect, rest]) => ({ ...(sid === null ? {} : { Sid: sid }), Effect, ...rest }));
}

/** Statements of every shape, with conditions on the keys of these names. */
export function statementOn(names: readonly string[]): fc.Arbitrary<StatementJson> {
  return statementOf(partsOn(names));
}

/** Statements that differ in their conditions only: one to three of them. */
export function conditionedStatementOn(names: readonly string[]): fc.Arbitrary<StatementJson> {
  return statementOf(
    conditionOn(names, 3).map((condition) => ({
      Action: 's:a',
      Resource: '*',
      ...withCondition(condition),
    })),
  );
}

/** A document of either version with these statements. */
export function documentOf(statements: fc.Arbitrary<readonly StatementJson[]>): fc.Arbitrary<DocumentJson> {
  const version = fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined);
  return fc
    .tuple(version, statements)
    .map(([Version, Statement]) => (Version === undefined ? { Statement } : { Version, Statement }));
}

const ALLOW_ALL: StatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };

/** One or two policies and, at times, a boundary or one or two levels of service control policies. */
export function accessOf(statement: fc.Arbitrary<StatementJson>): fc.Arbitrary<AccessJson> {
  const document = documentOf(fc.array(statement, { minLength: 1, maxLength: 2 }));
  const limit = documentOf(
    fc.tuple(statement, fc.constantFrom([], [ALLOW_ALL], [ALLOW_ALL])).map(([one, rest]) => [one, ...rest]),
  );
  const level = fc.array(limit, { minLength: 1, maxLength: 2 });
  const policies = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(document) },
    { weight: 1, arbitrary: fc.tuple(document, document) },
  );
  const limits = fc.oneof<fc.MaybeWeightedArbitrary<Omit<AccessJson, 'policies'>>[]>(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: limit.map((boundary) => ({ boundary })) },
    { weight: 1, arbitrary: fc.array(level, { minLength: 1, maxLength: 2 }).map((scps) => ({ scps })) },
  );
  return fc.tuple(policies, limits).map(([attached, rest]) => ({ policies: attached, ...rest }));
}
