/** A page of these paragraphs, with a line between each two. */
export function paragraphs(...all: readonly string[]): string {
  return `${all.join('\n\n')}\n`;
}
