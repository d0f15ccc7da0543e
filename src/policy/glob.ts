import { kept, shortMemory } from './kept.ts';
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
  readonly literal: string | undefined;
  /** All tokens are code units and stars. */
  readonly starOnly: boolean;
  /** How every text that matches begins, up to the first token that is not a code unit. */
  readonly start: string;
  /** How every text that matches ends, likewise; empty for a literal. */
  readonly end: string;
}

/** Matches every text. */
export const EVERYTHING: Glob = { tokens: [STAR], literal: undefined, starOnly: true, start: '', end: '' };

/** The glob of a pattern whose variables are filled in. */
export function globOf(parts: readonly PlainPart[], ignoreCase = false): Glob {
  const [part] = parts;
  if (part?.kind === 'text' && parts.length === 1 && !ignoreCase) return literalGlob(part.text);
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
  return kept(LITERALS, text, newLiteral);
}

/** The same services, regions and accounts stand in most ARNs. */
const LITERALS = shortMemory<string, Glob>(2_000);

function newLiteral(text: string): Glob {
  return { tokens: textTokens(text, false), literal: text, starOnly: true, start: text, end: '' };
}

/** The globs between the first `cuts` colons of a glob; undefined where it has fewer. */
export function splitGlob({ tokens }: Glob, cuts: number): readonly Glob[] | undefined {
  const pieces: Glob[] = [];
  let from = 0;
  while (pieces.length < cuts) {
    const colon = tokens.indexOf(COLON, from);
    if (colon < 0) return undefined;
    pieces.push(globOfTokens(tokens.slice(from, colon)));
    from = colon + 1;
  }
  return [...pieces, globOfTokens(tokens.slice(from))];
}

/** The globs between all colons of a glob. */
export function piecesOf({ tokens }: Glob): readonly Glob[] {
  const pieces: Glob[] = [];
  let from = 0;
  for (let colon = tokens.indexOf(COLON); colon >= 0; colon = tokens.indexOf(COLON, from)) {
    pieces.push(globOfTokens(tokens.slice(from, colon)));
    from = colon + 1;
  }
  return [...pieces, globOfTokens(tokens.slice(from))];
}

/** One glob of several, with colons between them. */
export function joinGlobs(globs: readonly Glob[]): Glob {
  return globOfTokens(globs.flatMap(({ tokens }, index) => (index === 0 ? tokens : [COLON, ...tokens])));
}

const COLON = 0x3a;

/** INVARIANT: no two stars in a row, so that a token list has one spelling. */
function globOfTokens(tokens: readonly number[]): Glob {
  const first = tokens.findIndex((token) => !isCodeUnit(token));
  if (first < 0) return literalGlob(textOf(tokens));
  if (tokens.length === 1 && tokens[0] === STAR) return EVERYTHING;
  const last = tokens.findLastIndex((token) => !isCodeUnit(token));
  return {
    tokens,
    literal: undefined,
    starOnly: tokens.every((token) => token === STAR || isCodeUnit(token)),
    start: textOf(tokens.slice(0, first)),
    end: textOf(tokens.slice(last + 1)),
  };
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
  if (glob.literal !== undefined) return glob.literal === text;
  if (!text.startsWith(glob.start) || !text.endsWith(glob.end)) return false;
  return isStart(glob) || takesAll(glob.tokens, textTokens(text, false));
}

/**
 * True only if `outer` matches everything that `inner` matches. For a star-only `outer` also the reverse: read
 * every star of `inner` as a symbol that `outer` does not know, and only a star of `outer` can take it.
 */
export function covers(outer: Glob, inner: Glob): boolean {
  if (outer.literal !== undefined) return outer.literal === inner.literal;
  if (!inner.start.startsWith(outer.start)) return false;
  return isStart(outer) || takesAll(outer.tokens, inner.tokens);
}

/** The glob asks for its start and nothing else. */
function isStart({ tokens, start }: Glob): boolean {
  return tokens.length === start.length + 1 && tokens[start.length] === STAR;
}

/**
 * False only if no text matches both. For star-only globs also the reverse: stars take what the other glob has
 * between its ends, so that only what comes before the first star and after the last one can disagree.
 */
export function meet(left: Glob, right: Glob): boolean {
  if (left.literal !== undefined) return matchesGlob(right, left.literal);
  if (right.literal !== undefined) return matchesGlob(left, right.literal);
  return (
    (left.start.startsWith(right.start) || right.start.startsWith(left.start)) &&
    (left.end.endsWith(right.end) || right.end.endsWith(left.end))
  );
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
