import { describe, expect, test } from 'vitest';
import { OUTBOX_LIMIT } from '../../src/findings/outbox.ts';
import { type TransitionRules, transition } from '../../src/findings/transition.ts';
import { runs } from '../support/finding-steps.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';

describe('the outbox', () => {
  test('holds what some channel wants, by its name', () => {
    const rules: TransitionRules = {
      ...PLAIN,
      recipientsOf: ({ body }) => (body.kind === 'finding' && body.finding.id === 'v1-f' ? ['sns'] : []),
    };
    const { next, entries } = transition(
      undefined,
      observed({ found: [findingNamed('f'), findingNamed('g')] }),
      rules,
    );
    expect(entries).toHaveLength(2);
    expect(next.outbox).toMatchObject([{ id: 'v1-f:1', pending: ['sns'], attempts: {} }]);
  });

  test('says what there was before anything was remembered', () => {
    const [first, second] = runs([{ saw: 'a' }, { saw: 'b' }]);
    expect(first?.entries).toMatchObject([{ isBaseline: true }]);
    expect(second?.entries).toMatchObject([{ isBaseline: false }]);
  });

  test('keeps the newest entry of each finding and channel where it is full, and counts the others', () => {
    const names = Array.from({ length: OUTBOX_LIMIT / 2 }, (_, index) => `f${index}`);
    const found = (content: string) => observed({ found: names.map((name) => findingNamed(name, content)) });
    const twice = { ...PLAIN, recipientsOf: () => ['sns', 'bus'] };
    const first = transition(undefined, found('a'), twice);
    const second = transition(first.next, found('b'), { ...PLAIN, recipientsOf: () => ['bus'] });
    expect(second.next.outbox).toHaveLength(OUTBOX_LIMIT);
    expect(second.next.coalesced).toEqual({});
    const third = transition(second.next, found('c'), { ...PLAIN, recipientsOf: () => ['bus'] });
    expect(third.next.coalesced).toEqual({ bus: OUTBOX_LIMIT });
    expect(third.next.outbox.filter(({ subject }) => subject === 'v1-f0')).toMatchObject([
      { seq: 1, pending: ['sns'] },
      { seq: 3, pending: ['bus'] },
    ]);
  });
});
