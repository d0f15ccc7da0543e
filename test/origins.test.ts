import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { walkDefinition } from '../src/model/definition.ts';
import { parsePolicy } from '../src/policy/document.ts';
import { aboveInfo } from './support/above-info.ts';
import { auditOf } from './support/rule-cases.ts';

interface OriginCase {
  readonly origin: string;
  readonly title: string;
  readonly machine: { readonly type: string; readonly [setting: string]: unknown };
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

/** The roles that lack something, or allow too much, by the file of the case. */
const DEFICIENT = JSON.parse(readFileSync(join(FOLDER, 'deficient.json'), 'utf8')) as Readonly<
  Record<string, { readonly why: string; readonly findings: readonly string[] }>
>;

/** What an audit says of the role, above info. The roles that it passes are not part of a case. */
function foundIn({ machine: { type, ...settings }, definition, policies }: OriginCase): readonly string[] {
  const { findings } = auditOf({
    machines: [{ name: 'origin', role: 'OriginRole', type, settings, definition }],
    roles: [
      {
        name: 'OriginRole',
        policies: Object.fromEntries(policies.map((policy, index) => [`p${index}`, policy])),
      },
    ],
  });
  return aboveInfo(findings)
    .filter(({ ruleId }) => ruleId !== 'execution-role-missing')
    .map(({ ruleId, severity, witness }) => `${ruleId}, ${severity}: ${witness?.action}`);
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

  test.each(files)('has a role of which nothing is said but what is listed: %s', (file) => {
    expect(foundIn(caseIn(file))).toEqual(DEFICIENT[file]?.findings ?? []);
  });
});

test('what is listed of a role is listed for a case that exists, with its reason', () => {
  for (const [file, { why }] of Object.entries(DEFICIENT)) {
    expect(existsSync(join(FOLDER, file))).toBe(true);
    expect(why).not.toBe('');
  }
});
