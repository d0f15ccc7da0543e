import { Document, isMap, isNode, isSeq, visit } from 'yaml';
import { codePoint, printable, spelledOut } from '../findings/printable.ts';

interface Comments {
  /** Lines above the document. */
  readonly top: readonly string[];
  /** The list whose items have comments, as a path. */
  readonly list?: readonly (string | number)[] | undefined;
  /** Lines above each item of it. */
  readonly items: readonly (readonly string[])[];
}

/**
 * A value as YAML 1.1, which CloudFormation and the Serverless Framework read, with comments of single lines. A text
 * with invisible characters is written in double quotes with escapes, so that a reader sees what a parser gets.
 */
export function asYaml(value: object, { top, list, items }: Comments): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && printable(scalar.value) !== scalar.value)
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  const listed = list === undefined ? undefined : document.getIn(list, true);
  if (isSeq(listed))
    for (const [index, item] of listed.items.entries())
      if (isNode(item)) item.commentBefore = comment(items[index] ?? []);
  const hasContent = !isMap(document.contents) || document.contents.items.length > 0;
  const text = hasContent ? document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: MAX }) : '';
  const head = top.map((line) => `#${comment([line])}\n`).join('');
  return `${head}${text === '' ? '' : '\n'}${spelledOut(text, escaped)}`;
}

/** No text is broken into lines. */
const MAX = Number.MAX_SAFE_INTEGER;

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n');
}

/** INVARIANT: what is spelled out stands in double quotes; line breaks are those of the layout. */
function escaped(character: string): string {
  return character === '\n' ? character : `\\U${codePoint(character).padStart(8, '0')}`;
}
