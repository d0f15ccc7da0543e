import type { Log } from 'sarif';
import { asff } from '../../src/publish/formats/asff.ts';
import { csv } from '../../src/publish/formats/csv.ts';
import { markdown } from '../../src/publish/formats/markdown.ts';
import { ocsf } from '../../src/publish/formats/ocsf.ts';
import { sarif } from '../../src/publish/formats/sarif.ts';
import { asffProblems } from './asff-problems.ts';
import { codeScanningProblems } from './code-scanning.ts';
import { isFormula, lenientCells, readCsv } from './csv-reader.ts';
import { hostileReport } from './hostile-report.ts';
import { githubReferences, htmlIn, markdownBlocks, markdownKinds } from './markdown-reader.ts';
import { ocsfEvents, ocsfProblems } from './ocsf-problems.ts';
import { sarifProblems } from './sarif-problems.ts';
import type { Sink } from './sinks.ts';
import { terminalEffects } from './terminal-reader.ts';

const CANVAS = { width: 100, color: false };

/** The formats that a machine reads, or a page shows: a report in which everything has the name. */
export const FORMAT_SINKS: readonly Sink[] = [
  {
    name: 'the ASFF documents',
    render: (name) => asff.render({ ...hostileReport(name), accountId: '111122223333' }, CANVAS),
    verdict: (output) => [...terminalEffects(output), ...JSON.parse(output).flatMap(asffProblems)],
  },
  {
    name: 'the CSV file',
    render: (name) => csv.render(hostileReport(name), CANVAS),
    verdict: (output) => [...terminalEffects(output.replaceAll('\r\n', '\n')), ...fileEffects(output)],
  },
  {
    name: 'the OCSF events',
    render: (name) => ocsf.render({ ...hostileReport(name), takenAt: '2026-11-21T06:00:00Z' }, CANVAS),
    verdict: (output) => {
      const events = ocsfEvents(output);
      return [
        ...terminalEffects(output),
        ...events.flatMap(ocsfProblems),
        ...(events.length === 2 ? [] : [`${events.length} lines`]),
      ];
    },
  },
  {
    name: 'the Markdown report',
    render: (name) => markdown.render(hostileReport(name), CANVAS),
    verdict: (output) => [...terminalEffects(output), ...pageEffects(output)],
  },
  {
    name: 'the SARIF log',
    render: (name) => sarif.render(hostileReport(name), CANVAS),
    verdict: (output) => {
      const log: Log = JSON.parse(output);
      return [
        ...terminalEffects(output),
        ...sarifProblems(log),
        ...codeScanningProblems(log),
        ...textsOf(log).flatMap(linksIn),
        ...markdownOf(log).flatMap((markdown) => markdownEffects(markdown)),
      ];
    },
  },
];

/** The texts that a viewer of SARIF shows. */
function textsOf({ runs }: Log): readonly string[] {
  return runs.flatMap(({ results = [], invocations = [] }) => [
    ...results.map(({ message }) => message.text ?? ''),
    ...results.flatMap(({ relatedLocations = [] }) =>
      relatedLocations.map((place) => place.message?.text ?? ''),
    ),
    ...invocations.flatMap(({ toolExecutionNotifications: told = [] }) =>
      told.map(({ message }) => message.text ?? ''),
    ),
  ]);
}

function markdownOf({ runs }: Log): readonly string[] {
  return runs.flatMap(({ results = [] }) => results.map(({ message }) => message.markdown ?? ''));
}

function linksIn(text: string): readonly string[] {
  return [
    ...(text.includes('](') ? ['a link of SARIF'] : []),
    ...(/(?<!\bs3):\/\//.test(text) ? ['an address'] : []),
    ...(/[\n\r]/.test(text) ? ['a second line'] : []),
  ];
}

/** Nothing but prose, code, and the policy as a block of code. */
function markdownEffects(markdown: string): readonly string[] {
  const kinds = markdownKinds(markdown).filter((kind) => !['codespan', 'strong', 'code'].includes(kind));
  return [...kinds, ...githubReferences(markdown)];
}

const OWN_HTML: readonly string[] = ['<br>', '<details><summary>Policy</summary>', '</details>'];
const plainBlocks = JSON.stringify(markdownBlocks(markdown.render(hostileReport('plain'), CANVAS)));

/** A page of the same blocks as with a harmless name, without mark-up but ours; a policy alone may be too long. */
function pageEffects(page: string): readonly string[] {
  const blocks = JSON.stringify(markdownBlocks(page));
  const withoutPolicy = plainBlocks.replace(',"html","code","html"', '');
  const own = ['heading', 'table', 'codespan', 'strong', 'html', 'code'];
  return [
    ...([plainBlocks, withoutPolicy].includes(blocks) ? [] : [`other blocks: ${blocks}`]),
    ...markdownKinds(page).filter((kind) => !own.includes(kind)),
    ...htmlIn(page).filter((html) => !OWN_HTML.includes(html)),
    ...githubReferences(page),
  ];
}

/** Two rows of as many cells, none of them a formula, wherever a reader splits. */
export function fileEffects(file: string): readonly string[] {
  const rows = readCsv(file);
  const [head = []] = rows;
  return [
    ...rows.filter(({ length }) => length !== head.length).map(({ length }) => `a row of ${length} cells`),
    ...(rows.flat().some(isFormula) ? ['a formula'] : []),
    ...(lenientCells(file).some(isFormula) ? ['a formula where cells are split elsewhere'] : []),
    ...(file.match(/\r\n/g)?.length === rows.length ? [] : ['a line that is no row']),
  ];
}
