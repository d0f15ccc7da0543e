import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { type Finding, SEVERITIES } from '../../../src/findings/finding.ts';
import { rules } from '../../../src/findings/rules/index.ts';
import { asff } from '../../../src/publish/formats/asff.ts';
import { csv } from '../../../src/publish/formats/csv.ts';
import { markdown } from '../../../src/publish/formats/markdown.ts';
import { ocsf } from '../../../src/publish/formats/ocsf.ts';
import { sarif } from '../../../src/publish/formats/sarif.ts';
import { asffProblems } from '../../support/asff-problems.ts';
import { codeScanningProblems } from '../../support/code-scanning.ts';
import { readCsv } from '../../support/csv-reader.ts';
import { reportAtLimits } from '../../support/findings-at-limits.ts';
import { fileEffects } from '../../support/format-sinks.ts';
import { githubReferences, htmlIn } from '../../support/markdown-reader.ts';
import { ocsfEvents, ocsfProblems } from '../../support/ocsf-problems.ts';
import { sarifProblems } from '../../support/sarif-problems.ts';

const CANVAS = { width: 100, color: false };
const REPORTS = [1, 2, 3, 4].map((seed) => reportAtLimits(2_500, seed));
const FINDINGS = REPORTS.flatMap(({ findings }) => findings);
const GAPS = REPORTS.flatMap(({ coverage }) => coverage.gaps);

describe('the findings', () => {
  const numberOf = (test: (finding: Finding) => boolean): number => FINDINGS.filter(test).length;

  test('are ten thousand, of every rule in every severity and of every status', () => {
    expect(FINDINGS).toHaveLength(10_000);
    expect(new Set(FINDINGS.map(({ id }) => id)).size).toBe(10_000);
    const pairs = new Set(FINDINGS.map(({ ruleId, severity }) => `${ruleId} ${severity}`));
    for (const { id } of rules)
      for (const severity of SEVERITIES) expect(pairs).toContain(`${id} ${severity}`);
    expect(new Set(FINDINGS.map(({ status }) => status)).size).toBe(6);
    expect(GAPS.length).toBeGreaterThan(1_000);
  });

  test.each<[string, (finding: Finding) => boolean]>([
    ['an ARN of 2,048 characters', ({ resource }) => resource.arn.length === 2_048],
    ['an ARN of more', ({ resource }) => resource.arn.length > 2_048],
    ['an empty message', ({ message }) => message === ''],
    ['an empty role', ({ role }) => role.arn === '' && role.name !== ''],
    ['control characters', ({ message }) => /\p{Cc}/u.test(message)],
    ['half a character', ({ message }) => /\p{Cs}/u.test(message)],
    ['a message beyond every limit', ({ message }) => message.length >= 9_000],
    ['thousands of reasons', ({ because }) => because.length >= 3_000],
    ['no reason and no witness', ({ because, witness }) => because.length === 0 && witness === undefined],
    ['a time that is none', ({ firstSeen }) => firstSeen === 'yesterday'],
    [
      'a suppression that nobody gave',
      ({ status, suppression }) => status === 'suppressed' && suppression === undefined,
    ],
  ])('are among others some with %s', (_, isSuch) => {
    expect(numberOf(isSuch)).toBeGreaterThan(0);
  });
});

describe.each(REPORTS.map((report, index) => [index + 1, report] as const))('of report %s', (_, report) => {
  test('the SARIF log adheres to the schema and to what GitHub asks', () => {
    const log: Log = JSON.parse(sarif.render(report, CANVAS));
    expect(sarifProblems(log)).toEqual([]);
    expect(codeScanningProblems(log)).toEqual([]);
    const told = report.findings.filter(({ status }) => status !== 'resolved');
    expect(log.runs[0]?.results).toHaveLength(told.length);
  });

  test('the Markdown fits an issue and the summary of a step, and nothing in it is mark-up but ours', () => {
    const page = markdown.render(report, CANVAS);
    expect(page.length).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(2 ** 20);
    const own = ['<br>', '<details><summary>Policy</summary>', '</details>'];
    expect(htmlIn(page).filter((html) => !own.includes(html))).toEqual([]);
    expect(githubReferences(page)).toEqual([]);
    expect(page).toMatch(/… and \d{3,} more findings about \d+ roles/);
  });

  test('the CSV file is one row for each finding, without a formula, and its cells fit a spreadsheet', () => {
    const file = csv.render(report, CANVAS);
    expect(fileEffects(file)).toEqual([]);
    const rows = readCsv(file);
    expect(rows).toHaveLength(report.findings.length + 1);
    expect(Math.max(...rows.flat().map(({ length }) => length))).toBeLessThanOrEqual(32_767);
  });

  test('the OCSF events adhere to their classes, one for each finding and each gap', () => {
    const events = ocsfEvents(ocsf.render(report, CANVAS));
    expect(events).toHaveLength(report.findings.length + report.coverage.gaps.length);
    expect(events.flatMap(ocsfProblems)).toEqual([]);
  });
});

// Ten thousand documents are made in `asff.test.ts`.
test('the ASFF documents of a report adhere to the format, and to its size', () => {
  const [report] = REPORTS;
  if (report === undefined) throw new Error('there are reports');
  const documents: readonly object[] = JSON.parse(asff.render(report, CANVAS));
  expect(documents).toHaveLength(report.findings.length);
  expect(documents.flatMap(asffProblems)).toEqual([]);
  const sizes = documents.map((document) => Buffer.byteLength(JSON.stringify(document)));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(240_000);
});
