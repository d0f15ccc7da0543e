import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Baselines } from '../../src/findings/baselines.ts';
import { folderBaselines } from '../../src/state/folder-baselines.ts';
import { StateError } from '../../src/state/state-error.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-state-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const ARN = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';
const BASELINES: Baselines = new Map([
  [ARN, { versionId: 'v29', document: { Version: '2012-10-17', Statement: [] }, recordedAt: '2026-11-20' }],
  ['arn:aws:iam::aws:policy/Other', { document: { Statement: {} }, recordedAt: '2026-11-21' }],
]);

describe('the baselines in a folder', () => {
  test('are none where the folder is new, which is made', async () => {
    const folder = join(ROOT, 'new/folder');
    expect((await folderBaselines(folder).read()).size).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  test('are read as they were written, and nothing else is left behind', async () => {
    const folder = join(ROOT, 'round');
    const store = folderBaselines(folder);
    await store.read();
    await store.write('111122223333', BASELINES);
    expect(await folderBaselines(folder).read()).toEqual(new Map([['111122223333', BASELINES]]));
    expect(await readdir(folder)).toEqual(['baselines.json']);
  });

  test('of another account stay when one account is written, also by another run', async () => {
    const folder = join(ROOT, 'accounts');
    const [one, other] = [folderBaselines(folder), folderBaselines(folder)];
    await one.read();
    await other.read();
    await one.write('111122223333', BASELINES);
    await other.write('444455556666', new Map());
    const all = await one.read();
    expect([...all.keys()]).toEqual(['111122223333', '444455556666']);
    expect(all.get('111122223333')).toEqual(BASELINES);
  });

  test('are the same bytes in whichever order they are written', async () => {
    const texts = await Promise.all(
      [[...BASELINES], [...BASELINES].reverse()].map(async (entries, index) => {
        const folder = join(ROOT, `bytes${index}`);
        await mkdir(folder);
        await folderBaselines(folder).write('111122223333', new Map(entries));
        return readFile(join(folder, 'baselines.json'), 'utf8');
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

const GOOD = { recordedAt: '2026-11-20', document: {} };
const file = (accounts: unknown, schemaVersion: unknown = 1) => JSON.stringify({ schemaVersion, accounts });

describe('a file of baselines that makes no sense', () => {
  test.each([
    ['{"schemaVersion":1,', 'is not JSON'],
    ['[]', '$: expected an object, found an array'],
    [file({}, 2), '$.schemaVersion: expected 1, found 2'],
    [file([]), '$.accounts: expected an object, found an array'],
    [file({ 1: null }), '$.accounts["1"]: expected an object, found null'],
    [file({ a: { x: 'text' } }), '$.accounts.a.x: expected an object, found a string'],
    [file({ a: { x: { ...GOOD, recordedAt: 3 } } }), '$.accounts.a.x.recordedAt: expected a time'],
    [file({ a: { x: { recordedAt: 'now' } } }), '$.accounts.a.x.document: expected a policy document'],
    [
      file({ a: { x: { ...GOOD, versionId: 3 } } }),
      '$.accounts.a.x.versionId: expected a text, found a number',
    ],
  ])('is named with its place, and neither used nor replaced: %s', async (text, problem) => {
    const folder = mkdtempSync(join(ROOT, 'bad-'));
    const path = join(folder, 'baselines.json');
    await writeFile(path, text);
    const store = folderBaselines(folder);
    for (const attempt of [() => store.read(), () => store.write('111122223333', BASELINES)]) {
      await expect(attempt()).rejects.toThrow(StateError);
      await expect(attempt()).rejects.toThrow(`\`${path}\`: ${problem}`);
    }
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['baselines.json']);
  });
});

describe('a place that cannot hold baselines', () => {
  test('is told before anything is audited, where it is a file', async () => {
    const path = join(ROOT, 'a-file');
    await writeFile(path, '');
    await expect(folderBaselines(path).read()).rejects.toThrow(/`[^`]*a-file` cannot be made: E/);
  });

  test('is told where the file is a folder', async () => {
    const folder = join(ROOT, 'folder');
    await mkdir(join(folder, 'baselines.json'), { recursive: true });
    await expect(folderBaselines(folder).read()).rejects.toThrow('cannot be read: EISDIR');
  });

  test('is told where the folder goes away in the meantime', async () => {
    const folder = join(ROOT, 'gone');
    const store = folderBaselines(folder);
    await store.read();
    await rm(folder, { recursive: true });
    const attempt = store.write('111122223333', BASELINES);
    await expect(attempt).rejects.toThrow(/baselines\.json` cannot be written: ENOENT/);
  });
});
