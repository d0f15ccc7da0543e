import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../cases/hostile/names.json');

type Spelled = string | { readonly repeat: string; readonly times: number };

const CATEGORIES = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, readonly Spelled[]>>;

/** Names that mean something to a program or deceive a person, by what they are an attack on. */
export const HOSTILE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(CATEGORIES).map(([category, names]) => [category, names.map(written)]),
);

export const ALL_HOSTILE: readonly string[] = [...HOSTILE.values()].flat();

function written(name: Spelled): string {
  return typeof name === 'string' ? name : name.repeat.repeat(name.times);
}

/** Enough of a name to find it in the file. */
export function labelOf(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}… (${name.length})` : name);
}
