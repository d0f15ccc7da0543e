import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lexer, type Token, type Tokens } from 'marked';

/** One page of the project, as GitHub shows it. */
export interface Page {
  readonly path: string;
  readonly links: readonly string[];
  /** What a link to a part of it can name. */
  readonly anchors: ReadonlySet<string>;
  readonly blocks: readonly Tokens.Code[];
  /** What stands between backticks. */
  readonly inlineCode: readonly string[];
}

/** Every page that git knows or would. */
export function readPages(): readonly Page[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']);
  return String(listed).trim().split('\n').map(readPage);
}

function readPage(path: string): Page {
  const tokens = [...within(lexer(readFileSync(path, 'utf8'), { gfm: true }))];
  return {
    path,
    links: tokens
      .filter((token): token is Tokens.Link => token.type === 'link' || token.type === 'image')
      .map(({ href }) => href),
    anchors: anchorsOf(tokens),
    blocks: tokens.filter((token): token is Tokens.Code => token.type === 'code'),
    inlineCode: tokens
      .filter((token): token is Tokens.Codespan => token.type === 'codespan')
      .map(({ text }) => text),
  };
}

/** The tokens and all that they hold; the cells of tables hold theirs apart. */
function* within(tokens: readonly Token[]): Iterable<Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [header, ...rows].flat()) yield* within(cell.tokens);
    } else if (token.type === 'list') yield* within((token as Tokens.List).items);
    else if ('tokens' in token && token.tokens !== undefined) yield* within(token.tokens);
  }
}

/**
 * The anchors that GitHub gives to headings: in lower case, hyphens for spaces, without other signs; the second of a name has
 * a number.
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
function anchorsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const token of tokens) {
    if (token.type !== 'heading') continue;
    const plain = [...within((token as Tokens.Heading).tokens)].map(plainText).join('');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function plainText(token: Token): string {
  const isLeaf = !('tokens' in token) || token.tokens === undefined;
  return isLeaf && 'text' in token ? String(token.text) : '';
}
