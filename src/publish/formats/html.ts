import { createHash } from 'node:crypto';
import type { Report } from '../../findings/report.ts';
import type { Format } from '../format.ts';
import { firstPaint, titleOf } from '../html/first-paint.ts';
import { inertJson } from '../html/inert.ts';
import page from '../html/page.generated.json' with { type: 'json' };
import { HEAD, NOTICES } from '../html/parts.ts';
import { headOf, partsOf } from '../html/payload.ts';

/** https://www.w3.org/TR/CSP3/ */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(page.script)}`,
  `style-src ${hashOf(page.style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One file with everything in it, for a browser. Nothing in it is loaded from anywhere, and nothing but its own script runs. */
export const html: Format = {
  name: 'html',
  needsPicture: true,
  render: documentOf,
};

/** The script is a module, so that it runs when all has been read, also of a file that is cut off in its data. */
function documentOf(report: Report): string {
  const head = headOf(report);
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${titleOf(head)}</title>`,
    `<style>${page.style}</style>`,
    '</head>',
    '<body>',
    `<div id="app">\n${firstPaint(head)}\n</div>`,
    `<script type="module">${page.script}</script>`,
    `<script type="application/json" id="${HEAD}">${inertJson(head)}</script>`,
  ];
  for (const [name, text] of partsOf(report))
    lines.push(`<script type="text/plain" id="${name}">${text}</script>`);
  // Whoever passes the report on passes on what it is made of.
  lines.push(`<script type="application/json" id="${NOTICES}">${inertJson(page.notices)}</script>`);
  return `${[...lines, '</body>', '</html>'].join('\n')}\n`;
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
