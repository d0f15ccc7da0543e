import { describe, expect, test } from 'vitest';
import { markdownProse } from '../../src/publish/markdown-text.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';
import { githubReferences, markdownKinds } from '../support/markdown-reader.ts';

describe('a message in Markdown', () => {
  test.each([
    ['no code', 'no code'],
    ['`train` may not call `s3:GetObject`', '`train` may not call `s3:GetObject`'],
    ['`a``b`', '`a``b`'],
    ['one ` alone', 'one \\` alone'],
    ['`a` and ` alone', '`a` and \\` alone'],
    ['``', ''],
    ['`$.States[*]` of `x|y` *fails*', '`$.States[*]` of x\\|y \\*fails\\*'],
    ['`a` <b> `c`', '`a` &lt;b&gt; `c`'],
  ])('%s is %s', (message, expected) => {
    expect(markdownProse(message)).toBe(expected);
  });

  test('has no mark-up but code, whatever is named in it', () => {
    const told = ALL_HOSTILE.filter(({ length }) => length < 1_000).flatMap((name) => {
      const message = markdownProse(`\`${name}\` of \`x\` may not ${name}`);
      const kinds = markdownKinds(message).filter((kind) => kind !== 'codespan');
      return [...kinds, ...githubReferences(message)].length > 0 ? [name] : [];
    });
    expect(told).toEqual([]);
  });
});
