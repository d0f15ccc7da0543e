import { lexer, type Token, type Tokens } from 'marked';

/** The kinds of nodes in a text of GitHub-flavoured Markdown, each once, without those of plain paragraphs. */
export function markdownKinds(text: string): readonly string[] {
  const kinds = new Set<string>();
  for (const token of tokensIn(lexer(text, { gfm: true }))) kinds.add(token.type);
  return [...kinds].filter((kind) => !['paragraph', 'text', 'escape', 'space'].includes(kind));
}

/** The rows of the first table of a text, and how many cells each has. */
export function tableShape(text: string): readonly number[] {
  const table = lexer(text, { gfm: true }).find((token): token is Tokens.Table => token.type === 'table');
  return table === undefined ? [] : [table.header, ...table.rows].map((row) => row.length);
}

/** The HTML in a text, as it stands there. */
export function htmlIn(text: string): readonly string[] {
  return [...tokensIn(lexer(text, { gfm: true }))]
    .filter(({ type }) => type === 'html')
    .map(({ raw }) => raw.trim());
}

/** The blocks of a text by kind, in their order; of a table the number of its rows and columns. */
export function markdownBlocks(text: string): readonly string[] {
  return lexer(text, { gfm: true })
    .filter(({ type }) => type !== 'space')
    .map((token) => {
      if (token.type !== 'table') return token.type;
      const { header, rows } = token as Tokens.Table;
      return `table ${rows.length}x${header.length}`;
    });
}

/** What GitHub would make of the text that is left when all mark-up is read, where it is not code. */
export function githubReferences(text: string): readonly string[] {
  const shown = [...tokensIn(lexer(text, { gfm: true }))].map(shownText).join('');
  return [
    ...(shown.match(/(?<![\w`])@[a-z\d][a-z\d-]*/gi) ?? []),
    ...(shown.match(/#\d+/g) ?? []),
    ...(shown.match(/\bGH-\d+/gi) ?? []),
    ...(shown.match(/[a-z][a-z0-9+.-]*:\/\/|\bwww\.|mailto:[^\s@]+@/gi) ?? []),
  ];
}

function shownText(token: Token): string {
  const isLeaf =
    ['text', 'escape'].includes(token.type) && !('tokens' in token && token.tokens !== undefined);
  return isLeaf && 'text' in token ? decoded(String(token.text)) : '';
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function* tokensIn(tokens: readonly Token[]): Iterable<Token> {
  for (const token of tokens) {
    yield token;
    if ('tokens' in token && Array.isArray(token.tokens)) yield* tokensIn(token.tokens);
    if (token.type === 'list') yield* tokensIn((token as Tokens.List).items);
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [...header, ...rows.flat()]) yield* tokensIn(cell.tokens);
    }
  }
}
