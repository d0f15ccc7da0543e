import type { BuildOptions } from 'esbuild';

// CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

interface Bundle extends BuildOptions {
  readonly metafile: true;
}

const COMMON: Bundle = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The ES module builds of the packages can be shaken, which halves the function.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/**
 * `dist/cli.js`; splitting keeps the AWS clients in chunks that only the commands that need them load. Not minified,
 * so that a stack trace can be read.
 */
export const CLI: Bundle = {
  ...COMMON,
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
};

/** `dist/lambda/audit.mjs`: one file, without its source map. */
export const LAMBDA: Bundle = {
  ...COMMON,
  entryPoints: ['src/handlers/audit.ts'],
  outfile: 'dist/lambda/audit.mjs',
  minify: true,
  banner: { js: REQUIRE },
};
