import { describe, expect, test } from 'vitest';
import { columnsOf, cutToColumns } from '../../src/publish/columns.ts';

describe('columns of a terminal', () => {
  test.each([
    ['', 0],
    ['training', 8],
    ['é', 1],
    ['e\u0301', 1],
    ['学習', 4],
    ['한글', 4],
    ['ﾊ', 1],
    ['ＡＢ', 4],
    ['🚀', 2],
    ['🇩🇪', 2],
    ['→', 1],
    ['\u001b[31mred\u001b[39m 学', 6],
  ])('%j takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });

  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['学習学習', 7, '学習学…'],
    ['学習学習', 6, '学習…'],
    ['abc', 0, ''],
    ['abc', 1, '…'],
  ])('%j is cut to %i as %j', (text, most, cut) => {
    expect(cutToColumns(text, most)).toBe(cut);
    expect(columnsOf(cut)).toBeLessThanOrEqual(most);
  });
});
