import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains, overlaps, type Reading } from '../../src/policy/contains.ts';
import { accessFrom, casesOf } from './case-access.ts';

/** A comparison that takes a certain path through the search. */
interface Case {
  readonly title: string;
  readonly left: unknown;
  readonly right: unknown;
  readonly reading?: Omit<Reading, 'typed'>;
  /** With the resource types of the catalogue. */
  readonly typed?: boolean;
  readonly verdict: object;
  /** What the comparison answers the other way round. */
  readonly reverse?: object;
  readonly overlap?: object;
}

describe('the search', () => {
  for (const { title, left, right, reading, typed, verdict, reverse, overlap } of casesOf<Case>('engine'))
    it(title, () => {
      const read: Reading = typed === true ? { ...reading, typed: catalogue } : { ...reading };
      const [one, other] = [accessFrom(left), accessFrom(right)];
      expect(contains(one, other, read)).toEqual(verdict);
      if (reverse !== undefined) expect(contains(other, one, read)).toEqual(reverse);
      if (overlap !== undefined) expect(overlaps(one, other, read)).toEqual(overlap);
    });
});
