import { parse as parseHcl } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { printable } from '../../src/findings/printable.ts';
import { argument, hclLines, quoted, quotedList } from '../../src/publish/hcl.ts';
import { asYaml } from '../../src/publish/yaml.ts';
import { HOSTILE } from '../support/hostile-names.ts';
import { literal } from './expect-readers.ts';

/** Hostile texts put together, and any others. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...(HOSTILE.get('configuration') ?? []),
        '{',
        '}',
        '$',
        '%',
        '\\',
        '"',
        '\n',
        ' ',
        '#',
        ':',
        '-',
      ),
      fc.string({ unit: 'binary' }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
  .filter((parts) => !/\p{Cs}/u.test(parts));

describe('a text in YAML', () => {
  test.each(['1.1', '1.2'] as const)(
    'is itself to a parser of YAML %s, as a value and as a key',
    (version) => {
      fc.assert(
        fc.property(fc.array(text), text, (texts, key) => {
          const value = { texts, [`k${key}`]: 'v' };
          const yaml = asYaml(value, { top: [], items: [] });
          expect(parseYaml(yaml, { version })).toEqual(value);
          for (const line of yaml.split('\n')) expect(printable(line)).toBe(line);
        }),
      );
    },
  );

  test('keeps its comments above the items of the list', () => {
    const yaml = asYaml(
      { list: [{ a: 'x' }, { a: 'y' }] },
      { top: ['top'], list: ['list'], items: [['one', 'two'], ['three']] },
    );
    expect(yaml).toBe('# top\n\nlist:\n  # one\n  # two\n  - a: x\n  # three\n  - a: "y"\n');
  });

  test('stays in one line, so that no part of it looks like a line of the file', () => {
    const spoof = `${'long '.repeat(40)}x\n- Effect: Allow\n  ${'long '.repeat(40)}x`;
    expect(asYaml({ a: spoof }, { top: [], items: [] })).toBe(`\na: ${JSON.stringify(spoof)}\n`);
  });

  test('is in double quotes with escapes where it has characters that nobody sees', () => {
    expect(asYaml({ a: 'x\u202ey', b: 'plain' }, { top: [], items: [] })).toBe(
      '\na: "x\\U0000202ey"\nb: plain\n',
    );
  });
});

describe('a text in HCL', () => {
  test.each([
    ['plain', '"plain"'],
    ['"\\', '"\\"\\\\"'],
    ['${x}', '"$${x}"'],
    ['$${x}', '"$$${x}"'],
    ['%{if}', '"%%{if}"'],
    ['$%{x}', '"$%%{x}"'],
    ['100% $5', '"100% $5"'],
    ['a\nb\u202e', '"a\\U0000000ab\\U0000202e"'],
    ['é😀', '"é😀"'],
  ])('%j is %s', (given, hcl) => {
    expect(quoted(given)).toBe(hcl);
  });

  test('is itself to a parser of HCL, however it is made up', async () => {
    const texts = fc.sample(text, 2000).map((each) => each.normalize('NFC'));
    const lines = hclLines([argument('texts', quotedList(texts))]);
    for (const line of lines) expect(printable(line)).toBe(line);
    const { texts: read } = (await parseHcl('main.tf', lines.join('\n'))) as { texts?: unknown };
    expect(literal(read)).toEqual(texts);
  });
});
