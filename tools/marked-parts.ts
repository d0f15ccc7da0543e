/**
 * The page with new text between the marks of a part, `<!-- name -->` and `<!-- /name -->`, each on a line of its own. Throws
 * where the page has no such part.
 */
export function withPart(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = page.indexOf(open);
  const to = page.indexOf(close, from);
  if (from === -1 || to === -1) throw new Error(`the page has no part \`${name}\``);
  return `${page.slice(0, from + open.length)}\n${text}\n${page.slice(to)}`;
}
