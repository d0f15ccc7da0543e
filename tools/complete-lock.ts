import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { asString, isRecord, type JsonRecord, own } from '../src/model/json.ts';

const LOCK_FILE = 'package-lock.json';

/** `binding-linux-arm64-musl` → system, processor and C library that a package of binaries is for. */
const PLATFORM = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(gnu|musl)\w*)?/;

/**
 * The packages of binaries that the lock file lacks, as entries for it. A registry mirror may carry those of some
 * platforms only; npm then leaves the others out of the lock file, and `npm ci` refuses what it has left out.
 */
export function missingBinaries(packages: JsonRecord): JsonRecord {
  const missing: Record<string, unknown> = {};
  for (const parent of Object.values(packages).filter(isRecord)) {
    const optional = own(parent, 'optionalDependencies');
    for (const [name, version] of Object.entries(isRecord(optional) ? optional : {})) {
      const path = `node_modules/${name}`;
      const entry = binaryEntry(name, asString(version) ?? '', parent);
      if (own(packages, path) === undefined && entry !== undefined) missing[path] = entry;
    }
  }
  return missing;
}

function binaryEntry(name: string, version: string, parent: JsonRecord): JsonRecord | undefined {
  const [match, os, cpu, libc] = PLATFORM.exec(name) ?? [];
  if (match === undefined) return undefined;
  return {
    version,
    cpu: [cpu],
    dev: true,
    ...(libc === undefined ? {} : { libc: [libc === 'gnu' ? 'glibc' : libc] }),
    license: own(parent, 'license'),
    optional: true,
    os: [os],
  };
}

async function main(): Promise<void> {
  const lock: unknown = JSON.parse(await readFile(LOCK_FILE, 'utf8'));
  const packages = isRecord(lock) ? own(lock, 'packages') : undefined;
  if (!isRecord(lock) || !isRecord(packages)) throw new Error(`\`${LOCK_FILE}\` has no packages`);
  const all = Object.entries({ ...packages, ...missingBinaries(packages) });
  const sorted = Object.fromEntries(all.sort(([left], [right]) => left.localeCompare(right, 'en')));
  await writeFile(LOCK_FILE, `${JSON.stringify({ ...lock, packages: sorted }, undefined, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
