import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RESOURCE_POLICY_KINDS } from '../model/resource-policy.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../model/sagemaker-kinds.ts';
import { AUTHORIZATION_FILE, SNAPSHOT_FILE, STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { SnapshotError } from './errors.ts';

const PATHS: readonly RegExp[] = [
  /^iam\/[\w-]+\.json$/,
  /^organizations\/policies\.json$/,
  /^[a-z0-9-]+\/states\/state-machines\.json$/,
  /^[a-z0-9-]+\/sagemaker\/[\w-]+\.json$/,
];

/** True for a file that a snapshot folder may hold; all other files in it are ignored. */
export function isSnapshotPath(path: string): boolean {
  return path === SNAPSHOT_FILE || PATHS.some((pattern) => pattern.test(path));
}

/** Below the folder of a region. */
const COLLECTED: readonly string[] = [
  STATE_MACHINES_FILE,
  ...SAGEMAKER_KINDS.filter(({ describedAs }) => describedAs === undefined).map(sageMakerFile),
  ...RESOURCE_POLICY_KINDS.map(({ file }) => file),
];

/** True for a file that the collector itself makes anew each time. */
export function isCollectedPath(path: string): boolean {
  const belowRegion = path.slice(path.indexOf('/') + 1);
  return path === SNAPSHOT_FILE || path === AUTHORIZATION_FILE || COLLECTED.includes(belowRegion);
}

/**
 * The snapshot's files that exist below `dir`, sorted. Looks only into folders that may hold one; throws
 * `SnapshotError` where `dir` itself cannot be read.
 */
export async function snapshotPaths(dir: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await namesIn(dir)) {
    found.push(name);
    for (const folder of [name, `${name}/states`, `${name}/sagemaker`])
      for (const file of await namesBelow(join(dir, folder))) found.push(`${folder}/${file}`);
  }
  return found.filter(isSnapshotPath).sort();
}

/** Throws `SnapshotError` where `dir` holds something, and that is no snapshot: nobody's files are mixed with it. */
export async function refuseForeignFolder(dir: string): Promise<void> {
  const names = await namesBelow(dir);
  if (names.length > 0 && (await snapshotPaths(dir)).length === 0)
    throw new SnapshotError(`\`${dir}\` is not empty and holds no snapshot: nothing was written`);
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    throw new SnapshotError(`the snapshot folder \`${dir}\` cannot be read: ${codeOf(error)}`, {
      cause: error,
    });
  }
}

/** A folder that cannot be read is like one that is absent: what it may hold was not read. */
async function namesBelow(dir: string): Promise<readonly string[]> {
  try {
    return await readdir(dir);
  } catch {
    return [];
  }
}

/** The system's name of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
