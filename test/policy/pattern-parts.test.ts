import { expect, it } from 'vitest';
import {
  colonsIn,
  escapeLiteral,
  escapeVariables,
  fillVariables,
  literalOf,
  type PatternPart,
  parsePattern,
  parseWildcards,
} from '../../src/policy/pattern-parts.ts';

/** The parts with a mark around all that is no plain text. */
function shown(parts: readonly PatternPart[]): string {
  return parts.map(shownPart).join('');
}

function shownPart(part: PatternPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'star':
      return '<*>';
    case 'any':
      return '<?>';
    case 'variable':
      return part.fallback === undefined ? `<${part.name}>` : `<${part.name}|${part.fallback}>`;
    case 'malformed':
      return `<malformed ${part.text}>`;
  }
}

it.each([
  ['', '', ''],
  ['a', 'a', 'a'],
  ['a*b?c', 'a<*>b<?>c', 'a*b?c'],
  ['**', '<*><*>', '**'],
  ['a\nb', 'a\nb', 'a\nb'],
  ['$a$', '$a$', '$a$'],
  ['{a}', '{a}', '{a}'],
  ['a$*', 'a$<*>', 'a$*'],
  ['${*}${?}${$}', '*?$', '*?$'],
  ['${$}{a}', '${a}', '${a}'],
  ['${aws:UserName}', '<aws:username>', '<aws:username>'],
  ['a${b}c${d}*', 'a<b>c<d><*>', 'a<b>c<d>*'],
  ['${ b }}', '<b>}', '<b>}'],
  ["${aws:PrincipalTag/a b,'Any One'}", '<aws:principaltag/a b|Any One>', '<aws:principaltag/a b|Any One>'],
  ["${b ,  'c'  }", '<b|c>', '<b|c>'],
  ["${b,''}", '<b|>', '<b|>'],
  ['${**}', '<**>', '<**>'],
  ['${*b}', '<*b>', '<*b>'],
  ['a${', 'a<malformed ${>', 'a<malformed ${>'],
  ['a${b*', 'a<malformed ${b*>', 'a<malformed ${b*>'],
  ['${}', '<malformed ${}>', '<malformed ${}>'],
  ['${ }', '<malformed ${ }>', '<malformed ${ }>'],
  ['${a,b}', '<malformed ${a,b}>', '<malformed ${a,b}>'],
  ["${a'b'}", "<malformed ${a'b'}>", "<malformed ${a'b'}>"],
  ["${a,'b'c}", "<malformed ${a,'b'c}>", "<malformed ${a,'b'c}>"],
  ["${a,'b','c'}", "<malformed ${a,'b','c'}>", "<malformed ${a,'b','c'}>"],
  ["${a,'b}", "<malformed ${a,'b}>", "<malformed ${a,'b}>"],
  ["${,'b'}", "<malformed ${,'b'}>", "<malformed ${,'b'}>"],
  ['${a${b}', '<malformed ${a${b}>', '<malformed ${a${b}>'],
])('%j has the parts %s, and without wildcards %s', (pattern, like, equals) => {
  expect(shown(parsePattern(pattern, 'like'))).toBe(like);
  expect(shown(parsePattern(pattern, 'equals'))).toBe(equals);
});

it.each([
  ['s3:*', 's3:<*>'],
  ['?a\n*?', '<?>a\n<*><?>'],
  ['${*}', '${<*>}'],
  ['', ''],
])('%j has the wildcards %s', (pattern, parts) => {
  expect(shown(parseWildcards(pattern))).toBe(parts);
});

const VALUES: Readonly<Record<string, string | null>> = { one: 'a*', empty: '', none: null };

it.each([
  ['x${one}*', 'xa*<*>'],
  ["${ONE,'b'}", 'a*'],
  ["[${empty,'b'}]", '[]'],
  ["${none,'b*'}/?", 'b*/<?>'],
  ["[${none,''}]", '[]'],
])('%j is filled in as %s', (pattern, parts) => {
  const filled = fillVariables(parsePattern(pattern, 'like'), (name) => VALUES[name]);
  expect(filled.kind === 'filled' && shown(filled.parts)).toBe(parts);
});

it.each([
  ['a${none}', 'matchesNothing', '${none}'],
  ['a${other}', 'open', '${other}'],
  ["${other,'a'}", 'open', '${other}'],
  ['${none}${other}', 'open', '${other}'],
  ['${none}${', 'open', '${'],
  ['${a,b}${other}', 'open', '${a,b}'],
])('%j is not filled in: %s, for %s', (pattern, kind, variable) => {
  expect(fillVariables(parsePattern(pattern, 'like'), (name) => VALUES[name])).toEqual({ kind, variable });
});

it.each(['a', '*?$', '${a}', '$', '${*}', 'a$b*c?'])('%j as a literal pattern is itself', (text) => {
  expect(shown(parsePattern(escapeLiteral(text), 'like'))).toBe(text);
});

it.each(['', 'a', 'a*b?c', '${*}', '$', '${a}', '*'])(
  'the pattern of the text %j matches no other',
  (text) => {
    expect(literalOf(escapeLiteral(text))).toBe(text);
  },
);

it.each(['*', 'a?', '${a}', '${', 'a${}'])('%j matches more than one text, or none', (pattern) => {
  expect(literalOf(pattern)).toBeUndefined();
});

it('a pattern of 2008 keeps its wildcards, and has no variables', () => {
  expect(escapeVariables('a')).toBe('a');
  expect(shown(parsePattern(escapeVariables('${a}*$${b'), 'like'))).toBe('${a}<*>$${b');
});

it.each([
  ['', 0],
  ['a:b::c', 3],
  [':*:?:', 3],
  ["a${b:c}:${d,':'}", 1],
])('%j has %d colons in its text', (pattern, colons) => {
  expect(colonsIn(parsePattern(pattern, 'like'))).toBe(colons);
});
