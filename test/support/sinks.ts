import { defaultTreeAdapter, parseFragment } from 'parse5';
import { printable } from '../../src/findings/printable.ts';
import {
  escapeChat,
  escapeChatCode,
  escapeCsvCell,
  escapeHtml,
  escapeMail,
  escapeMarkdown,
  markdownCode,
  safeUrl,
} from '../../src/publish/escape.ts';
import { html } from '../../src/publish/formats/html.ts';
import { json } from '../../src/publish/formats/json.ts';
import { text } from '../../src/publish/formats/text.ts';
import { responseOf } from '../../src/run/response.ts';
import { chatEffects } from './chat-reader.ts';
import { isFormula, lenientCells, readCsv } from './csv-reader.ts';
import { hostilePicture, hostileReport } from './hostile-report.ts';
import { htmlReportEffects } from './html-report-effects.ts';
import { githubReferences, markdownKinds, tableShape } from './markdown-reader.ts';
import { terminalEffects } from './terminal-reader.ts';

/** A way for a name of the account to leave the process. */
export interface Sink {
  readonly name: string;
  readonly render: (name: string) => string;
  /** What the reader of the output would do beside showing the name; empty where all is well. */
  readonly verdict: (output: string, name: string) => readonly string[];
}

/** Every sink: all names are sent through each. */
export const SINKS: readonly Sink[] = [
  {
    name: 'the text report',
    render: (name) => text.render(hostileReport(name), WIDE),
    verdict: (output) => [...terminalEffects(output), ...moreLines(output, plainText)],
  },
  {
    name: 'the JSON report',
    render: (name) => json.render(hostileReport(name), WIDE),
    verdict: (output, name) => [
      ...terminalEffects(output),
      ...notTheSame(JSON.parse(output), hostileReport(name)),
    ],
  },
  {
    name: 'the HTML report',
    render: (name) => html.render(hostilePicture(name), WIDE),
    verdict: (output, name) => htmlReportEffects(output, hostilePicture(name)),
  },
  {
    name: 'the answer of the function',
    render: (name) =>
      JSON.stringify(responseOf({ report: hostileReport(name), deliveries: [], problems: [] })),
    verdict: (output, name) => notTheSame(JSON.parse(output).findings, hostileReport(name).findings),
  },
  {
    name: 'a line of a mail',
    render: escapeMail,
    verdict: (output) => [...oneLine(output), ...mailLinks(output)],
  },
  { name: 'a terminal', render: printable, verdict: oneLine },
  { name: 'a cell of CSV', render: escapeCsvCell, verdict: csvEffects },
  { name: 'a text in Markdown', render: escapeMarkdown, verdict: (output) => markdownEffects(output, []) },
  {
    name: 'code in Markdown',
    render: markdownCode,
    verdict: (output) => markdownEffects(output, ['codespan']),
  },
  { name: 'a text in a chat', render: escapeChat, verdict: (output) => chat(output, 'prose') },
  { name: 'code in a chat', render: escapeChatCode, verdict: (output) => chat(output, 'code') },
  { name: 'a text in HTML', render: escapeHtml, verdict: htmlEffects },
  {
    name: 'a link',
    render: (name) => safeUrl(name) ?? '',
    verdict: (output) => (output === '' ? [] : ['a link']),
  },
];

const WIDE = { width: 1_000_000, color: false };
const PLAIN = 'plain';
const plainText = (): string => text.render(hostileReport(PLAIN), WIDE);

function oneLine(output: string): readonly string[] {
  return [...terminalEffects(output), ...(output.includes('\n') ? ['a second line'] : [])];
}

function moreLines(output: string, plain: () => string): readonly string[] {
  const [found, expected] = [output, plain()].map((each) => each.split('\n').length);
  return (found ?? 0) <= (expected ?? 0) ? [] : [`${found} lines instead of ${expected}`];
}

function notTheSame(found: unknown, expected: unknown): readonly string[] {
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : ['it is read as something else'];
}

function mailLinks(output: string): readonly string[] {
  return /:\/\/|\bwww\./i.test(output) ? ['a link'] : [];
}

/** As one of three cells it is one cell, and none of its parts is a formula, wherever a reader splits. */
function csvEffects(output: string): readonly string[] {
  const rows = readCsv(`a,${output},b\r\n`);
  const [cell = ''] = rows[0]?.slice(1) ?? [];
  return [
    ...oneLine(output),
    ...(rows.length === 1 && rows[0]?.length === 3 ? [] : ['it is not one cell']),
    ...(isFormula(cell) ? ['a formula'] : []),
    ...(lenientCells(`a,${output},b`).some(isFormula) ? ['a formula where cells are split elsewhere'] : []),
  ];
}

/** At the beginning of a paragraph, within one, in a list, a heading and a table. */
function markdownEffects(output: string, allowed: readonly string[]): readonly string[] {
  const places: readonly (readonly [string, readonly string[]])[] = [
    [output, []],
    [`before ${output} behind`, []],
    [`before\n${output}\nbehind`, []],
    [`- ${output}\n- behind\n`, ['list', 'list_item']],
    [`## ${output}\n`, ['heading']],
  ];
  const kinds = places.flatMap(([markdown, frame]) =>
    markdownKinds(markdown).filter((kind) => ![...allowed, ...frame].includes(kind)),
  );
  const table = `| a | b |\n|---|---|\n| ${output} | b |\n`;
  const cells = JSON.stringify(tableShape(table)) === '[2,2]' ? [] : ['a table that is another one'];
  const inTable = markdownKinds(table).filter((kind) => ![...allowed, 'table'].includes(kind));
  return [...new Set([...oneLine(output), ...kinds, ...inTable, ...cells, ...githubReferences(output)])];
}

function chat(output: string, place: 'prose' | 'code'): readonly string[] {
  return [...oneLine(output), ...chatEffects(output, place)];
}

/** One text and one attribute, both as the name can be printed. */
function htmlEffects(output: string, name: string): readonly string[] {
  const { childNodes } = parseFragment(`<p title="${output}" lang='${output}'>${output}</p>`);
  const [paragraph] = childNodes;
  if (childNodes.length !== 1 || paragraph === undefined || !defaultTreeAdapter.isElementNode(paragraph))
    return ['more than one element'];
  const { attrs, childNodes: inner } = paragraph;
  const texts = inner.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : undefined));
  return [
    ...oneLine(output),
    ...notTheSame(
      attrs.map((each) => [each.name, each.value]),
      [
        ['title', printable(name)],
        ['lang', printable(name)],
      ],
    ),
    ...notTheSame(texts, name === '' ? [] : [printable(name)]),
  ];
}
