import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { finishedRuns, runKey } from '../../src/state/finished-runs.ts';
import { folderObjects } from '../../src/state/folder-objects.ts';
import type { ObjectStore, WriteAnswer } from '../../src/state/object-store.ts';
import { StateError } from '../../src/state/state-error.ts';
import { bytesOf } from '../support/count-up.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-runs-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const ARN = 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/audit';
const KEY = runKey(ARN, '2026-11-28T06:00:00Z');

test('the key is of the schedule and its time, and of nothing else', () => {
  expect(KEY).toBe(runKey(ARN, '2026-11-28T06:00:00Z'));
  const others = [
    runKey(ARN, '2026-11-29T06:00:00Z'),
    runKey(`${ARN}2`, '2026-11-28T06:00:00Z'),
    runKey('', ''),
  ];
  expect(new Set([KEY, ...others]).size).toBe(4);
});

test('the first answer under a key is the answer of every later run under it', async () => {
  const [one, other] = [finishedRuns(folderObjects(ROOT)), finishedRuns(folderObjects(ROOT))];
  expect(await one.find(KEY)).toBeUndefined();
  expect(await one.finish(KEY, { runId: 'one' })).toEqual({ runId: 'one' });
  expect(await other.finish(KEY, { runId: 'other' })).toEqual({ runId: 'one' });
  expect(await other.find(KEY)).toEqual({ runId: 'one' });
});

test.each(['', 'x', '[]', '{"schemaVersion":2,"answer":{}}', '{"schemaVersion":1,"answer":3}'])(
  'an object that makes no sense is a run that has not finished: %j',
  async (text) => {
    const objects = folderObjects(mkdtempSync(join(ROOT, 'broken-')));
    await objects.put(`runs/${KEY}.json`, bytesOf(text), undefined);
    expect(await finishedRuns(objects).find(KEY)).toBeUndefined();
    expect(await finishedRuns(objects).finish(KEY, { runId: 'mine' })).toEqual({ runId: 'mine' });
  },
);

/** A folder whose answers to writes are lost; the first writes arrive or do not. */
function unsure(arrives: boolean): ObjectStore {
  const objects = folderObjects(mkdtempSync(join(ROOT, 'unsure-')));
  return {
    ...objects,
    put: async (path, body, etag): Promise<WriteAnswer> => {
      if (arrives) await objects.put(path, body, etag);
      return { kind: 'unknown', why: 'timeout' };
    },
  };
}

test('an answer to a write that was lost is looked up', async () => {
  expect(await finishedRuns(unsure(true)).finish(KEY, { runId: 'one' })).toEqual({ runId: 'one' });
  await expect(finishedRuns(unsure(false)).finish(KEY, { runId: 'one' })).rejects.toThrow(StateError);
});

test('a key that is no digest is no path', async () => {
  await expect(finishedRuns(folderObjects(ROOT)).find('../x')).rejects.toThrow(
    'the key of a run is a digest',
  );
});
