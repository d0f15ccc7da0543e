import { codePoint, spelledOut } from '../findings/printable.ts';

/** An argument with its value as HCL, a nested block, or a comment. */
export type HclPart =
  | { readonly kind: 'argument'; readonly name: string; readonly value: string }
  | { readonly kind: 'block'; readonly head: string; readonly body: readonly HclPart[] }
  | { readonly kind: 'comment'; readonly lines: readonly string[] };

export function argument(name: string, value: string): HclPart {
  return { kind: 'argument', name, value };
}

export function block(head: string, body: readonly HclPart[]): HclPart {
  return { kind: 'block', head, body };
}

/** INVARIANT: the caller has taken line breaks out of each of `lines`. */
export function comment(lines: readonly string[]): HclPart {
  return { kind: 'comment', lines };
}

/**
 * A text as a quoted template that is this text and nothing else: no sequence of a template stays one, and a reader
 * sees invisible characters as a parser does.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function quoted(text: string): string {
  const inner = text.replace(/["\\]/g, '\\$&').replace(/([$%])\{/g, '$1$1{');
  return `"${spelledOut(inner, escaped)}"`;
}

function escaped(character: string): string {
  return `\\U${codePoint(character).padStart(8, '0')}`;
}

/** A list of texts, one in a line where there are several. */
export function quotedList(texts: readonly string[]): string {
  if (texts.length < 2) return `[${texts.map(quoted).join('')}]`;
  return `[\n${texts.map((text) => `  ${quoted(text)},\n`).join('')}]`;
}

/** Parts as lines, laid out as `terraform fmt` does. */
export function hclLines(parts: readonly HclPart[]): readonly string[] {
  return parts.flatMap((part, index) => {
    const before = parts[index - 1];
    const isApart = part.kind !== 'argument' && before !== undefined && before.kind !== 'comment';
    return [...(isApart ? [''] : []), ...linesOf(part, widthAt(parts, index))];
  });
}

function linesOf(part: HclPart, width: number): readonly string[] {
  switch (part.kind) {
    case 'comment':
      return part.lines.map((line) => `# ${line}`);
    case 'argument':
      return `${part.name.padEnd(width)} = ${part.value}`.split('\n');
    case 'block':
      return [`${part.head} {`, ...hclLines(part.body).map((line) => (line === '' ? '' : `  ${line}`)), '}'];
  }
}

/** The arguments of one line that follow one another have their values in one column. */
function widthAt(parts: readonly HclPart[], index: number): number {
  const isShort = (at: number): boolean => {
    const part = parts[at];
    return part?.kind === 'argument' && !part.value.includes('\n');
  };
  if (!isShort(index)) return 0;
  let first = index;
  let end = index;
  while (isShort(first - 1)) first -= 1;
  while (isShort(end)) end += 1;
  return Math.max(
    ...parts.slice(first, end).map((part) => (part.kind === 'argument' ? part.name.length : 0)),
  );
}
