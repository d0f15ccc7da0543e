import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeChat,
  escapeChatCode,
  escapeCsvCell,
  escapeHtml,
  escapeMail,
  escapeMarkdown,
  markdownCode,
  safeUrl,
} from '../../src/publish/escape.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';

const ARN = 'arn:aws:iam::111122223333:role/service-role/my_role-2';

const ESCAPES: readonly (readonly [string, (text: string) => string])[] = [
  ['a cell of CSV', escapeCsvCell],
  ['HTML', escapeHtml],
  ['Markdown', escapeMarkdown],
  ['code of Markdown', markdownCode],
  ['a mail', escapeMail],
  ['a chat', escapeChat],
  ['code of a chat', escapeChatCode],
];

describe('an ordinary name', () => {
  test.each([
    ['a cell of CSV', escapeCsvCell, `"${ARN}"`],
    ['HTML', escapeHtml, ARN],
    ['Markdown', escapeMarkdown, ARN.replace('_', '\\_')],
    ['code of Markdown', markdownCode, `\`${ARN}\``],
    ['a mail', escapeMail, ARN],
    ['a chat', escapeChat, ARN],
    ['code of a chat', escapeChatCode, ARN],
  ])('stays as it is in %s', (_, escaped, expected) => {
    expect(escaped(ARN)).toBe(expected);
  });

  test.each(['sagemaker.amazonaws.com', 'states.amazonaws.com.cn'])(
    'of a service stays in a chat: %s',
    (name) => {
      expect(escapeChat(name)).toBe(name);
    },
  );
});

describe('escapes', () => {
  test.each([
    ['the first character of a formula', escapeCsvCell, '=1+1', `"'=1+1"`],
    ['white space before it', escapeCsvCell, ' \u00a0＝1', `"' \u00a0＝1"`],
    ['a formula behind another separator', escapeCsvCell, 'a;=1', `"a;'=1"`],
    ['quotes of CSV', escapeCsvCell, 'a"b', '"a""b"'],
    ['marks of HTML', escapeHtml, `<a b="c" d='e'>&\``, '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;'],
    ['a link in Markdown', escapeMarkdown, '[x](y)', '\\[x\\](y)'],
    ['a mention in Markdown', escapeMarkdown, '@org/team', '(at)org/team'],
    ['a reference to an issue', escapeMarkdown, 'x#1 GH-2', 'x\\# 1 GH- 2'],
    ['an item of a list', escapeMarkdown, '1. x', '1\\. x'],
    ['a column of a table', markdownCode, 'a|b', 'a\\|b'],
    ['a mention in a chat', escapeChat, '<!channel> @here', '&lt;!channel&gt; (at)here'],
    ['an address in a chat', escapeChat, 'https://evil.example', 'https[:]//evil[.]example'],
    ['styles in a chat', escapeChat, '*a* _b_ ~c~ a_b', '∗a∗ ＿b＿ ∼c∼ a_b'],
    ['an address in a mail', escapeMail, 'http://www.evil.example', 'http[:]//www[.]evil.example'],
    ['line breaks', escapeHtml, 'a\nb', 'a\\u{a}b'],
  ])('%s', (_, escaped, text, expected) => {
    expect(escaped(text)).toBe(expected);
  });
});

describe.each(ESCAPES)('what is escaped for %s', (_, escaped) => {
  test('is never longer than ten times the text, and a frame', () => {
    for (const name of ALL_HOSTILE) expect(escaped(name).length).toBeLessThanOrEqual(10 * name.length + 10);
  });

  test('is one line of whole characters, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escaped(text)).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u);
      }),
    );
  });
});

describe.each([
  ['a mail', escapeMail],
  ['code of a chat, without entities', (text: string) => escapeChatCode(text.replace(/[&<>]/g, ''))],
  ['a chat, without entities', (text: string) => escapeChat(text.replace(/[&<>]/g, ''))],
])('what is escaped for %s', (_, escaped) => {
  test('needs no second time', () => {
    for (const name of ALL_HOSTILE) expect(escaped(escaped(name))).toBe(escaped(name));
  });
});

describe('a link', () => {
  test.each([
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access.html#x',
    'https://console.aws.amazon.com/iam/home',
    'https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1#/x',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/iam/home',
    'https://cn-north-1.console.amazonaws.cn/iam/home',
  ])('leads to AWS: %s', (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  test.each([
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://evil.console.aws.amazon.com/',
    'https://docs.aws.amazon.com:444/',
    'https://x@docs.aws.amazon.com/',
    'javascript:alert(1)',
    'https://docs.aws.amazon.com/ x',
    `https://docs.aws.amazon.com/${'x'.repeat(3_000)}`,
    '//docs.aws.amazon.com/',
    '',
  ])('leads nowhere else: %s', (url) => {
    expect(safeUrl(url)).toBeUndefined();
  });

  test('has no character that ends it in Markdown or in a chat', () => {
    expect(safeUrl("https://docs.aws.amazon.com/a)b|c_d*e<f>'g")).toMatch(/^https:\/\/[\w.%/]+$/);
    expect(safeUrl('https://docs.aws.amazon.com/a)b|c*d')).toBe('https://docs.aws.amazon.com/a%29b%7Cc%2Ad');
  });
});
