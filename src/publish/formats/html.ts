import { createHash } from 'node:crypto';
import { printable } from '../../findings/printable.ts';
import type { Format } from '../format.ts';
import page from '../html/page.generated.json' with { type: 'json' };

/** One file with everything in it, for a browser. */
export const html: Format = {
  name: 'html',
  needsPicture: true,
  render: (report) => {
    const { script, style } = page;
    const policy = [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plumbline ${printable(report.accountId)}</title>
<style>${style}</style>
<div id="app"></div>
<script type="application/json" id="report">${JSON.stringify(report).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</html>
`;
  },
};

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
