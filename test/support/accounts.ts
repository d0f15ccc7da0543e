import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountJson } from './rule-cases.ts';

const FOLDER = join(import.meta.dirname, '../cases/accounts');

/** An account of `test/cases/accounts`, by the name of its file. */
export function readAccount(name: string): AccountJson {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as AccountJson;
}
