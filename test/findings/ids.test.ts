import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { idsToday, type KnownId } from '../support/known-ids.ts';

const FILE = 'test/cases/lifecycle/ids.json';
const KNOWN = JSON.parse(readFileSync(FILE, 'utf8')) as readonly KnownId[];
const TODAY = await idsToday();

const FOR_EVER = `ids are for ever: suppressions, tickets and everything that was ever delivered go by them. Where the identity of a finding changes, whoever has it open is told that it is over and that another one is there. Change the code, not ${FILE}; only lines of new findings are added to it`;

test('every finding has the id that it always had', () => {
  const ids = new Set(TODAY.map(lineOf));
  expect(
    KNOWN.map(lineOf).filter((line) => !ids.has(line)),
    FOR_EVER,
  ).toEqual([]);
});

test('every finding of the known accounts is in the list', () => {
  const known = new Set(KNOWN.map(lineOf));
  expect(
    TODAY.map(lineOf).filter((line) => !known.has(line)),
    `${FILE} has no line for these; if none of them replaces another one, add them`,
  ).toEqual([]);
});

test('no two findings of an account share an id', () => {
  expect(new Set(TODAY.map(({ account, id }) => `${account} ${id}`)).size).toBe(TODAY.length);
});

function lineOf({ account, rule, resource, id }: KnownId): string {
  return `${account}: ${rule} of ${resource} is ${id}`;
}
