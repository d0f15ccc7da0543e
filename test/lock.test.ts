import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isRecord, own } from '../src/model/json.ts';
import { missingBinaries } from '../tools/complete-lock.ts';

test('the lock file names the binaries of every platform: `npm run lock` changes nothing', async () => {
  const lock: unknown = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const packages = isRecord(lock) ? own(lock, 'packages') : undefined;
  expect(isRecord(packages) && missingBinaries(packages)).toEqual({});
});

test('a binary that is missing gets an entry for its platform alone', () => {
  const packages = {
    'node_modules/tool': {
      license: 'MIT',
      optionalDependencies: {
        '@tool/cli-darwin-arm64': '1.2.3',
        '@tool/binding-linux-arm-musleabihf': '1.2.3',
        '@tool/cli-linux-x64': '1.2.3',
        'plain-package': '^1.0.0',
      },
    },
    'node_modules/@tool/cli-linux-x64': { version: '1.2.3' },
  };
  const common = { version: '1.2.3', dev: true, license: 'MIT', optional: true };
  expect(missingBinaries(packages)).toEqual({
    'node_modules/@tool/cli-darwin-arm64': { ...common, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/@tool/binding-linux-arm-musleabihf': {
      ...common,
      os: ['linux'],
      cpu: ['arm'],
      libc: ['musl'],
    },
  });
});
