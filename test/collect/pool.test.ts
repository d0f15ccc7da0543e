import { expect, test } from 'vitest';
import { mapAtMost, mapTwice } from '../../src/collect/pool.ts';

test('results come in the order of the items, however long each takes', async () => {
  const results = await mapAtMost(3, [30, 1, 20, 2], async (milliseconds) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return milliseconds;
  });
  expect(results).toEqual([30, 1, 20, 2]);
});

test('never more calls are under way than allowed, and as many as allowed', async () => {
  let underWay = 0;
  let most = 0;
  await mapAtMost(4, [...Array(20).keys()], async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  });
  expect(most).toBe(4);
});

test('of nothing comes nothing', async () => {
  expect(await mapAtMost(4, [], async () => 1)).toEqual([]);
});

test('an exception ends the mapping', async () => {
  await expect(mapAtMost(2, [1, 2, 3], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('what failed for now is tried once more, when all else is done', async () => {
  const order: string[] = [];
  const results = await mapTwice(
    1,
    ['a', 'b', 'c'],
    async (item) => {
      order.push(item);
      return item === 'b' ? `failed ${order.length}` : item;
    },
    (result) => result.startsWith('failed'),
  );
  expect(order).toEqual(['a', 'b', 'c', 'b']);
  expect(results).toEqual(['a', 'failed 4', 'c']);
});
