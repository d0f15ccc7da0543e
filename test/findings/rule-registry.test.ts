import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rules } from '../../src/findings/rules/index.ts';

/** Beside the rules: one line for each, and what makes a list of them. */
const REGISTRY: ReadonlySet<string> = new Set(['index.ts', 'registry.ts']);

test('the registry has each file of a rule once, under the name of the file', async () => {
  const files = (await readdir('src/findings/rules')).filter((file) => !REGISTRY.has(file));
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.toSorted());
});

test('every rule has its cases and its page', () => {
  const companions = rules.flatMap(({ id }) => [`test/cases/rules/${id}.json`, `docs/rules/${id}.md`]);
  expect(companions.filter((file) => !existsSync(file))).toEqual([]);
});

test('a folder of cases or pages has none for a rule that does not exist', async () => {
  const ids = new Set(rules.map(({ id }) => id));
  const named = [...(await readdir('test/cases/rules')), ...(await readdir('docs/rules'))];
  const cases = named.filter((file) => file !== 'README.md');
  expect(cases.filter((file) => !ids.has(file.replace(/\.(json|md)$/, '')))).toEqual([]);
});
