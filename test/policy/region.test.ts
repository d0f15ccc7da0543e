import { describe, expect, it } from 'vitest';
import { exactAtom } from '../../src/policy/key-values.ts';
import { assume, type Literals, newQuestion } from '../../src/policy/region.ts';
import { firstFound, found, NONE, notFound, spend } from '../../src/policy/work.ts';

const NONE_YET: Literals = new Map();

/** A question that counts how often it is asked about a key. */
function countedQuestion() {
  const asked: string[] = [];
  const question = newQuestion((key) => {
    asked.push(key);
    return { isList: false, kinds: [] };
  });
  return { question, asked };
}

describe('what is assumed of a key', () => {
  const [one, other] = [exactAtom('Key', 'a', 'here'), exactAtom('Key', 'b', 'here')];

  it('is asked once, as long as it stands alone', () => {
    const { question, asked } = countedQuestion();
    const first = assume(NONE_YET, one, true, question);
    expect(first?.get('key')).toEqual([{ atom: one, holds: true }]);
    expect(assume(NONE_YET, one, true, question)).toEqual(first);
    expect(asked).toEqual(['key']);
    expect(assume(NONE_YET, one, false, question)?.get('key')).toEqual([{ atom: one, holds: false }]);
    expect(asked).toEqual(['key', 'key']);
    expect(NONE_YET.size).toBe(0);
  });

  it('is asked together with what is known, each time', () => {
    const { question, asked } = countedQuestion();
    const first = assume(NONE_YET, one, false, question) ?? NONE_YET;
    expect(assume(NONE_YET, other, true, question)).toBeDefined();
    expect(asked).toHaveLength(2);
    expect(assume(first, other, true, question)?.get('key')).toHaveLength(2);
    expect(assume(first, other, true, question)?.get('key')).toHaveLength(2);
    expect(asked).toHaveLength(4);
    const same = assume(NONE_YET, one, true, question) ?? NONE_YET;
    expect(assume(same, other, true, question)).toBeUndefined();
    expect(assume(NONE_YET, other, true, question)).toBeDefined();
  });

  it('says nothing new under the same name', () => {
    const { question, asked } = countedQuestion();
    const first = assume(NONE_YET, one, true, question) ?? NONE_YET;
    const again = exactAtom('KEY', 'a', 'here');
    expect(assume(first, { ...again, name: one.name }, true, question)).toBe(first);
    expect(assume(first, { ...again, name: one.name }, false, question)).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

describe('work', () => {
  it.each([
    [5, 5, true],
    [5, 6, false],
    [0, 0, true],
  ])('of %i has place for %i: %j', (left, cost, answer) => {
    const work = { left };
    expect(spend(work, cost)).toBe(answer);
    expect(work.left).toBe(left - cost);
  });

  it('that has run out leaves a search open', () => {
    expect(notFound({ left: 0 })).toEqual({ kind: 'none' });
    expect(notFound({ left: -1 })).toEqual({ kind: 'gaveUp' });
    expect(firstFound([1, 2], () => NONE, { left: -1 })).toEqual({ kind: 'gaveUp' });
    expect(firstFound([1, 2, 3], (item) => (item > 1 ? found(item) : NONE), { left: -1 })).toEqual(found(2));
  });
});
