import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failed, type Read, readValue } from '../model/read.ts';
import { AUTHORIZATION_FILE, type SnapshotFiles } from '../model/snapshot.ts';
import { SnapshotError } from './errors.ts';
import { parseJsonText } from './json-text.ts';
import {
  codeOf,
  isCollectedPath,
  isSnapshotPath,
  refuseForeignFolder,
  snapshotPaths,
} from './snapshot-paths.ts';

export interface SnapshotFolder {
  readonly files: SnapshotFiles;
  /** ISO 8601: when the roles were written, or else the newest file. */
  readonly fileTime: string;
}

/** Longer text does not fit into one string of the runtime. */
const MOST_BYTES = 500_000_000;

/**
 * Reads the files that a snapshot may hold; one that is no JSON is a failed read, not an exception. Throws
 * `SnapshotError` where the folder does not exist or holds no such file.
 */
export async function readSnapshotFolder(dir: string): Promise<SnapshotFolder> {
  const paths = await snapshotPaths(dir);
  if (paths.length === 0) throw new SnapshotError(`\`${dir}\` holds no file of a snapshot`);
  const files = new Map<string, Read<unknown>>();
  const times = new Map<string, number>();
  for (const path of paths) {
    const { content, writtenAt } = await readJsonFile(join(dir, path));
    files.set(path, content);
    times.set(path, writtenAt);
  }
  const time = times.get(AUTHORIZATION_FILE) ?? Math.max(...times.values());
  return { files, fileTime: new Date(time).toISOString() };
}

interface JsonFile {
  readonly content: Read<unknown>;
  /** Milliseconds since the epoch; 0 where the file cannot be read. */
  readonly writtenAt: number;
}

async function readJsonFile(path: string): Promise<JsonFile> {
  try {
    const stats = await lstat(path);
    const writtenAt = stats.mtimeMs;
    if (!stats.isFile()) return { content: failed('not a regular file'), writtenAt };
    if (stats.size > MOST_BYTES) return { content: failed(`larger than ${MOST_BYTES} bytes`), writtenAt };
    return { content: parseJsonText(await readFile(path, 'utf8')), writtenAt };
  } catch (error) {
    return { content: failed(`the file cannot be read: ${codeOf(error)}`), writtenAt: 0 };
  }
}

/**
 * Makes `dir` hold these files, each whole or not at all. What an earlier collection left and this one did not
 * read goes, so that two moments never mix; all other files stay. Throws `SnapshotError` where the folder holds
 * something that is no snapshot, or cannot be written.
 */
export async function writeSnapshotFolder(dir: string, files: SnapshotFiles): Promise<void> {
  try {
    await refuseForeignFolder(dir);
    await mkdir(dir, { recursive: true });
    const present = await snapshotPaths(dir);
    const written = await writeAll(dir, files);
    for (const path of present)
      if (isCollectedPath(path) && !written.has(path)) await rm(join(dir, path), { force: true });
  } catch (error) {
    if (error instanceof SnapshotError) throw error;
    throw new SnapshotError(`\`${dir}\` cannot be written: ${codeOf(error)}`, { cause: error });
  }
}

/** First every file under another name, then all of them renamed: a full disk leaves the old snapshot whole. */
async function writeAll(dir: string, files: SnapshotFiles): Promise<ReadonlySet<string>> {
  const drafts = new Map<string, string>();
  try {
    for (const [path, content] of files) {
      const value = readValue(content);
      if (value === undefined || !isSnapshotPath(path)) continue;
      const draft = join(dir, `${path}.${randomUUID()}.partial`);
      await mkdir(dirname(draft), { recursive: true });
      drafts.set(path, draft);
      // Definitions and environments may hold secrets.
      await writeFile(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
    }
    for (const [path, draft] of drafts) await rename(draft, join(dir, path));
  } catch (error) {
    for (const draft of drafts.values()) await rm(draft, { force: true });
    throw error;
  }
  return new Set(drafts.keys());
}
