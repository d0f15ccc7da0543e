import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isRecord, own } from '../model/json.ts';
import { shown } from './checked.ts';

/** Settings that cannot be used; `problems` holds one sentence for each thing wrong with them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** The JSON of a file that the owner of an installation writes; undefined where there is none. Throws ConfigError. */
export async function readSettingsFile(folder: string, name: string): Promise<unknown> {
  const text = await readFile(resolve(folder, name), 'utf8').catch((error: unknown) => {
    if (isRecord(error) && own(error, 'code') === 'ENOENT') return undefined;
    throw new ConfigError([`\`${shown(name)}\` cannot be read`]);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`\`${shown(name)}\` is not JSON`]);
  }
}
