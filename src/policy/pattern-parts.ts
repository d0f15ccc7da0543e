import { mapped } from '../model/mapped.ts';

/** What is left of a pattern once its variables are filled in. */
export type PlainPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`: any text, or none. */
  | { readonly kind: 'star' }
  /** `?`: any one character. */
  | { readonly kind: 'any' };

/** One piece of a pattern in the language of version 2012-10-17. */
export type PatternPart =
  | PlainPart
  /** `${aws:username}`, its name in lower case, with the default of `${aws:username, 'nobody'}`. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: string }
  /** A `${…` that is no variable. */
  | { readonly kind: 'malformed'; readonly text: string };

/** `like`: with wildcards, as resources are written. `equals`: variables only. */
export type Dialect = 'equals' | 'like';

/** A pattern with the values of its variables. */
export type FilledPattern =
  | { readonly kind: 'filled'; readonly parts: readonly PlainPart[] }
  /** A variable has no value, so that nothing matches. */
  | { readonly kind: 'matchesNothing'; readonly variable: string }
  /** The value of a variable is not known. */
  | { readonly kind: 'open'; readonly variable: string };

/** Without any of them a pattern is its own text. */
const SPECIAL = /[*?$]/;
const PIECE = /\$\{[^}]*\}?|[*?]|\$|[^*?$]+/gs;

/**
 * Splits a pattern into its parts; `${*}`, `${?}` and `${$}` are plain characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(text: string, dialect: Dialect): readonly PatternPart[] {
  if (text !== '' && !SPECIAL.test(text)) return [{ kind: 'text', text }];
  return mapped(text.match(PIECE) ?? [], (piece) => parsePiece(piece, dialect));
}

/** Splits a pattern that has wildcards but no variables, as actions are written. */
export function parseWildcards(text: string): readonly PlainPart[] {
  if (text !== '' && !SPECIAL.test(text)) return [{ kind: 'text', text }];
  return mapped(text.match(/[*?]|[^*?]+/gs) ?? [], wildcardPiece);
}

function wildcardPiece(piece: string): PlainPart {
  if (piece === '*') return { kind: 'star' };
  return piece === '?' ? { kind: 'any' } : { kind: 'text', text: piece };
}

function parsePiece(piece: string, dialect: Dialect): PatternPart {
  if (!piece.startsWith('${'))
    return dialect === 'like' ? wildcardPiece(piece) : { kind: 'text', text: piece };
  if (!piece.endsWith('}')) return { kind: 'malformed', text: piece };
  return parseVariable(piece.slice(2, -1));
}

function parseVariable(body: string): PatternPart {
  if (/^[*?$]$/.test(body)) return { kind: 'text', text: body };
  const [, name = '', fallback] = /^([^,{']+)(?:,\s*'([^']*)'\s*)?$/.exec(body) ?? [];
  if (name.trim() === '') return { kind: 'malformed', text: `\${${body}}` };
  const variable = { kind: 'variable', name: name.trim().toLowerCase() } as const;
  return fallback === undefined ? variable : { ...variable, fallback };
}

/** The text of a variable: `null` where it is known to have none, undefined where that is not known. */
export type VariableValue = (name: string) => string | null | undefined;

/**
 * Puts values in the place of variables; wildcards in a value are plain characters. A variable without a value
 * takes its default, or else matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillVariables(parts: readonly PatternPart[], textOf: VariableValue): FilledPattern {
  const filled: PlainPart[] = [];
  let valueless: string | undefined;
  for (const part of parts) {
    if (part.kind === 'malformed') return { kind: 'open', variable: part.text };
    if (part.kind !== 'variable') {
      filled.push(part);
      continue;
    }
    const variable = `\${${part.name}}`;
    const value = textOf(part.name);
    if (value === undefined) return { kind: 'open', variable };
    const text = value ?? part.fallback;
    if (text === undefined) valueless = variable;
    else filled.push({ kind: 'text', text });
  }
  return valueless === undefined
    ? { kind: 'filled', parts: filled }
    : { kind: 'matchesNothing', variable: valueless };
}

/** The resource pattern (version 2012-10-17) that matches `text` and nothing else. */
export function escapeLiteral(text: string): string {
  return text.replace(/[*?$]/g, (mark) => `\${${mark}}`);
}

/** The text that the resource pattern matches, where it matches no other. */
export function literalOf(pattern: string): string | undefined {
  let literal = '';
  for (const part of parsePattern(pattern, 'like')) {
    if (part.kind !== 'text') return undefined;
    literal += part.text;
  }
  return literal;
}

/** A pattern of a 2008-10-17 document, where `${` is plain text, in the language of version 2012-10-17. */
export function escapeVariables(pattern: string): string {
  return pattern.replaceAll('${', '${$}{');
}

/** The parts with variables, whatever they stand for, as `*`. */
export function widestParts(pattern: string): readonly PlainPart[] {
  return mapped(parsePattern(pattern, 'like'), (part) =>
    part.kind === 'variable' || part.kind === 'malformed' ? { kind: 'star' } : part,
  );
}

/** How many colons stand in the text of the parts. */
export function colonsIn(parts: readonly PatternPart[]): number {
  let colons = 0;
  for (const part of parts) if (part.kind === 'text') colons += colonsOf(part.text);
  return colons;
}

export function colonsOf(text: string): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons += 1;
  return colons;
}
