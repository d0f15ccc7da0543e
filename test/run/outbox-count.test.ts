import { expect, test } from 'vitest';
import { type DeadEntry, emptyHead, type OutboxEntry } from '../../src/findings/head.ts';
import { countOutbox } from '../../src/run/outbox-count.ts';
import type { LoadedHead } from '../../src/state/state-store.ts';

const NOW = new Date('2026-11-28T06:00:00Z');

function dead(at: string): DeadEntry {
  return { id: 'v1-1:1', channel: 'sns', why: 'because of the test', at };
}

function loaded(region: string, waiting: number, deadAt: readonly string[]): LoadedHead {
  const shard = { accountId: '111122223333', region };
  const entry: OutboxEntry = {
    id: 'v1-1:1',
    subject: 'v1-1',
    seq: 1,
    kind: 'opened',
    at: NOW.toISOString(),
    isBaseline: false,
    pending: ['sns'],
    attempts: {},
  };
  const outbox = Array.from({ length: waiting }, () => entry);
  return { shard, head: { ...emptyHead(shard, 'aws'), outbox, dead: deadAt.map(dead) }, tag: 'x' };
}

test('what waits is counted over all heads, and what is dead for a day after its death', () => {
  const heads = [
    loaded('us-east-1', 2, ['2026-11-28T05:59:00Z', '2026-11-27T06:00:00.001Z']),
    loaded('global', 3, ['2026-11-27T06:00:00Z', '2025-01-01T00:00:00Z']),
  ];
  expect(countOutbox(heads, NOW)).toEqual({ waiting: 5, dead: 2 });
});

test('a shard of which nothing is remembered has nothing to tell', () => {
  expect(countOutbox([{ shard: { accountId: '111122223333', region: 'global' } }], NOW)).toEqual({
    waiting: 0,
    dead: 0,
  });
});
