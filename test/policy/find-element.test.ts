import { describe, expect, it } from 'vitest';
import { findElement } from '../../src/policy/find-element.ts';
import { testHolds, type Wanted } from '../../src/policy/value-test.ts';
import { casesOf } from './case-access.ts';
import { type Block, valueTestsOf } from './value-tests.ts';

interface Case {
  readonly title: string;
  readonly holds?: Block;
  readonly fails?: Block;
  readonly several?: boolean;
  /** `null`: there is none; `?`: that is not known. */
  readonly found: string | null;
}

function wantedOf({ holds = {}, fails = {} }: Pick<Case, 'holds' | 'fails'>): readonly Wanted[] {
  return [
    ...valueTestsOf(holds).map((test) => ({ test, holds: true })),
    ...valueTestsOf(fails).map((test) => ({ test, holds: false })),
  ];
}

function answerOf(wanted: readonly Wanted[], several: boolean): string | null {
  const answer = findElement(wanted, several, { left: 10_000 });
  switch (answer.kind) {
    case 'found':
      return answer.value;
    case 'none':
      return null;
    case 'gaveUp':
      return '?';
  }
}

describe('a value that answers as it must is found', () => {
  for (const { title, holds, fails, several = false, found } of casesOf<Case>('find-element'))
    it(title, () => {
      const wanted = wantedOf({ ...(holds && { holds }), ...(fails && { fails }) });
      expect(answerOf(wanted, several)).toBe(found);
      for (const each of found === null || found === '?' ? [] : wanted)
        expect(testHolds(each.test, found ?? '')).toBe(each.holds);
    });
});
