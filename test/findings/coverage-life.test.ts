import { describe, expect, test } from 'vitest';
import type { Head } from '../../src/findings/head.ts';
import type { Observation } from '../../src/findings/observation.ts';
import { transition } from '../../src/findings/transition.ts';
import { DENIED } from '../support/finding-steps.ts';
import { observed, PLAIN } from '../support/lifecycle.ts';

describe('a hole in the coverage', () => {
  const lives = (...steps: readonly Partial<Observation>[]): readonly string[] => {
    let head: Head | undefined;
    return steps.map((step) => {
      const moved = transition(head, observed(step), PLAIN);
      head = moved.next;
      return moved.entries.map(({ kind }) => kind).join(' ') || '-';
    });
  };

  test('is told once, and once when it ends', () => {
    expect(lives({ gaps: [DENIED] }, { gaps: [DENIED] }, {}, {}, { gaps: [DENIED] })).toEqual([
      'coverage-lost',
      '-',
      'coverage-regained',
      '-',
      'coverage-lost',
    ]);
  });

  test('is one of all reads that fail alike', () => {
    const another = { ...DENIED, resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:b' };
    const { next, entries } = transition(undefined, observed({ gaps: [another, DENIED] }), PLAIN);
    expect(entries).toHaveLength(1);
    expect(Object.values(next.gaps)).toMatchObject([{ count: 2, isOpen: true, seq: 1 }]);
    expect(lives({ gaps: [DENIED] }, { gaps: [another] })).toEqual(['coverage-lost', '-']);
  });

  test('does not end where a run was about a few resources', () => {
    expect(lives({ gaps: [DENIED] }, { isWhole: false }, { gaps: [DENIED] })).toEqual([
      'coverage-lost',
      '-',
      '-',
    ]);
  });

  test.each(['unsupported', 'undecided', 'malformed'] as const)('is none where something is %s', (kind) => {
    expect(lives({ gaps: [{ ...DENIED, kind }] })).toEqual(['-']);
  });
});
