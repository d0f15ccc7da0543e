import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/settings-file.ts';
import {
  loadSuppressions,
  parseSuppressions,
  SUPPRESSION_KEYS,
  SUPPRESSIONS_FILE,
} from '../../src/config/suppressions-file.ts';
import { rules } from '../../src/findings/rules/index.ts';
import cases from '../cases/suppressions.json' with { type: 'json' };

const SCHEMA = JSON.parse(readFileSync('docs/schema/suppressions.json', 'utf8'));
const VALIDATE = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA);

const ENTRY = {
  rule: 'permission-excess',
  resource: 'arn:aws:iam::111122223333:role/train',
  reason: 'the endpoint is taken down in January',
  owner: 'ml-platform',
  expires: '2027-01-31',
};

interface EntryCase {
  readonly title: string;
  /** What is changed of a sound entry; null takes a field out. */
  readonly edit: Readonly<Record<string, unknown>>;
  /** Empty for a sound entry. */
  readonly problems: readonly string[];
  /** True where only the program sees what is wrong. */
  readonly passesSchema?: boolean;
}

const CASES: readonly EntryCase[] = cases;

function edited({ edit }: EntryCase): object {
  return Object.fromEntries(Object.entries({ ...ENTRY, ...edit }).filter(([, value]) => value !== null));
}

describe('parseSuppressions', () => {
  test.each(CASES)('$title', (each) => {
    const [entry] = parseSuppressions({ suppressions: [edited(each)] }, SUPPRESSIONS_FILE);
    expect(entry?.kind === 'broken' ? entry.problems : []).toEqual(each.problems);
    if (each.problems.length === 0) expect(entry).toEqual({ kind: 'sound', suppression: edited(each) });
  });

  test('names an entry by its rule and resource as far as it has them, else by its place', () => {
    const entries = [
      { ...ENTRY, reason: '' },
      { rule: 'permission-excess' },
      7,
      { ...ENTRY, rule: 'x'.repeat(400) },
    ];
    const parsed = parseSuppressions({ suppressions: entries }, SUPPRESSIONS_FILE);
    const { rule, resource } = ENTRY;
    expect(parsed).toMatchObject([
      { kind: 'broken', path: '$.suppressions[0]', rule, resource },
      { kind: 'broken', path: '$.suppressions[1]' },
      {
        kind: 'broken',
        path: '$.suppressions[2]',
        problems: ['`$.suppressions[2]`: expected an object, found a number'],
      },
      { kind: 'broken', path: '$.suppressions[3]' },
    ]);
    expect(parsed.slice(1).some((entry) => 'rule' in entry)).toBe(false);
  });

  test('takes the other entries where one is broken', () => {
    const parsed = parseSuppressions({ suppressions: [null, ENTRY, {}] }, SUPPRESSIONS_FILE);
    expect(parsed.map(({ kind }) => kind)).toEqual(['broken', 'sound', 'broken']);
  });

  test('every rule can be suppressed but the one about suppressions', () => {
    const refused = rules.filter(({ id }) => {
      const [entry] = parseSuppressions({ suppressions: [{ ...ENTRY, rule: id }] }, SUPPRESSIONS_FILE);
      return entry?.kind === 'broken';
    });
    expect(refused.map(({ id }) => id)).toEqual(['suppression-invalid']);
  });

  test.each([
    ['no object', [], /^`f\.json: \$`: expected an object, found an array$/],
    ['no list', {}, /^`f\.json: \$\.suppressions` is missing$/],
    [
      'a list that is none',
      { suppressions: {} },
      /^`f\.json: \$\.suppressions`: expected an array of suppressions/,
    ],
    ['an unknown key', { suppressions: [], ignore: [] }, /`f\.json: \$\.ignore` is not known here/],
  ])('refuses a file with %s', (_, file, message) => {
    expect(() => parseSuppressions(file, 'f.json')).toThrow(ConfigError);
    expect(() => parseSuppressions(file, 'f.json')).toThrow(message);
  });
});

describe('loadSuppressions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-suppressions-'));
    await writeFile(join(folder, 'mine.json'), JSON.stringify({ $schema: 'x', suppressions: [ENTRY] }));
    await writeFile(join(folder, 'cut.json'), '{"suppressions": [{"reason": "secret');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('the usual file is optional', async () => {
    expect(await loadSuppressions(undefined, folder)).toEqual([]);
  });

  test('the usual file is read where it is there', async () => {
    const other = await mkdtemp(join(folder, 'other-'));
    await writeFile(join(other, SUPPRESSIONS_FILE), JSON.stringify({ suppressions: [ENTRY] }));
    expect(await loadSuppressions(undefined, other)).toHaveLength(1);
  });

  test('a file that is named is read from the folder, or from where its path says', async () => {
    const parsed = [{ kind: 'sound', suppression: ENTRY }];
    expect(await loadSuppressions('mine.json', folder)).toEqual(parsed);
    expect(await loadSuppressions(join(folder, 'mine.json'), '/')).toEqual(parsed);
  });

  test.each([
    ['absent.json', '`absent.json` does not exist'],
    ['cut.json', '`cut.json` is not JSON'],
    ['.', '`.` cannot be read'],
  ])('a file that is named and cannot be used is an error: %s', async (name, message) => {
    const loading = loadSuppressions(name, folder);
    await expect(loading).rejects.toThrow(ConfigError);
    await expect(loading).rejects.toThrow(new RegExp(`^${message}$`));
  });
});

describe('docs/schema/suppressions.json', () => {
  test('describes just the keys that the parser knows', () => {
    expect(Object.keys(SCHEMA.$defs.suppression.properties)).toEqual(SUPPRESSION_KEYS);
  });

  test.each(CASES)('agrees with the parser: $title', (each) => {
    const isSound = each.problems.length === 0 || each.passesSchema === true;
    expect(VALIDATE({ suppressions: [edited(each)] })).toBe(isSound);
  });
});
