import { expect, it } from 'vitest';
import { EVERY_ARN, matchesArn } from '../../src/policy/arn-set.ts';
import {
  coversResources,
  type ResourceSet,
  resourcePatternsOf,
  resourceSetOf,
} from '../../src/policy/resource-patterns.ts';

const VALUES = new Map([
  ['one', 'x'],
  ['none', null],
]);

/** Patterns with spaces between them, an exclamation mark for NotResource, and the doubts of their widest reading. */
function setOf(text: string): { readonly set: ResourceSet; readonly doubts: readonly string[] } {
  const not = text.startsWith('!');
  const doubts: string[] = [];
  const patterns = resourcePatternsOf({ not, patterns: text.slice(not ? 1 : 0).split(' ') });
  const set = resourceSetOf(
    patterns,
    (name) => (VALUES.has(name) ? (VALUES.get(name) ?? null) : undefined),
    (why) => doubts.push(why),
  );
  return { set, doubts };
}

const A = 'arn:aws:s3:::a';
const OPEN = `\${open}`;

it.each<[string, number, string[], string[], string[]]>([
  [A, 1, [], [A], [`${A}b`, '*']],
  [`${A}/* b`, 2, [], [`${A}/x`, 'b'], [A]],
  [`${A}\${one}`, 1, [], [`${A}x`], [A]],
  [`${A}\${none}`, 0, [], [], [A]],
  [`!${A}\${none}`, 0, [`\${none}`], [], [A]],
  [`${A}/${OPEN}/c`, 1, [OPEN], [`${A}/b/c`], [`${A}/b/d`, 'b']],
  [`!${A}/${OPEN}/c`, 0, [OPEN], [], [A]],
  [`arn:aws:s3::${OPEN}:a`, 1, [OPEN], ['b', A], []],
  [`${A}:b${OPEN}`, 1, [OPEN], [`${A}:bc`], [`${A}:c`]],
  [`arn:aws:*:*${OPEN}:a`, 1, [OPEN], ['b'], []],
  [`${A}\${`, 1, [`\${`], [A, `${A}b`], ['b']],
  [`${A}?${OPEN}?`, 1, [OPEN], [`${A}bc`], [`${A}b`]],
])('%s has %i patterns, doubts about %j, all of %j and none of %j', (text, size, variables, all, none) => {
  const { set, doubts } = setOf(text);
  expect(set.globs).toHaveLength(size);
  expect(set.not).toBe(text.startsWith('!'));
  expect(doubts).toEqual(variables.map((name) => `the resources depend on the value of \`${name}\``));
  const matches = (resource: string): boolean => set.globs.some((arn) => matchesArn(arn, resource));
  expect(all.filter((resource) => !matches(resource))).toEqual([]);
  expect(none.filter(matches)).toEqual([]);
});

it.each([
  ['*', A, true],
  [A, '*', false],
  [`${A}* b`, `b ${A}c`, true],
  [`${A}* b`, `b c`, false],
  ['*', `!${A}`, true],
  [`${A}*`, '!b', false],
  [`!${A}*`, 'arn:aws:s3:::b arn:aws:s3:::c', true],
  [`!${A}* arn:aws:s3:::c`, 'arn:aws:s3:::b arn:aws:s3:::c', false],
  [`!${A}* arn:aws:s3:::c`, 'arn:aws:s3:::c arn:aws:s3:::b', false],
  [`!${A}`, `!${A}*`, true],
  [`!${A}b ${A}c`, `!b ${A}*`, true],
  [`!${A}b arn:aws:s3:::c`, `!${A}*`, false],
  [`!${A}*`, `!${A}`, false],
])('%s covers %s: %j', (outer, inner, answer) => {
  expect(coversResources(setOf(outer).set, setOf(inner).set)).toBe(answer);
});

it('a star is every ARN', () => {
  expect(setOf('*').set.globs).toEqual([EVERY_ARN]);
});
