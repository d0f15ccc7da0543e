import type { BuildOptions } from 'esbuild';

// CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
const REQUIRE = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

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

/**
 * `dist/lambda/audit.mjs`, `change.mjs` and `drain.mjs` with their chunks, without source maps; a client of AWS is loaded when it is first used. Nothing
 * beside them says that they are ES modules, so their names do.
 */
export const LAMBDA: Bundle = {
  ...COMMON,
  entryPoints: {
    audit: 'src/handlers/audit.ts',
    change: 'src/handlers/change.ts',
    drain: 'src/handlers/drain.ts',
    organization: 'src/handlers/organization.ts',
  },
  outdir: 'dist/lambda',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  minify: true,
  banner: { js: REQUIRE },
};
