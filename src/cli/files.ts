import { readFile } from 'node:fs/promises';
import { UsageError } from './io.ts';

/** The JSON of each file. Throws UsageError that names the file. */
export function readJsonFiles(paths: readonly string[]): Promise<readonly unknown[]> {
  return Promise.all(paths.map(readJsonFile));
}

/** The JSON of a file. Throws UsageError that names the file. */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readTextFile(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`\`${path}\` is not JSON`, { cause: error });
  }
}

/** The text of a file. Throws UsageError that names the file. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read`, { cause: error });
  }
}
