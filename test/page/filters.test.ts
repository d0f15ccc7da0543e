import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEVERITIES } from '../../src/findings/finding.ts';
import {
  CONFIDENCES,
  type Filters,
  hashOf,
  isEverything,
  NO_FILTERS,
  rowsLeft,
  STATUSES,
  viewIn,
} from '../../src/page/filters.ts';
import { PROBLEMS } from '../../src/page/problems.ts';
import { searchIn } from '../../src/page/search.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';
import { rowsOf } from './rows.ts';

/** Any text that an address can hold: half a character it cannot. */
const told = fc
  .oneof(fc.constantFrom(...ALL_HOSTILE), fc.string({ unit: 'binary' }))
  .map((text) => text.replace(/\p{Cs}/gu, ''));
const some = told.filter((text) => text !== '');

const views = fc.record(
  {
    filters: fc.record(
      {
        severities: fc.subarray([...SEVERITIES]),
        text: told,
        problem: fc.constantFrom(...PROBLEMS),
        status: fc.constantFrom(...STATUSES),
        confidence: fc.constantFrom(...CONFIDENCES),
        rule: some,
        region: some,
        about: some,
      },
      { requiredKeys: ['severities', 'text'] },
    ),
    finding: some,
  },
  { requiredKeys: ['filters'] },
);

describe('the address of a view', () => {
  test('brings back the view, whatever was typed into it', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewIn(`#${hashOf(view)}`)).toEqual(view);
      }),
    );
  });

  test.each([
    ['', { filters: NO_FILTERS }],
    ['#', { filters: NO_FILTERS }],
    [
      '#severity=worst,high,high&status=gone&confidence=&problem=x',
      { filters: { severities: ['high'], text: '' } },
    ],
    ['#q=a%20b&q=c&other=1', { filters: { severities: [], text: 'a b' } }],
    ['#__proto__=x&constructor=y', { filters: NO_FILTERS }],
  ])('leaves out of "%s" what it does not know', (hash, view) => {
    expect(viewIn(hash)).toEqual(view);
  });

  test('is none where it names a place of the page', () => {
    expect(viewIn('#coverage')).toBeUndefined();
  });

  test('is empty where nothing is left out', () => {
    expect(hashOf({ filters: NO_FILTERS })).toBe('');
    expect(isEverything(NO_FILTERS)).toBe(true);
    expect(isEverything({ severities: [], text: 'x' })).toBe(false);
  });
});

const ROWS = rowsOf(
  {},
  { severity: 'low', ruleId: 'permission-excess', region: 'global' },
  {
    status: 'new',
    confidence: 'potential',
    roleName: 'Score',
    role: 'arn:aws:iam::111122223333:role/x/Score',
  },
  {
    region: 'eu-west-1',
    resource: 'arn:aws:sagemaker:eu-west-1:111122223333:model/m',
    because: ['weekly', 'm'],
  },
  {
    region: 'eu-west-1',
    resource: 'arn:aws:states:eu-west-1:111122223333:stateMachine:daily',
    because: ['nightly'],
  },
);

const CASES: readonly (readonly [string, Partial<Filters>, readonly number[]])[] = [
  ['nothing', {}, [0, 1, 2, 3, 4]],
  ['a severity', { severities: ['low'] }, [1]],
  ['two severities', { severities: ['low', 'high'] }, [0, 1, 2, 3, 4]],
  ['a rule', { rule: 'permission-excess' }, [1]],
  ['a kind of problem', { problem: 'too-wide' }, [1]],
  ['a status', { status: 'new' }, [2]],
  ['a confidence', { confidence: 'potential' }, [2]],
  ['a region', { region: 'eu-west-1' }, [3, 4]],
  ['a word in any case', { text: 'SCORE' }, [2]],
  ['several words in any order', { text: '  nightly   createtrainingjob cannot ' }, [0, 1, 2, 3, 4]],
  ['an id', { text: 'v1-3' }, [3]],
  ['the name of a resource that it is because of', { text: 'weekly' }, [3]],
  ['words that stand in two findings', { text: 'score weekly' }, []],
  ['a text over two parts', { text: 'train\narn' }, [0, 1, 2, 3, 4]],
  ['a role', { about: 'arn:aws:iam::111122223333:role/x/Score' }, [2]],
  ['a state machine, in its region and where there is none', { about: ROWS[0]?.resource ?? '' }, [0, 1, 2]],
  [
    'a state machine of the same name elsewhere, which a finding of no region may be about, too',
    { about: 'arn:aws:states:eu-west-1:111122223333:stateMachine:nightly' },
    [1, 4],
  ],
  ['a resource', { about: 'arn:aws:sagemaker:eu-west-1:111122223333:model/m' }, [3]],
  ['a role that is called like a state machine', { about: 'arn:aws:iam::111122223333:role/nightly' }, []],
  ['two things at once', { region: 'eu-west-1', text: 'daily' }, [4]],
];

describe('a filter by', () => {
  test.each(CASES)('%s leaves what fits', (_, filters, left) => {
    const search = searchIn(ROWS);
    expect(rowsLeft(ROWS, { ...NO_FILTERS, ...filters }, search).map(({ at }) => at)).toEqual(left);
  });

  test('words finds the same whether or not the rows were read before', () => {
    const search = searchIn(ROWS);
    expect([search.prepare(0, 2), search.prepare(2, 2), search.prepare(4, 2)]).toEqual([2, 4, 5]);
    expect(ROWS.filter(search.matcherFor('weekly')).map(({ at }) => at)).toEqual([3]);
  });
});
