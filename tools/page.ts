import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { thirdPartyNotices } from './notices.ts';

/** What `src/publish/formats/html.ts` puts into every report; made by `npm run build`, and before tests. */
const OUT = 'src/publish/html/page.generated.json';

/** Bundles the page of the HTML report, and answers with the files that it is made of. */
export async function buildPage(): Promise<readonly string[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: { page: 'src/page/main.tsx', style: 'src/page/page.css' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    outdir: 'page',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const textOf = (extension: string): string =>
    outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  await mkdir(dirname(OUT), { recursive: true });
  const inputs = Object.keys(metafile.inputs);
  const notices = await thirdPartyNotices(inputs);
  await writeFile(OUT, `${JSON.stringify({ script: textOf('.js'), style: textOf('.css'), notices })}\n`);
  return inputs;
}
