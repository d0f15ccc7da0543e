import fc from 'fast-check';
import { parsePolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import type { Request } from '../../src/policy/request.ts';

/** Small alphabets, so that random patterns meet often and every request that matters can be listed. */
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
  'arn:aws:s:*:a:*',
  'arn:aws:s:a*::*',
  'arn:aws:s:?b:*:*',
  'arn:*',
  'arn:aws:s:::*a*:b',
);
const VALUE = fc.constantFrom('a', 'b', 'A', 'ab', '', 'a*', '*b', '?', '*', '${*}', '${$}a', 'b?');
const TEXT_OPERATOR = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringEqualsIfExists',
  'StringLikeIfExists',
  'StringNotLikeIfExists',
);
const KEY = fc.constantFrom('k', 'K', 'l');

const CONDITION = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(TEXT_OPERATOR, KEY, fc.array(VALUE, { minLength: 1, maxLength: 2 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('Null'), KEY, fc.constantFrom('true', 'false')) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom('Bool', 'BoolIfExists'),
      fc.constant('flag'),
      fc.constantFrom('true', 'false'),
    ),
  },
);

const STATEMENT = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions: fc.array(ACTION, { minLength: 1, maxLength: 2 }),
    notResource: fc.integer({ min: 0, max: 5 }),
    resources: fc.array(RESOURCE, { minLength: 1, maxLength: 3 }),
    conditions: fc.array(CONDITION, { maxLength: 2 }),
    inverted: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ effect, actions, resources, conditions, inverted, notResource }) => ({
    Effect: effect,
    [inverted === 0 ? 'NotAction' : 'Action']: actions,
    [notResource === 0 ? 'NotResource' : 'Resource']: resources,
    Condition: merged(conditions),
  }));

function merged(conditions: readonly (readonly [string, string, string | string[]])[]): object {
  const block: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, values] of conditions) block[operator] = { ...block[operator], [key]: values };
  return block;
}

/** One to three random statements. */
export const STATEMENTS: fc.Arbitrary<object[]> = fc.array(STATEMENT, { minLength: 1, maxLength: 3 });

/** An access with an identity policy and, at times, a boundary. */
export const ACCESS: fc.Arbitrary<Access> = fc
  .tuple(STATEMENTS, fc.option(STATEMENTS, { freq: 4 }))
  .map(([policy, boundary]) => accessOf(policy, boundary ?? undefined));

export function accessOf(policy: readonly object[], boundary?: readonly object[]): Access {
  return identityAccess(
    [parsePolicy({ Version: '2012-10-17', Statement: policy }, 'identity')],
    boundary && parsePolicy({ Version: '2012-10-17', Statement: boundary }, 'boundary'),
  );
}

const NAMES = ['', 'a', 'ab', 'xb', 'xa:b'];
const RESOURCES = ['*', 'arn:aws:s:ab:a:a', 'arn:aws:s:b:x:ab', 'arn:cn:s:::a'];
for (const name of NAMES) RESOURCES.push(`arn:aws:s:::${name}`);
const VALUES = [undefined, '', 'A', 'b', 'ab', '$a', '*'];

/** Requests that reach nearly every corner which the alphabets can tell apart. */
export const REQUESTS: readonly Request[] = [...listRequests()];

function* listRequests(): Iterable<Request> {
  const rest = [{}, { l: ['a'], flag: ['true'] }, { l: ['xx'], flag: ['false'] }];
  for (const action of ['s:a', 's:b', 's:ab', 't:xb'])
    for (const resource of RESOURCES)
      for (const k of VALUES)
        for (const others of rest)
          yield { action, resource, context: k === undefined ? others : { ...others, k: [k] } };
}
