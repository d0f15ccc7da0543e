import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';

/** What `osls package` has just made, and makes here again. */
const ARCHIVE = '.serverless/plumbline.zip';
const BUNDLES = 'dist/lambda';

async function digest(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(ARCHIVE))
    .digest('hex');
}

const first = await digest();
// The same files, built at another time.
const now = new Date();
for (const entry of await readdir(BUNDLES, { recursive: true }))
  await utimes(`${BUNDLES}/${entry}`, now, now);
const { status } = spawnSync('npx', ['osls', 'package'], { stdio: 'inherit' });
const second = await digest();

if (status === 0 && first === second) console.log(`the archive is reproducible: sha256 ${first}`);
else {
  console.error(`the archive is not reproducible: sha256 ${first} at first, then ${second}`);
  process.exitCode = 1;
}
