/** The rows of a CSV file after RFC 4180, or of one with another separator. Throws where the text is none. */
export function readCsv(text: string, separator = ','): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const cell = rest.startsWith('"') ? quotedCell(rest) : plainCell(rest, separator);
    rows.at(-1)?.push(cell.value);
    rest = rest.slice(cell.length);
    if (rest.startsWith(separator)) rest = rest.slice(1);
    else if (/^\r?\n/.test(rest)) {
      rest = rest.replace(/^\r?\n/, '');
      if (rest !== '') rows.push([]);
    } else if (rest !== '')
      throw new Error(`a cell goes on behind its quotes: ${JSON.stringify(rest.slice(0, 40))}`);
  }
  return rows;
}

interface Cell {
  readonly value: string;
  readonly length: number;
}

function quotedCell(text: string): Cell {
  const [whole, inner] = /^"((?:[^"]|"")*)"/.exec(text) ?? [];
  if (whole === undefined || inner === undefined) throw new Error('a quote is not closed');
  return { value: inner.replaceAll('""', '"'), length: whole.length };
}

function plainCell(text: string, separator: string): Cell {
  const end = [separator, '\r', '\n'].map((mark) => text.indexOf(mark)).filter((at) => at >= 0);
  const value = text.slice(0, Math.min(text.length, ...end));
  if (value.includes('"')) throw new Error('a quote stands within a cell that is not quoted');
  return { value, length: value.length };
}

/** The cells that a spreadsheet with a lenient reader makes of a line, whatever it takes for a separator or a quote. */
export function lenientCells(line: string): readonly string[] {
  return line.split(/[,;\t|"\r\n]/);
}

/** Whether a spreadsheet would compute what stands in a cell. */
export function isFormula(cell: string): boolean {
  return /^[\s\0\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]/u.test(cell);
}
