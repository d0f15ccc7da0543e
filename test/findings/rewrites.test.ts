import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gatherEvidence } from '../../src/findings/gather.ts';
import { identify } from '../../src/findings/judge.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { parseSnapshot, type SnapshotFiles } from '../../src/model/snapshot.ts';
import { RANDOM_ACCOUNT } from '../support/random-accounts.ts';
import { ACCOUNT_REWRITES, rewrittenBy, SOME_REWRITES } from '../support/rewritten-accounts.ts';
import { type AccountJson, baselinesOf, filesOf, readRuleCases, TAKEN_AT } from '../support/rule-cases.ts';
import { PATIENCE, runs } from '../support/runs.ts';

const FOLDER = join(import.meta.dirname, '../accounts');
const SHAPES = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as AccountJson,
);
const REJECTS = readRuleCases().flatMap(({ reject }) => reject);

/** What a channel tells findings by: their ids, and what they say. */
function namesOf(files: SnapshotFiles, account: AccountJson): readonly string[] {
  const { pack = 'docs-2025' } = account;
  const parts = gatherEvidence(parseSnapshot(files, TAKEN_AT), pack, baselinesOf(account));
  const names = [...parts].flatMap((part) => [...identify(part, rules)].map((pair) => pair.join(' ')));
  return [...new Set(names)].sort();
}

const WRITTEN = new Map<AccountJson, readonly string[]>();

function expectSame(account: AccountJson, names: readonly string[]): void {
  const files = filesOf(account);
  const before = WRITTEN.get(account) ?? namesOf(files, account);
  WRITTEN.set(account, before);
  expect(namesOf(rewrittenBy(files, names), account)).toEqual(before);
}

/** A quarter as many accounts are written anew as PROPERTY_RUNS says. */
describe('findings keep their ids and their content with', () => {
  test.each([...ACCOUNT_REWRITES.keys()])(
    '%s',
    (name) => {
      fc.assert(
        fc.property(fc.constantFrom(...SHAPES, ...REJECTS), (account) => expectSame(account, [name])),
        { numRuns: runs(0.002) },
      );
    },
    PATIENCE,
  );

  test(
    'any of these together, in accounts as people have them',
    () => {
      fc.assert(fc.property(fc.constantFrom(...SHAPES, ...REJECTS), SOME_REWRITES, expectSame), {
        numRuns: runs(0.19),
      });
    },
    PATIENCE,
  );

  test(
    'any of these together, in random accounts',
    () => {
      const rewrites = fc.array(SOME_REWRITES, { minLength: 10, maxLength: 10 });
      fc.assert(
        fc.property(RANDOM_ACCOUNT, rewrites, (account, all) => {
          for (const names of all) expectSame(account, names);
          WRITTEN.delete(account);
        }),
        { numRuns: runs(0.0015) },
      );
    },
    PATIENCE,
  );
});
