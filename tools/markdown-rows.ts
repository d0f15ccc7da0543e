/** A row of a table in Markdown. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)).join(' | ')} |`;
}

/** Its head, with the line below it. */
export function head(...cells: readonly string[]): string {
  return `${row(cells)}\n${row(cells.map(() => '---'))}`;
}
