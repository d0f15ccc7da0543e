import { expect, it } from 'vitest';
import {
  ALL_RESOURCES,
  type ArnGlob,
  arnGlobOf,
  coversArn,
  coversSegments,
  EVERY_ARN,
  findArn,
  findWholeArn,
  inhabitedArn,
  isArn,
  literalArn,
  matchesArn,
  meetArns,
  meetsSegments,
  segmentsOf,
  withinArn,
  withoutArns,
} from '../../src/policy/arn-set.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';

function arn(pattern: string): ArnGlob {
  return arnGlobOf(parseWildcards(pattern));
}

/** All resources within the first pattern, and not within the others. */
function setOf(pattern: string, ...excluded: readonly string[]) {
  return withoutArns(withinArn(ALL_RESOURCES, arn(pattern)), excluded.map(arn));
}

const FILLERS = [['arn'], ['aws'], ['s3'], ['us-east-1'], ['111122223333'], ['example']];

it.each([
  ['', ['', '', '', '', '', '']],
  ['*', ['*', '', '', '', '', '']],
  ['arn:aws:s3:::bucket/a:b', ['arn', 'aws', 's3', '', '', 'bucket/a:b']],
  ['a:b:c:d:e:f:g:h', ['a', 'b', 'c', 'd', 'e', 'f:g:h']],
])('%j has the segments %j', (text, segments) => {
  expect(segmentsOf(text)).toEqual(segments);
});

it.each([
  ['arn:aws:s3:::a', true],
  ['arn:aws:s3:::a:b', true],
  ['arn:aws:s3::', false],
  ['a', false],
])('%j is an ARN: %j', (text, answer) => {
  expect(isArn(text)).toBe(answer);
});

it.each([
  ['*', 'arn:aws:s3:::a', true],
  ['arn:aws:s3:::a*', 'arn:aws:s3:::ab:c', true],
  ['arn:aws:s3:*', 'arn:aws:s3:us-east-1:111122223333:a', true],
  ['arn:*:a', 'arn:aws:s3:::a', false],
  ['arn:aws:s3:::a?', 'arn:aws:s3:::a', false],
  ['arn:*:*:*:*:f*:g', 'arn:aws:s3:::f:x:g', true],
])('%j matches %j: %j', (pattern, resource, answer) => {
  expect(matchesArn(arn(pattern), resource)).toBe(answer);
});

it.each([
  ['*', 'arn:aws:s3:::a', true, true],
  ['arn:aws:s3:::a*', 'arn:aws:s3:::a', true, true],
  ['arn:aws:s3:::a', 'arn:aws:s3:::a*', false, true],
  ['x*:aws:s3:::a', 'arn:aws:s3:::a', false, false],
  ['arn:aws:s3:::a*', 'arn:*:s3:::*b', false, true],
])('%j covers %j: %j; meets it: %j', (outer, inner, covers, meets) => {
  expect(coversArn(arn(outer), arn(inner))).toBe(covers);
  expect(meetArns(arn(outer), arn(inner))).toBe(meets);
  expect(meetArns(arn(inner), arn(outer))).toBe(meets);
  expect(meetsSegments(arn(outer), setOf(inner))).toBe(meets);
});

it.each([
  ['*', '*', true],
  ['*', 'arn:aws:s3:::a', true],
  ['arn:*', '*', false],
  ['arn:aws:s3:::*', 'arn:aws:s3:::a?', true],
  ['arn:aws:s3:::a*', 'arn:aws:s3:::*', false],
])('%j leaves nothing of the segments of %j: %j', (pattern, set, answer) => {
  expect(coversSegments(arn(pattern), setOf(set))).toBe(answer);
  if (set === '*') expect(coversSegments(arn(pattern), ALL_RESOURCES)).toBe(answer);
});

it.each(['*', '', 'a:b', 'a:b:c:d:e:f:g'])('the pattern %j has six segments', (pattern) => {
  expect(arn(pattern)).toHaveLength(6);
  expect(literalArn(pattern)).toHaveLength(6);
  expect(EVERY_ARN).toEqual(arn('*'));
});

it.each([
  ['arn:aws:s3:::*', [], 'arn:aws:s3:::example'],
  ['arn:aws:s3:::*', ['arn:aws:s3:::e*'], 'arn:aws:s3:::x'],
  ['*', ['arn:aws:s3:::*'], 'arn:aws:s3:us-east-1:111122223333:example'],
  ['*', ['arn:aws:s3:*:*:*'], 'arn:aws:x:us-east-1:111122223333:example'],
  ['arn:aws:s3:::a?', ['arn:aws:s3:::ax', 'arn:aws:s3:::ae'], 'arn:aws:s3:::ay'],
  ['arn:aws:s3:::a?', ['arn:aws:s3:::a?'], undefined],
  ['arn:aws:s3:::a*', ['arn:aws:s3:::a', 'arn:aws:s3:::a?*'], undefined],
  ['arn:aws:s3:::a', ['arn:aws:s3:::?', 'arn:aws:s3:::b'], undefined],
  ['arn:aws:*:::a?', ['arn:aws:?*:::a*', 'arn:aws:*:::ab'], 'arn:aws::::ae'],
  ['arn:a?:*:::a', ['arn:?x:*:::a', 'arn:a?:s3:::a'], 'arn:aa:x:::a'],
  ['arn:aws:*:::*', ['arn:aws:s?:::?xample'], 'arn:aws:s3:::y'],
  ['arn:aws:*:::*', ['arn:aws:s?:::?xample', 'arn:aws:*:::?'], 'arn:aws:s3'],
  ['arn:aws:*:::*', ['arn:aws:s?:::?xample', 'arn:aws:?3:::?*'], 'arn:aws:s3'],
  ['arn:aws:*:::?*', ['arn:aws:s?:::?xample', 'arn:aws:s?:::*'], 'arn:aws:x:::eexample'],
])('in %j without %j is found %j', (pattern, excluded, text) => {
  const set = setOf(pattern, ...excluded);
  const answer = text === undefined ? { kind: 'none' } : { kind: 'found', value: text };
  expect(findArn(set, FILLERS, { left: 10_000 })).toEqual(answer);
  expect(inhabitedArn(set, { left: 10_000 }).kind).toBe(answer.kind);
});

it('a whole ARN keeps its empty end', () => {
  const work = { left: 10_000 };
  const set = setOf('arn:aws:s3:::');
  expect(findWholeArn(set, FILLERS, work)).toEqual({ kind: 'found', value: 'arn:aws:s3:::' });
  expect(findArn(set, FILLERS, work)).toEqual({ kind: 'found', value: 'arn:aws:s3' });
  expect(findWholeArn(withoutArns(set, [arn('*')]), FILLERS, work)).toEqual({ kind: 'none' });
});
