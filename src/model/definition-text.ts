/** The beginning of a text that an expression makes; `complete` where it is all of it. */
export interface Text {
  readonly text: string;
  readonly complete: boolean;
}

interface Scanned {
  readonly text: string;
  /** Index behind what was scanned. */
  readonly end: number;
}

/**
 * What `States.Format('train-{}', …)` is known to begin with; `undefined` for any other expression.
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export function formatPrefix(expression: string): Text | undefined {
  const call = /^\s*States\.Format\s*\(\s*'/.exec(expression);
  if (call === null) return undefined;
  const template = scanFormat(expression, call[0].length);
  if (template === undefined) return undefined;
  const { text, end, hole } = template;
  return /^\s*(,.*)?\)\s*$/s.test(expression.slice(end)) ? { text, complete: !hole } : undefined;
}

/** Up to the closing quote; the text stops at the first `{`, or at `${`. A backslash takes the next character as it stands. */
function scanFormat(source: string, start: number): (Scanned & { readonly hole: boolean }) | undefined {
  let text = '';
  let hole = false;
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === "'") return { text, hole, end: at + 1 };
    hole ||= character === '{' || source.startsWith('${', at);
    if (character === '\\') at += 1;
    if (!hole) text += source.charAt(at);
  }
  return undefined;
}

/**
 * What a JSONata expression such as `'train-' & $name` is known to begin with: the string literals that lead its
 * chain of `&`. `undefined` where it starts otherwise, or where another operator may change the result.
 * https://docs.jsonata.org/string-operators
 */
export function jsonataPrefix(source: string): Text | undefined {
  let text = '';
  let open = 0;
  let at = 0;
  for (let operand = scanOperand(source, at); operand !== undefined; operand = scanOperand(source, at)) {
    text += operand.text;
    open += operand.opened;
    at = operand.end + 1;
    if (open < 0) return undefined;
    if (operand.end === source.length) return open === 0 ? { text, complete: true } : undefined;
    if (source.charAt(operand.end) !== '&') return undefined;
  }
  return text !== '' && onlyJoins(source.slice(at), open) ? { text, complete: false } : undefined;
}

/** A string literal, with the parentheses that open before it and close behind it. */
function scanOperand(source: string, start: number): (Scanned & { readonly opened: number }) | undefined {
  const opening = /^[\s(]*/.exec(source.slice(start))?.[0] ?? '';
  const literal = scanString(source, start + opening.length);
  if (literal === undefined) return undefined;
  const closing = /^[\s)]*/.exec(source.slice(literal.end))?.[0] ?? '';
  return {
    text: literal.text,
    opened: count(opening, '(') - count(closing, ')'),
    end: literal.end + closing.length,
  };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** A JSONata string literal in either kind of quotes. */
function scanString(source: string, start: number): Scanned | undefined {
  const quote = source.charAt(start);
  if (quote !== "'" && quote !== '"') return undefined;
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === quote) return { text, end: at + 1 };
    if (character !== '\\') {
      text += character;
      continue;
    }
    at += 1;
    const code = /^u([0-9a-f]{4})/i.exec(source.slice(at, at + 5))?.[1];
    const escaped =
      code === undefined ? ESCAPES.get(source.charAt(at)) : String.fromCharCode(parseInt(code, 16));
    if (escaped === undefined) return undefined;
    text += escaped;
    if (code !== undefined) at += 4;
  }
  return undefined;
}

const TOKENS = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|\w+|\s+|./gs;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * True where the rest of a chain can only add to its end: no operator that binds weaker than `&`. `open` counts
 * the parentheses that the chain itself has opened; behind them nothing but `&` may follow.
 */
function onlyJoins(rest: string, open: number): boolean {
  const outline = outlineOf(rest);
  if (outline === undefined || count(outline, ')') !== open) return false;
  return /^[\w\s$.&]*(\)\s*(&[\w\s$.&]*)?)*$/.test(outline) && !/\b(and|or|in)\b/.test(outline);
}

/**
 * An expression with a 0 in the place of each text and of all that stands in brackets; `undefined` where brackets
 * do not match, or where a token could hide one (regular expression, comment, quoted name).
 */
function outlineOf(expression: string): string | undefined {
  const awaited: string[] = [];
  let outline = '';
  for (const [token] of expression.matchAll(TOKENS)) {
    const closer = CLOSERS.get(token);
    if (/^['"`/]$/.test(token)) return undefined;
    if (awaited.length === 0) outline += closer !== undefined || /^['"]/.test(token) ? '0' : token;
    else if (/^[)\]}]$/.test(token) && awaited.pop() !== token) return undefined;
    if (closer !== undefined) awaited.push(closer);
  }
  return awaited.length === 0 ? outline : undefined;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
