import type { PlainPart } from './pattern-parts.ts';

/** `*` among the tokens of a glob. */
export const STAR = -1;
/** `?` among the tokens of a glob. */
export const ANY = -2;
/** Added to the code of a small ASCII letter that stands for both of its cases. */
const EITHER_CASE = 0x1_0000;

/** A pattern over one text, ready for the algebra. */
export interface Glob {
  /** UTF-16 code units, `STAR`, `ANY`, or letters of either case; never two stars in a row. */
  readonly tokens: readonly number[];
  /** The only text that matches, where there is only one. */
  readonly literal?: string;
  /** All tokens are code units and stars. */
  readonly starOnly: boolean;
}

/** Matches every text. */
export const EVERYTHING: Glob = { tokens: [STAR], starOnly: true };

/** The glob of a pattern whose variables are filled in. */
export function globOf(parts: readonly PlainPart[], ignoreCase = false): Glob {
  const tokens: number[] = [];
  for (const part of parts) {
    if (part.kind === 'any') tokens.push(ANY);
    else if (part.kind === 'text') tokens.push(...textTokens(part.text, ignoreCase));
    else if (tokens.at(-1) !== STAR) tokens.push(STAR);
  }
  return globOfTokens(tokens);
}

/** The glob that matches just this text. */
export function literalGlob(text: string): Glob {
  return globOfTokens(textTokens(text, false));
}

/** INVARIANT: no two stars in a row, so that a token list has one spelling. */
function globOfTokens(tokens: readonly number[]): Glob {
  const starOnly = tokens.every((token) => token === STAR || isCodeUnit(token));
  return starOnly && !tokens.includes(STAR)
    ? { tokens, starOnly, literal: textOf(tokens) }
    : { tokens, starOnly };
}

function textTokens(text: string, ignoreCase: boolean): number[] {
  const tokens: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const small = code | 0x20;
    tokens.push(ignoreCase && small >= 0x61 && small <= 0x7a ? small + EITHER_CASE : code);
  }
  return tokens;
}

function textOf(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += String.fromCharCode(code);
  return text;
}

function isCodeUnit(token: number): boolean {
  return token >= 0 && token < EITHER_CASE;
}

/** The code units that a token singles out: none for `*` and `?`, two for a letter of either case. */
export function codesOf(token: number): readonly number[] {
  if (token < 0) return [];
  return isCodeUnit(token) ? [token] : [token - EITHER_CASE, (token - EITHER_CASE) & ~0x20];
}

/** Whether the token takes the symbol, which is a code unit or again a token. */
export function takes(token: number, symbol: number): boolean {
  if (token === symbol || token === STAR) return true;
  if (token === ANY) return symbol !== STAR;
  return token >= EITHER_CASE && isCodeUnit(symbol) && token - EITHER_CASE === (symbol | 0x20);
}

export function matchesGlob(glob: Glob, text: string): boolean {
  return glob.literal === undefined ? takesAll(glob.tokens, textTokens(text, false)) : glob.literal === text;
}

/**
 * True only if `outer` matches everything that `inner` matches. For a star-only `outer` also the reverse: read
 * every star of `inner` as a symbol that `outer` does not know, and only a star of `outer` can take it.
 */
export function covers(outer: Glob, inner: Glob): boolean {
  return takesAll(outer.tokens, inner.tokens);
}

/** Greedy match with one point to fall back to, the last star: linear but for the retries after it. */
function takesAll(tokens: readonly number[], symbols: readonly number[]): boolean {
  let token = 0;
  let symbol = 0;
  let star = -1;
  let resume = 0;
  while (symbol < symbols.length) {
    const current = tokens[token];
    const read = symbols[symbol];
    if (current === STAR) {
      star = token;
      resume = symbol;
      token += 1;
    } else if (current !== undefined && read !== undefined && takes(current, read)) {
      token += 1;
      symbol += 1;
    } else if (star >= 0) {
      token = star + 1;
      resume += 1;
      symbol = resume;
    } else return false;
  }
  return token === tokens.length || (token === tokens.length - 1 && tokens[token] === STAR);
}
