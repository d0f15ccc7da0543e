import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Problem, problemOf } from '../../src/page/problems.ts';

const README = readFileSync('README.md', 'utf8');

/** How the table of the rules in the README begins a row, and what the page calls the same. */
const ROWS: readonly (readonly [string, Problem])[] = [
  ["What fails: a state machine's role", 'missing'],
  ['What fails: an execution role of SageMaker', 'missing'],
  ['Roles that are not there, or not to be had', 'role'],
  ['Too much', 'too-wide'],
  ['AWS managed policies', 'managed-policy'],
  ['Suppressions', 'other'],
  ['Statements that do not say what they seem to', 'statement'],
];

describe('the kind of problem that a rule looks for', () => {
  test.each(ROWS)('is where the README lists it, under "%s"', (title, problem) => {
    const line = README.split('\n').find((each) => each.startsWith(`| ${title} |`)) ?? '';
    const rules = [...line.matchAll(/\[`([a-z-]+)`\]/g)].map(([, rule = '']) => rule);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => problemOf(rule) !== problem)).toEqual([]);
  });

  test('is another one for a rule that nobody has thought of', () => {
    expect(problemOf('roles-too-many')).toBe('other');
    expect(problemOf('')).toBe('other');
  });
});
