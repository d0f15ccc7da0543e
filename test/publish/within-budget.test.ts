import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withinBudget } from '../../src/publish/within-budget.ts';

const costOf = (item: number): number => item;

test('an item that is too large alone does not hide those behind it', () => {
  expect(withinBudget([4, 90, 3, 3, 1], 10, costOf)).toEqual([4, 3, 3]);
});

test('what is taken keeps its order, fits, and leaves out only what would not fit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 })),
      fc.integer({ min: 0, max: 200 }),
      (items, budget) => {
        const taken = withinBudget(items, budget, costOf);
        const total = taken.reduce((sum, item) => sum + item, 0);
        expect(total).toBeLessThanOrEqual(budget);
        let position = 0;
        for (const item of items) if (item === taken[position]) position += 1;
        expect(position).toBe(taken.length);
        const all = items.reduce((sum, item) => sum + item, 0);
        if (all <= budget) expect(taken).toEqual(items);
      },
    ),
  );
});
