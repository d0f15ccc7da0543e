import { describe, expect, test } from 'vitest';
import { gapGroups } from '../../src/page/coverage.ts';
import { groupsOf, isCompared, openAndClosed } from '../../src/page/groups.ts';
import { rowsOf } from './rows.ts';

const OTHER = { role: 'arn:aws:iam::111122223333:role/Other', roleName: 'Other' };

describe('the list by role', () => {
  test('keeps the order of the findings, so that the role with the worst comes first', () => {
    const groups = groupsOf(
      rowsOf({ severity: 'critical', ...OTHER }, {}, { ...OTHER, severity: 'low' }, { severity: 'high' }),
    );
    expect(groups.map(({ name, counts, rows }) => [name, counts, rows.map(({ at }) => at)])).toEqual([
      [
        'Other',
        [
          ['critical', 1],
          ['low', 1],
        ],
        [0, 2],
      ],
      ['Train', [['high', 2]], [1, 3]],
    ]);
  });

  test('tells two roles of one name apart', () => {
    const groups = groupsOf(rowsOf({}, { role: 'arn:aws:iam::111122223333:role/path/Train' }));
    expect(groups.map(({ name }) => name)).toEqual(['Train', 'Train']);
  });

  test('has the entries of the file of suppressions together, under no role', () => {
    const entry = { ruleId: 'suppression-invalid', roleName: 'suppression' };
    const groups = groupsOf(rowsOf({ ...entry, role: 'suppression:a' }, { ...entry, role: 'suppression:b' }));
    expect(groups.map(({ name, arn, rows }) => [name, arn, rows.length])).toEqual([
      ['Suppressions', undefined, 2],
    ]);
  });

  test('leaves what is over or accepted to its own section', () => {
    const rows = rowsOf(
      { status: 'resolved' },
      { status: 'reopened' },
      { status: 'suppressed' },
      { status: 'new' },
    );
    const { open, closed } = openAndClosed(rows);
    expect([open, closed].map((part) => part.map(({ at }) => at))).toEqual([
      [1, 3],
      [0, 2],
    ]);
  });

  test.each([
    [['new', 'suppressed'], false],
    [['new', 'active'], true],
    [['resolved'], true],
    [[], false],
  ] as const)('with findings that are %j it is known that there was a run before: %s', (statuses, known) => {
    expect(isCompared(rowsOf(...statuses.map((status) => ({ status }))))).toBe(known);
  });
});

describe('the coverage', () => {
  test('groups gaps by kind and by the action that closes them, those that somebody can close first', () => {
    const gap = { source: 's', region: 'us-east-1', why: 'w' };
    const groups = gapGroups([
      { ...gap, kind: 'undecided' },
      { ...gap, kind: 'failed', action: 'iam:GetRole' },
      { ...gap, kind: 'denied', action: 'kms:Decrypt', resource: 'a' },
      { ...gap, kind: 'denied', action: 'iam:GetRole' },
      { ...gap, kind: 'denied', action: 'kms:Decrypt', resource: 'b' },
      { ...gap, kind: 'denied' },
    ]);
    expect(groups.map(({ kind, action, gaps }) => [kind, action, gaps.length])).toEqual([
      ['denied', 'kms:Decrypt', 2],
      ['denied', 'iam:GetRole', 1],
      ['failed', 'iam:GetRole', 1],
      ['denied', undefined, 1],
      ['undecided', undefined, 1],
    ]);
  });
});
