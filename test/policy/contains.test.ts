import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains, overlaps, type Reading } from '../../src/policy/contains.ts';
import { accessFrom, casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly left: unknown;
  readonly right: unknown;
  readonly reading?: Omit<Reading, 'typed'>;
  readonly verdict: object;
  /** What the comparison answers the other way round. */
  readonly reverse?: object;
}

describe('contains', () => {
  for (const { title, left, right, reading, verdict, reverse } of casesOf<Case>('contains'))
    it(title, () => {
      expect(contains(accessFrom(left), accessFrom(right), reading)).toEqual(verdict);
      if (reverse !== undefined)
        expect(contains(accessFrom(right), accessFrom(left), reading)).toEqual(reverse);
    });
});

describe('contains, by conditions', () => {
  for (const { title, left, right, reading, verdict, reverse } of casesOf<Case>('conditions'))
    it(title, () => {
      expect(contains(accessFrom(left), accessFrom(right), reading)).toEqual(verdict);
      if (reverse !== undefined)
        expect(contains(accessFrom(right), accessFrom(left), reading)).toEqual(reverse);
    });
});

describe('contains, with resource types', () => {
  for (const { title, left, right, reading, verdict, reverse } of casesOf<Case>('typed')) {
    const typed = { ...reading, typed: catalogue };
    it(title, () => {
      expect(contains(accessFrom(left), accessFrom(right), typed)).toEqual(verdict);
      if (reverse !== undefined)
        expect(contains(accessFrom(right), accessFrom(left), typed)).toEqual(reverse);
    });
  }
});

describe('overlaps', () => {
  for (const { title, left, right, reading, verdict } of casesOf<Case>('overlaps'))
    it(title, () => {
      expect(overlaps(accessFrom(left), accessFrom(right), reading)).toEqual(verdict);
    });
});
