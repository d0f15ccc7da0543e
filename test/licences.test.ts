import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isRecord, own } from '../src/model/json.ts';

/** Licences that ask for no more than their notice, and MPL-2.0, whose packages only build and test. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
]);

interface Licensed {
  readonly path: string;
  readonly license: string;
}

async function lockedPackages(): Promise<readonly Licensed[]> {
  const lock: unknown = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const packages = isRecord(lock) ? own(lock, 'packages') : undefined;
  return Object.entries(isRecord(packages) ? packages : {}).map(([path, entry]) => ({
    path,
    license: String(isRecord(entry) ? own(entry, 'license') : undefined),
  }));
}

/** True where an SPDX expression leaves a way to use the package under allowed licences alone. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => ALLOWED.has(license)));
}

test('every package of the dependency tree has a licence of the allow-list', async () => {
  const packages = await lockedPackages();
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND Apache-2.0', true],
  ['AGPL-3.0-or-later', false],
  ['MIT AND GPL-2.0-only', false],
  ['LGPL-2.1-only', false],
  ['UNLICENSED', false],
  ['undefined', false],
])('a package under `%s` is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('nothing is installed along with the package', async () => {
  const manifest: unknown = JSON.parse(await readFile('package.json', 'utf8'));
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('optionalDependencies');
  expect(manifest).not.toHaveProperty('peerDependencies');
});
