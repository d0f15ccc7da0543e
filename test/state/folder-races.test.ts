import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { folderObjects } from '../../src/state/folder-objects.ts';
import { bytesOf, countUp, textOf } from '../support/count-up.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-races-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const PATH = 'state/head.json.gz';

/** What happens once, in the place of a call of the file system. */
const faults = vi.hoisted(() => ({
  beforeLink: async (): Promise<void> => {},
  afterLink: async (): Promise<void> => {},
}));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const link: typeof real.link = async (from, to) => {
    const { beforeLink, afterLink } = faults;
    faults.beforeLink = async () => {};
    faults.afterLink = async () => {};
    await beforeLink();
    await real.link(from, to);
    await afterLink();
  };
  return { ...real, link };
});

afterEach(() => {
  faults.beforeLink = async () => {};
  faults.afterLink = async () => {};
});

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test.each([
  [1, 'conflict'],
  [30, 'conflict'],
  [31, 'conflict'],
  // From here on the name that it knows is free again.
  [32, 'unknown'],
  [50, 'unknown'],
])(
  'a writer that sleeps before its write while %d others write does not say that it has written, and nobody reads what it wrote',
  async (others, kind) => {
    const store = folderObjects(join(ROOT, `slept-${others}`));
    await countUp(store, PATH, 1);
    faults.beforeLink = async () => void (await countUp(store, PATH, others));
    expect(await store.put(PATH, bytesOf('stale'), '1')).toMatchObject({ kind });
    expect(textOf((await store.get(PATH))?.body)).toBe(String(1 + others));
    const files = await readdir(join(ROOT, `slept-${others}`, 'state'));
    expect(files).toHaveLength(Math.min(1 + others, 31));
  },
);

test.each([1, 30])('a writer that %d others overtake after its write has written', async (others) => {
  const store = folderObjects(join(ROOT, `overtaken-${others}`));
  await countUp(store, PATH, 1);
  faults.afterLink = async () => void (await countUp(store, PATH, others));
  expect(await store.put(PATH, bytesOf('2'), '1')).toEqual({ kind: 'written', etag: '2' });
  expect(textOf((await store.get(PATH))?.body)).toBe(String(2 + others));
});

test('a link whose answer was lost and that was refused the second time is made', async () => {
  const store = folderObjects(join(ROOT, 'lost'));
  faults.afterLink = async () => {
    throw failure('EEXIST');
  };
  expect(await store.put(PATH, bytesOf('mine'), undefined)).toEqual({ kind: 'written', etag: '1' });
  expect(textOf((await store.get(PATH))?.body)).toBe('mine');
});

test('where no links can be made, the write is refused with the reason, and nothing is left behind', async () => {
  const store = folderObjects(join(ROOT, 'linkless'));
  faults.beforeLink = async () => {
    throw failure('EPERM');
  };
  const attempt = store.put(PATH, bytesOf('x'), undefined);
  await expect(attempt).rejects.toThrow(/head\.json\.gz\.1` cannot be made, as a hard link: EPERM/);
  expect(await readdir(join(ROOT, 'linkless', 'state'))).toEqual([]);
});
