import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { GENERATED_FILES, GENERATED_FOLDERS } from './generated-files.ts';

async function contents(): Promise<ReadonlyMap<string, string>> {
  const listed = await Promise.all(
    GENERATED_FOLDERS.map(async (folder) => (await readdir(folder)).map((name) => `${folder}/${name}`)),
  );
  const files = new Map<string, string>();
  for (const path of [...GENERATED_FILES, ...listed.flat()]) files.set(path, await readFile(path, 'utf8'));
  return files;
}

const before = await contents();
const { status } = spawnSync('npm', ['run', '--silent', 'generate'], { stdio: 'inherit' });
const after = await contents();

const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
const stale = paths.filter((path) => before.get(path) !== after.get(path));
for (const path of stale)
  console.error(`\`${path}\` was out of date: \`npm run generate\` has just changed it`);
process.exitCode = status !== 0 || stale.length > 0 ? 1 : 0;
