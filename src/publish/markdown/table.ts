/** The rows, in their order, that a table may still take: the first that does not fit ends it. */
export function rowsWithin<Item>(
  items: readonly Item[],
  budget: number,
  rowOf: (item: Item) => string,
): readonly string[] {
  const rows: string[] = [];
  let left = budget;
  for (const item of items) {
    const row = rowOf(item);
    left -= row.length + 1;
    if (left < 0) break;
    rows.push(row);
  }
  return rows;
}

/** A table of GitHub-flavoured Markdown; cells are escaped already, and hold no pipe. */
export function tableOf(columns: readonly string[], rows: readonly string[]): string {
  return [rowOf(columns), rowOf(columns.map(() => '---')), ...rows].join('\n');
}

export function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Lines of one cell. */
export function cellOf(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('<br>');
}
