import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { intersectPatterns, patternContains } from '../../src/policy/pattern.ts';
import type { Request } from '../../src/policy/request.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { accessFrom } from './case-access.ts';
import { actionLanguage, hasText, isInhabited, type Language, resourceLanguage } from './pattern-oracle.ts';

const RUNS = { numRuns: runs(0.03) };

function patternOf(pieces: readonly string[], maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength }).map((found) => found.join(''));
}

/** All differ in their last segment only, which keeps its colons. */
const NAME = patternOf(
  ['a', 'a', 'b', 'B', ':a', '*', '*', '**', '?', '?', '${*}', '${?}', '${$}', '.'],
  6,
).map((rest) => `arn:aws:s3:::${rest}`);
const ARN = fc
  .tuple(
    fc.array(patternOf(['a', 'a', 'b', '*', '*', '?', '${*}'], 2), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', '', ':a', ':*b'),
  )
  .map(([segments, more]) => segments.join(':') + more);
const ACTION = patternOf(['a', 'A', 'b', 'B', '-', ':', '*', '*', '?', '**'], 6).filter(
  (text) => text !== '',
);

/** What random patterns are patterns of, and the languages that they stand for. */
interface Axis {
  readonly pattern: fc.Arbitrary<string>;
  readonly languageOf: (pattern: string) => Language;
  readonly accessTo: (patterns: readonly string[], not?: 'Not' | '') => Access;
  readonly textOf: (request: Request) => string;
}

const RESOURCES: Omit<Axis, 'pattern'> = {
  languageOf: resourceLanguage,
  accessTo: (patterns, not = '') =>
    accessFrom([{ Effect: 'Allow', Action: 's3:GetObject', [`${not}Resource`]: patterns }]),
  // A resource that is no whole ARN has empty segments at its end.
  textOf: ({ resource }) => resource + ':'.repeat(Math.max(6 - resource.split(':').length, 0)),
};
const ACTIONS: Omit<Axis, 'pattern'> = {
  languageOf: actionLanguage,
  accessTo: (patterns, not = '') =>
    accessFrom([{ Effect: 'Allow', [`${not}Action`]: patterns, Resource: '*' }]),
  textOf: ({ action }) => action,
};

describe.each<[string, Axis]>([
  ['names with wildcards and escapes', { pattern: NAME, ...RESOURCES }],
  ['ARNs of any number of segments', { pattern: ARN, ...RESOURCES }],
  ['actions in any case', { pattern: ACTION, ...ACTIONS }],
])('%s, by automata of refa', (_, { pattern, languageOf, accessTo, textOf }) => {
  const patterns = fc.array(pattern, { minLength: 1, maxLength: 4 });

  it(
    'are contained in a union of others where their language is',
    () => {
      fc.assert(
        fc.property(pattern, patterns, (inner, outers) => {
          const [inside, outside] = [languageOf(inner), outers.map(languageOf)];
          const verdict = contains(accessTo([inner]), accessTo(outers));
          expect(verdict.kind).toBe(isInhabited([inside], outside) ? 'exceeds' : 'contained');
          if (verdict.kind !== 'exceeds') return;
          const text = textOf(verdict.witness);
          expect(hasText(inside, text)).toBe(true);
          expect(outside.some((language) => hasText(language, text))).toBe(false);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'are contained in the complement of others where their languages do not meet',
    () => {
      fc.assert(
        fc.property(pattern, patterns, (inner, excluded) => {
          const meets = excluded.some((each) => isInhabited([languageOf(inner), languageOf(each)]));
          const verdict = contains(accessTo([inner]), accessTo(excluded, 'Not'));
          expect(verdict.kind).toBe(meets ? 'exceeds' : 'contained');
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'overlap where their languages meet',
    () => {
      fc.assert(
        fc.property(pattern, pattern, (left, right) => {
          const languages = [languageOf(left), languageOf(right)];
          const overlap = overlaps(accessTo([left]), accessTo([right]));
          expect(overlap.kind).toBe(isInhabited(languages) ? 'overlaps' : 'disjoint');
          if (overlap.kind !== 'overlaps') return;
          const text = textOf(overlap.witness);
          expect(languages.every((language) => hasText(language, text))).toBe(true);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});

describe.each([
  ['names', NAME],
  ['ARNs', ARN],
])('the patterns of %s alone, by automata of refa', (_, pattern) => {
  it(
    'are contained in one another where their languages are',
    () => {
      fc.assert(
        fc.property(pattern, pattern, (outer, inner) => {
          const exceeds = isInhabited([resourceLanguage(inner)], [resourceLanguage(outer)]);
          expect(patternContains(outer, inner)).toBe(!exceeds);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'have an intersection that holds what both match, and that is no wider than the second',
    () => {
      fc.assert(
        fc.property(pattern, pattern, (a, b) => {
          const [left, right] = [resourceLanguage(a), resourceLanguage(b)];
          const both = intersectPatterns(a, b);
          expect(both === undefined).toBe(!isInhabited([left, right]));
          if (both === undefined) return;
          const met = resourceLanguage(both);
          expect(isInhabited([left, right], [met])).toBe(false);
          expect(isInhabited([met], [right])).toBe(false);
          if (both !== b) expect(isInhabited([met], [left])).toBe(false);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});
