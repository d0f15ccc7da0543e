import type { Log, Result, Run } from 'sarif';
import { expect } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { sarif } from '../../src/publish/formats/sarif.ts';
import { codeScanningProblems } from './code-scanning.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';
import { sarifProblems } from './sarif-problems.ts';

/** The log of a report with these findings, which adheres to the schema and to what GitHub asks. */
export function sarifLogOf(findings: readonly Partial<Finding>[], overrides: Partial<Report> = {}): Log {
  const report = sampleReport(findings.map(sampleFinding), overrides);
  const log: Log = JSON.parse(sarif.render(report, { width: 100, color: false }));
  expect([...sarifProblems(log), ...codeScanningProblems(log)]).toEqual([]);
  return log;
}

/** The run of such a log. */
export function sarifRunOf(findings: readonly Partial<Finding>[], overrides: Partial<Report> = {}): Run {
  const [run] = sarifLogOf(findings, overrides).runs;
  if (run === undefined) throw new Error('a log has a run');
  return run;
}

/** The only result of such a run. */
export function sarifResultOf(finding: Partial<Finding>): Result | undefined {
  return sarifRunOf([finding]).results?.[0];
}
