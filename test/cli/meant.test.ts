import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, meant } from '../../src/cli/meant.ts';
import { rules } from '../../src/findings/rules/index.ts';

const COMMANDS = ['audit', 'collect', 'expect', 'compare', 'evaluate', 'rules', 'permissions', 'explain'];
const FLAGS = ['--snapshot', '--state', '--strict', '--region', '--rules', '--format', '--fail-on', '--out'];
const RULES = rules.map(({ id }) => id);

describe('what was probably meant', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['audti', COMMANDS, ['audit']],
    ['Audit', COMMANDS, ['audit']],
    ['rule', COMMANDS, ['rules']],
    ['permission', COMMANDS, ['permissions']],
    ['expaect', COMMANDS, ['expect']],
    ['explian', COMMANDS, ['explain']],
    ['--snapshto', FLAGS, ['--snapshot']],
    ['--regions', FLAGS, ['--region']],
    ['--fail_on', FLAGS, ['--fail-on']],
    ['--failon', FLAGS, ['--fail-on']],
    ['hihg', ['critical', 'high', 'medium', 'low'], ['high']],
    ['transform-policy', RULES, ['transform-policy-missing']],
    ['pass-role', RULES, ['pass-role-missing', 'pass-role-too-wide']],
    ['task-permission-mising', RULES, ['task-permission-missing']],
  ])('%s', (text, candidates, expected) => {
    expect(meant(text, candidates)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ['', COMMANDS],
    ['x', COMMANDS],
    ['sqs', ['sns']],
    ['yml', ['html', 'json', 'sarif', 'text']],
    ['frobnicate', COMMANDS],
    ['terraform', COMMANDS],
    ['--verbose', FLAGS],
    ['missing', []],
    ['role', ['execution']],
    ['a'.repeat(1_000_000), COMMANDS],
    ['学習', COMMANDS],
  ])('is nothing for %j', (text, candidates) => {
    expect(meant(text, candidates)).toEqual([]);
  });

  test('is said in one clause', () => {
    expect(didYouMean('stat', ['state', 'stats', 'start', 'stat1'])).toBe(
      'did you mean `state`, `stats` or `start`?',
    );
    expect(didYouMean('audti', COMMANDS)).toBe('did you mean `audit`?');
    expect(didYouMean('pass-role', RULES)).toBe('did you mean `pass-role-missing` or `pass-role-too-wide`?');
    expect(didYouMean('nothing-like-it', ['low'])).toBeUndefined();
  });

  test('finds a rule whose id has one slip', () => {
    const slip = fc.tuple(fc.constantFrom(...RULES), fc.nat(), fc.constantFrom('drop', 'double', 'swap'));
    fc.assert(
      fc.property(slip, ([id, at, kind]) => {
        const index = at % (id.length - 1);
        const [one = '', other = ''] = id.slice(index, index + 2);
        const written = { drop: other, double: one + one + other, swap: other + one }[kind] ?? '';
        const typed = id.slice(0, index) + written + id.slice(index + 2);
        expect(meant(typed, RULES)).toContain(id);
      }),
      { numRuns: 100 },
    );
  });

  test('never is a name of which the typist has hit hardly a letter', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,30}$/), (typed) => {
        expect(meant(typed, [...RULES, ...COMMANDS, ...FLAGS])).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
