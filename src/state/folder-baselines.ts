import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Baselines } from '../findings/baselines.ts';
import { baselinesText, parseBaselines } from './baseline-file.ts';
import type { AllBaselines, BaselineStore } from './baseline-store.ts';
import { StateError } from './state-error.ts';

const FILE = 'baselines.json';

/** Baselines in `baselines.json` of a folder, which is made where it is absent. */
export function folderBaselines(folder: string): BaselineStore {
  const path = join(folder, FILE);
  return {
    read: async () => {
      // A folder that cannot be made is told before the account is read, not after.
      await attempt(folder, 'cannot be made', () => mkdir(folder, { recursive: true }));
      return read(path);
    },
    write: async (accountId, baselines) => {
      // Another run may have recorded another account in the meantime.
      const all: ReadonlyMap<string, Baselines> = new Map([...(await read(path)), [accountId, baselines]]);
      await replace(path, baselinesText(all));
    },
  };
}

async function read(path: string): Promise<AllBaselines> {
  const text = await attempt(path, 'cannot be read', () => textOf(path));
  if (text === undefined) return new Map();
  const parsed = parseBaselines(text);
  if ('problem' in parsed)
    throw new StateError(`\`${path}\`: ${parsed.problem}; it is left as it is: mend it, or move it away`);
  return parsed;
}

/** Undefined where there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** INVARIANT: at every moment the file is whole, the old one or the new one. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await attempt(path, 'cannot be written', async () => {
      await writeFile(draft, text, { flush: true });
      await rename(draft, path);
    });
  } finally {
    await rm(draft, { force: true });
  }
}

async function attempt<Value>(path: string, what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new StateError(`\`${path}\` ${what}: ${codeOf(error)}`, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown reason';
}
