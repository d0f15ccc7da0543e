import { chmod, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { CLI, LAMBDA } from './bundles.ts';
import { thirdPartyNotices } from './notices.ts';
import { buildPage } from './page.ts';

await rm('dist', { recursive: true, force: true });
const page = await buildPage();
const [cli, lambda] = await Promise.all([build(CLI), build(LAMBDA)]);
await chmod('dist/cli.js', 0o755);

const inputs = [
  ...page,
  ...Object.keys(cli.metafile?.inputs ?? {}),
  ...Object.keys(lambda.metafile?.inputs ?? {}),
];
await writeFile('dist/THIRD-PARTY-NOTICES.txt', await thirdPartyNotices(inputs));
