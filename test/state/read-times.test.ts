import { describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../src/state/object-store.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { readTimes } from '../../src/state/read-times.ts';

const ACCOUNT = '111122223333';
const ROLE = 'arn:aws:iam::111122223333:role/train';
const [EARLY, LATE] = ['2026-11-28T10:00:00.000Z', '2026-11-28T10:05:00.000Z'];

describe('when a reading began', () => {
  test('is known of the account and the target that it was kept for alone', async () => {
    const times = readTimes(processObjects());
    expect(await times.began(ACCOUNT, ROLE)).toBeUndefined();
    await times.record(ACCOUNT, ROLE, EARLY);
    expect(await times.began(ACCOUNT, ROLE)).toBe(EARLY);
    expect(await times.began('444455556666', ROLE)).toBeUndefined();
    expect(await times.began(ACCOUNT, `${ROLE}2`)).toBeUndefined();
  });

  test.each([
    [[EARLY, LATE], LATE],
    [[LATE, EARLY], LATE],
  ])('is the latest of %j', async (all, expected) => {
    const times = readTimes(processObjects());
    for (const at of all) await times.record(ACCOUNT, ROLE, at);
    expect(await times.began(ACCOUNT, ROLE)).toBe(expected);
  });

  test('stands in an object whose name tells nothing of the target', async () => {
    const objects = processObjects();
    await readTimes(objects).record(ACCOUNT, '../../state/x', EARLY);
    expect(await objects.list('')).toEqual([expect.stringMatching(/^runs\/changes\/[0-9a-f]{64}\.json$/)]);
  });

  test('survives a writer at the same moment, and gives way to those who always come first', async () => {
    const objects = processObjects();
    const crowded = (times: number): ObjectStore => {
      let left = times;
      return {
        ...objects,
        put: async (path, body, etag) => (left-- > 0 ? { kind: 'conflict' } : objects.put(path, body, etag)),
      };
    };
    await readTimes(crowded(9)).record(ACCOUNT, ROLE, EARLY);
    expect(await readTimes(objects).began(ACCOUNT, ROLE)).toBeUndefined();
    await readTimes(crowded(2)).record(ACCOUNT, ROLE, EARLY);
    expect(await readTimes(objects).began(ACCOUNT, ROLE)).toBe(EARLY);
  });

  test.each([
    'oops',
    '[]',
    '{"schemaVersion":2,"readAt":"2026-11-28T10:00:00Z"}',
    '{"schemaVersion":1,"readAt":"x"}',
  ])('is not known where the object holds %s, and kept anew', async (text) => {
    const objects = processObjects();
    const times = readTimes(objects);
    await times.record(ACCOUNT, ROLE, EARLY);
    const [path = ''] = await objects.list('runs/');
    await objects.put(path, Buffer.from(text), (await objects.get(path))?.etag);
    expect(await times.began(ACCOUNT, ROLE)).toBeUndefined();
    await times.record(ACCOUNT, ROLE, LATE);
    expect(await times.began(ACCOUNT, ROLE)).toBe(LATE);
  });
});
