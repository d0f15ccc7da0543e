import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { folderObjects } from '../../src/state/folder-objects.ts';
import { StateError } from '../../src/state/state-error.ts';
import { bytesOf, countUp, textOf } from '../support/count-up.ts';
import { describeObjectStore, tagOf } from './object-store-suite.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-objects-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const PATH = 'state/111122223333/global/head.json.gz';
const DAY_AND_HOUR_MS = 25 * 3_600_000;

describeObjectStore('a folder', () => ({
  open: () => folderObjects(join(ROOT, 'suite')),
  commands: 40,
  histories: 100,
}));

/** A process that counts up; what it wrote so far is what it was told to have written. */
interface Counter {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly ended: Promise<unknown>;
  readonly said: () => string;
}

async function startCounters(count: number, folder: string, times: number): Promise<readonly Counter[]> {
  const counters = Array.from({ length: count }, () => startCounter(folder, times));
  for (const { child, said } of counters) while (said() === '') await once(child.stdout, 'data');
  for (const { child } of counters) child.stdin.end();
  return counters;
}

function startCounter(folder: string, times: number): Counter {
  const script = ['--import', 'tsx', 'test/support/count-up.ts', folder, PATH, String(times)];
  const child = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, ended: once(child, 'close'), said: () => text };
}

const additions = ({ said }: Counter): number => said().split('+').length - 1;

describe('a folder that several processes write to', () => {
  test('loses no addition, and the processes met each other', async () => {
    const folder = join(ROOT, 'processes');
    const counters = await startCounters(4, folder, 60);
    await Promise.all(counters.map(({ ended }) => ended));
    expect(counters.map(additions)).toEqual([60, 60, 60, 60]);
    expect(textOf((await folderObjects(folder).get(PATH))?.body)).toBe('240');
    expect(counters.some(({ said }) => !said().endsWith('+0'))).toBe(true);
    expect(await readdir(join(folder, 'state/111122223333/global'))).toHaveLength(31);
  });

  test('has what a killed process was told to have written, at most one more, and goes on', async () => {
    const folder = join(ROOT, 'killed');
    const counters = await startCounters(4, folder, 1_000_000);
    for (const [index, counter] of counters.entries()) {
      while (additions(counter) < 20 + index) await once(counter.child.stdout, 'data');
      counter.child.kill('SIGKILL');
      await counter.ended;
    }
    const told = counters.map(additions).reduce((sum, count) => sum + count);
    const store = folderObjects(folder);
    const found = Number(textOf((await store.get(PATH))?.body));
    expect(found).toBeGreaterThanOrEqual(told);
    expect(found).toBeLessThanOrEqual(told + counters.length);
    await countUp(store, PATH, 1);
    expect(textOf((await store.get(PATH))?.body)).toBe(String(found + 1));
  });
});

describe('what a crash leaves in a folder', () => {
  async function folderWith(name: string): Promise<string> {
    const folder = join(ROOT, name);
    await folderObjects(folder).put(PATH, bytesOf('one'), undefined);
    return folder;
  }

  test('before the write is a draft that is no object, and that goes when it is old', async () => {
    const folder = await folderWith('draft');
    const draft = join(folder, `${PATH}.0b54.draft`);
    await writeFile(draft, 'ha');
    const store = folderObjects(folder);
    expect(textOf((await store.get(PATH))?.body)).toBe('one');
    expect(await store.list('state/')).toEqual([PATH]);
    const second = tagOf(await store.put(PATH, bytesOf('two'), '1'));
    expect(await readFile(draft, 'utf8')).toBe('ha');
    const old = new Date(Date.now() - DAY_AND_HOUR_MS);
    await utimes(draft, old, old);
    await store.put(PATH, bytesOf('three'), second);
    await expect(readFile(draft)).rejects.toThrow('ENOENT');
  });

  test('after the write is the draft under two names, and the object is written', async () => {
    const folder = await folderWith('linked');
    const draft = join(folder, `${PATH}.0b54.draft`);
    await writeFile(draft, 'two');
    await link(draft, join(folder, `${PATH}.2`));
    const store = folderObjects(folder);
    expect(await store.get(PATH)).toEqual({ body: Buffer.from('two'), etag: '2' });
    expect(await store.put(PATH, bytesOf('other'), '1')).toEqual({ kind: 'conflict' });
    expect((await store.put(PATH, bytesOf('three'), '2')).kind).toBe('written');
  });

  test('of a writer that slept through many others is a version that nobody reads', async () => {
    const folder = join(ROOT, 'slept');
    const store = folderObjects(folder);
    await countUp(store, PATH, 60);
    await writeFile(join(folder, `${PATH}.5`), 'stale');
    expect(textOf((await store.get(PATH))?.body)).toBe('60');
    await countUp(store, PATH, 1);
    const files = await readdir(join(folder, 'state/111122223333/global'));
    expect(files.sort()).toEqual(Array.from({ length: 31 }, (_, index) => `head.json.gz.${31 + index}`));
  });

  test('can be mended by hand: without its newest file the object is the version before', async () => {
    const folder = await folderWith('mended');
    const store = folderObjects(folder);
    const tag = tagOf(await store.put(PATH, bytesOf('broken'), '1'));
    await rm(store.placeOf(PATH, tag).name);
    expect(textOf((await store.get(PATH))?.body)).toBe('one');
  });
});

describe('a folder that cannot be used', () => {
  test('is told before anything is audited, where it is a file', async () => {
    const file = join(ROOT, 'a-file');
    await writeFile(file, '');
    const store = folderObjects(file);
    await expect(store.get(PATH)).rejects.toThrow(StateError);
    await expect(store.get(PATH)).rejects.toThrow(/`[^`]*a-file` cannot be made: E/);
    await expect(store.put(PATH, bytesOf('x'), undefined)).rejects.toThrow(
      /head\.json\.gz` cannot be written: E/,
    );
  });

  test('is told where the newest version is no file', async () => {
    const folder = join(ROOT, 'folder');
    await mkdir(join(folder, `${PATH}.1`), { recursive: true });
    await expect(folderObjects(folder).get(PATH)).rejects.toThrow('cannot be read: EISDIR');
  });

  test('is told where the newest version leads nowhere', async () => {
    const folder = join(ROOT, 'dangling');
    await mkdir(join(folder, 'state/111122223333/global'), { recursive: true });
    await symlink('nowhere', join(folder, `${PATH}.1`));
    await expect(folderObjects(folder).get(PATH)).rejects.toThrow('its newest version is never there');
  });
});
