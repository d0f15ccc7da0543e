import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf } from '../../src/publish/batches.ts';
import type { Receipt } from '../../src/publish/channel.ts';
import { sendBatches } from '../../src/publish/send-batches.ts';
import '../support/fixed-seed.ts';

interface Item {
  readonly id: string;
}

class Invalid extends Error {
  override readonly name = 'Invalid';
}

function items(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${index}` }));
}

interface Sent {
  readonly receipts: readonly Receipt[];
  readonly calls: readonly (readonly string[])[];
}

/** Sends to a service that finds a call invalid if an item of it is bad, and that answers as long as `isUp` says. */
async function sent(
  batches: readonly (readonly Item[])[],
  bad: readonly string[],
  isUp: (call: number) => boolean = () => true,
): Promise<Sent> {
  const calls: string[][] = [];
  const receipts = await sendBatches(batches, {
    send: async (batch) => {
      calls.push(batch.map(({ id }) => id));
      if (!isUp(calls.length)) throw new Error('no answer');
      if (batch.some(({ id }) => bad.includes(id))) throw new Invalid('no');
      return batch.map(({ id }) => ({ kind: 'delivered', id }));
    },
    isInvalid: (error) => error instanceof Invalid,
  });
  return { receipts, calls };
}

function idsOf(receipts: readonly Receipt[], kind: Receipt['kind']): readonly string[] {
  return receipts.filter((receipt) => receipt.kind === kind).map(({ id }) => id);
}

describe('a call that is invalid', () => {
  test('is halved until the bad item is found, and that one is refused', async () => {
    const { receipts, calls } = await sent([items(100)], ['37']);
    expect(receipts.filter(({ kind }) => kind !== 'delivered')).toEqual([
      { kind: 'refused', id: '37', why: 'Invalid: no' },
    ]);
    expect(idsOf(receipts, 'delivered')).toHaveLength(99);
    expect(calls.length).toBeLessThan(16);
  });

  test('with nothing in it that is taken is nobody’s fault but ours', async () => {
    const all = items(4);
    const { receipts } = await sent(
      [all],
      all.map(({ id }) => id),
    );
    expect(idsOf(receipts, 'failed')).toEqual(['0', '1', '2', '3']);
  });

  test('again and again is not made for ever', async () => {
    const all = items(1_000);
    const { receipts, calls } = await sent(
      batchesOf(all, { items: 100, cost: 1_000 }, () => 1),
      all.map(({ id }) => id),
    );
    expect(calls).toHaveLength(16);
    expect(idsOf(receipts, 'refused')).toEqual([]);
    expect(receipts).toHaveLength(1_000);
  });
});

describe('a service without an answer', () => {
  test('is asked twice, and the rest is put off', async () => {
    const { receipts, calls } = await sent(
      items(5).map((item) => [item]),
      [],
      () => false,
    );
    expect(calls).toHaveLength(2);
    expect(receipts.map(({ kind }) => kind)).toEqual([
      'failed',
      'failed',
      'postponed',
      'postponed',
      'postponed',
    ]);
  });

  test('is asked on if it answers in between', async () => {
    const { receipts } = await sent(
      items(6).map((item) => [item]),
      [],
      (call) => call % 2 === 0,
    );
    expect(idsOf(receipts, 'failed')).toEqual(['0', '2', '4']);
    expect(idsOf(receipts, 'delivered')).toEqual(['1', '3', '5']);
  });
});

test('every item has one receipt, and what is refused was bad', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(60),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.nat(60), { maxLength: 6 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      async (count, size, bad, down) => {
        const names = bad.map(String);
        const batches = batchesOf(items(count), { items: size, cost: 1_000 }, () => 1);
        const { receipts } = await sent(batches, names, (call) => down[call] !== true);
        expect(new Set(receipts.map(({ id }) => id))).toEqual(new Set(items(count).map(({ id }) => id)));
        expect(receipts).toHaveLength(count);
        expect(idsOf(receipts, 'refused').filter((id) => !names.includes(id))).toEqual([]);
        expect(idsOf(receipts, 'delivered').filter((id) => names.includes(id))).toEqual([]);
      },
    ),
  );
});

describe('batchesOf', () => {
  test('keeps every item, the order, and both limits where an item alone does', () => {
    const limits = { items: 4, cost: 10 };
    fc.assert(
      fc.property(fc.array(fc.nat(12)), (costs) => {
        const batches = batchesOf(costs, limits, (cost) => cost);
        expect(batches.flat()).toEqual(costs);
        for (const batch of batches) {
          const cost = batch.reduce((sum, item) => sum + item, 0);
          expect(batch.length >= 1 && batch.length <= limits.items).toBe(true);
          expect(cost <= limits.cost || batch.length === 1).toBe(true);
        }
      }),
    );
  });

  test('begins another batch only where the next item does not fit', () => {
    expect(batchesOf([5, 5, 1, 9, 1, 1], { items: 3, cost: 10 }, (cost) => cost)).toEqual([
      [5, 5],
      [1, 9],
      [1, 1],
    ]);
  });
});
