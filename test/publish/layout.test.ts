import { describe, expect, test } from 'vitest';
import { compactJson } from '../../src/publish/compact-json.ts';
import { few, wrap } from '../../src/publish/layout.ts';
import { lengthThatTells } from '../../src/publish/short-id.ts';

const TEN = { width: 10, color: false };

describe('wrap', () => {
  test.each([
    ['one two three', '', '', 'one two\nthree'],
    ['one two three', '  ', '- ', '- one two\n  three'],
    ['a longerthanten b', '', '', 'a\nlongerthanten\nb'],
    ['name  value that', '  ', '', 'name\n  value\n  that'],
    ['学習 学習 学習', '', '', '学習 学習\n学習'],
    ['', '  ', '  ', '  '],
  ])('breaks %j behind %j and %j', (text, indent, first, lines) => {
    expect(wrap(text, indent, TEN, first)).toBe(lines);
  });
});

test('few names the first and counts the others', () => {
  expect(few(['a', 'b', 'c'], 3)).toBe('a, b, c');
  expect(few(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});

describe('how much of an id tells', () => {
  test.each([
    [[], 9],
    [['v1-aaaaaabb'], 9],
    [['v1-aaaaaabb', 'v1-aaaaaabc'], 11],
    [['v1-aaaaaabb', 'v1-aaaaaabb'], 9],
    [['a', 'ab'], 9],
  ])('of %j: %i', (ids, length) => {
    expect(lengthThatTells(ids)).toBe(length);
  });
});

describe('compactJson', () => {
  const value = { Action: ['s3:GetObject'], Resource: ['a\u202eb', 'c\nd'] };

  test('gives one line to what fits', () => {
    expect(compactJson(value, '  ', 34).split('\n')).toEqual([
      '  {',
      '    "Action": ["s3:GetObject"],',
      '    "Resource": ["a\\u202eb", "c\\nd"]',
      '  }',
    ]);
    expect(compactJson(value, '', 200)).not.toContain('\n');
  });

  test('is read as what was written', () => {
    for (const width of [10, 40, 200]) expect(JSON.parse(compactJson(value, '  ', width))).toEqual(value);
  });
});
