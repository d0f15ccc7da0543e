import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { ObjectStore, StoredObject, WriteAnswer } from './object-store.ts';
import { reasonOf, StateError } from './state-error.ts';

/** Versions of an object that stay beside the newest. */
const KEPT = 30;
const DAY_MS = 86_400_000;
/** How often the newest version may be gone before it is read. */
const TRIES = 100;

/** `head.json.gz.12`: the twelfth version; and the file that becomes one. */
const VERSION = /^(?<name>.+)\.(?<number>[1-9]\d{0,14})$/;
const DRAFT = /\.draft$/;

/**
 * Objects as files of a folder, one for each version: `head.json.gz.12` is the object, until there is a `head.json.gz.13`.
 * The tag is the number.
 *
 * There is no lock, so none can be left behind. Whoever writes over version 12 makes a whole file under another name,
 * and then a hard link to it with the name of version 13. The system makes a link only where the name is free
 * (https://man7.org/linux/man-pages/man2/link.2.html): of two writers one gets it, in whichever processes they are, and
 * that moment is the write. A process that ends before it leaves a draft, one that ends after it has written.
 *
 * Versions are removed when thirty others lie between them and the newest; then the name of version 13 is free again, and a
 * writer that slept while they were written would get it. Therefore it looks afterwards. Where the newest version is within
 * thirty of its own, no name was free again: it has written, and others have written over it since. Where it is further off
 * nobody can say which of the two it was: the writer takes its link away, which no reader looks at, and says `unknown`.
 */
export function folderObjects(folder: string): ObjectStore {
  const fileOf = (path: string): string => join(folder, ...path.split('/'));
  return {
    get: async (path) => {
      // A folder that cannot be made is told before the account is read, not after.
      await attempt(folder, 'cannot be made', () => mkdir(folder, { recursive: true }));
      return attempt(fileOf(path), 'cannot be read', () => read(fileOf(path)));
    },
    put: (path, body, etag) => put(fileOf(path), body, etag),
    list: (prefix) => attempt(folder, 'cannot be read', () => list(folder, prefix)),
    placeOf: (path, etag) => {
      const name = versionFile(fileOf(path), Number(etag));
      return { name, restore: 'move this file away, and the version before it counts again' };
    },
  };
}

async function read(file: string): Promise<StoredObject | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const newest = await newestOf(file);
    if (newest === 0) return undefined;
    const body = await unlessAbsent(() => readFile(versionFile(file, newest)));
    // Newer ones may have come in the meantime, and taken it away.
    if (body !== undefined) return { body, etag: String(newest) };
  }
  throw new StateError(`\`${file}\` cannot be read: its newest version is never there`);
}

async function put(file: string, body: Uint8Array, etag: string | undefined): Promise<WriteAnswer> {
  const draft = `${file}.${randomUUID()}.draft`;
  try {
    const known = await attempt(file, 'cannot be written', async () => {
      await mkdir(dirname(file), { recursive: true });
      const newest = await newestOf(file);
      if (etag !== (newest === 0 ? undefined : String(newest))) return undefined;
      await writeFile(draft, body, { flush: true });
      return newest;
    });
    return known === undefined ? { kind: 'conflict' } : await claim(draft, file, known + 1);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Makes the draft the version of that number, if none is and none ever was. */
async function claim(draft: string, file: string, number: number): Promise<WriteAnswer> {
  const version = versionFile(file, number);
  try {
    await link(draft, version);
  } catch (error) {
    if (!(await hasTwoNames(draft))) {
      if (reasonOf(error) === 'EEXIST') return { kind: 'conflict' };
      throw new StateError(`\`${version}\` cannot be made, as a hard link: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }
  try {
    if ((await newestOf(file)) > number + KEPT) {
      await rm(version, { force: true });
      return { kind: 'unknown', why: 'many others have written in the meantime' };
    }
    await flushFolder(dirname(file));
  } catch (error) {
    return { kind: 'unknown', why: reasonOf(error) };
  }
  await tidy(file, number);
  return { kind: 'written', etag: String(number) };
}

/** A server of files may make a link, lose the answer, and refuse to make it again: the draft tells. */
async function hasTwoNames(draft: string): Promise<boolean> {
  const found = await stat(draft).catch(() => undefined);
  return found !== undefined && found.nlink > 1;
}

/** The name is there for ever only when the folder is on the disk as well. */
async function flushFolder(folder: string): Promise<void> {
  // Windows has no such thing, and its file system keeps a journal of names.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away old versions, and drafts of a day ago, whose process has ended. What cannot be taken away stays. */
async function tidy(file: string, newest: number): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const number = versionOf(file, name);
    const isOld = DRAFT.test(name) ? await isOfYesterday(path) : number > 0 && number < newest - KEPT;
    if (isOld) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function isOfYesterday(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > DAY_MS;
}

/** The highest number that the object has; 0 where there is none. */
async function newestOf(file: string): Promise<number> {
  const names = (await unlessAbsent(() => readdir(dirname(file)))) ?? [];
  let newest = 0;
  for (const name of names) newest = Math.max(newest, versionOf(file, name));
  return newest;
}

function versionFile(file: string, number: number): string {
  return `${file}.${number}`;
}

/** The number of the version, if the name is one of the file; else 0. */
function versionOf(file: string, name: string): number {
  const groups = VERSION.exec(name)?.groups;
  return groups?.name === basename(file) ? Number(groups.number) : 0;
}

async function list(folder: string, prefix: string): Promise<readonly string[]> {
  const paths = new Set<string>();
  for await (const file of filesBelow(folder)) {
    const name = VERSION.exec(basename(file))?.groups?.name;
    if (name === undefined) continue;
    const path = relative(folder, join(dirname(file), name))
      .split(sep)
      .join('/');
    if (path.startsWith(prefix)) paths.add(path);
  }
  return [...paths].sort();
}

async function* filesBelow(folder: string): AsyncIterable<string> {
  for (const entry of (await unlessAbsent(() => readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

async function unlessAbsent<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (reasonOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function attempt<Value>(path: string, what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StateError) throw error;
    throw new StateError(`\`${path}\` ${what}: ${reasonOf(error)}`, { cause: error });
  }
}
