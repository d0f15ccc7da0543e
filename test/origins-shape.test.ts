import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { walkDefinition } from '../src/model/definition.ts';
import { parsePolicy } from '../src/policy/document.ts';

interface OriginCase {
  readonly origin: string;
  readonly title: string;
  readonly machine: { readonly type: string };
  readonly definition: unknown;
  readonly policies: readonly unknown[];
}

const FOLDER = join(import.meta.dirname, 'cases/origins');

function filesOf(origin: string): readonly string[] {
  return readdirSync(join(FOLDER, origin)).map((file) => `${origin}/${file}`);
}

function caseIn(file: string): OriginCase {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as OriginCase;
}

const ORIGINS = readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe.each(ORIGINS)('what %s produces', (origin) => {
  const files = filesOf(origin);

  test('has titles that tell its cases apart', () => {
    const titles = files.map((file) => caseIn(file).title);
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test.each(files)('is read without a problem: %s', (file) => {
    const { machine, definition, policies } = caseIn(file);
    expect(JSON.stringify([definition, policies])).not.toMatch(/"Fn::|"Ref":|Token\[/);
    expect(['STANDARD', 'EXPRESS']).toContain(machine.type);
    expect(walkDefinition(JSON.stringify(definition)).problems).toEqual([]);
    expect(policies.flatMap((policy) => parsePolicy(policy).problems)).toEqual([]);
  });
});
