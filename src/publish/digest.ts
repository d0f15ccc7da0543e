import { type Finding, SEVERITIES } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { Report } from '../findings/report.ts';
import type { Gap } from '../model/coverage.ts';
import { withinBudget } from './within-budget.ts';

const MOST_FINDINGS = 10;
const MOST_GAPS = 10;
const FINDINGS_LENGTH = 8_000;
const GAPS_LENGTH = 4_000;
const LONGEST_TEXT = 400;

/** The report in a page of plain text for a mail: the worst findings, what was not audited, and how much more there is. */
export function digest(report: Report, findings: readonly Finding[]): string {
  return `${[heading(report), ...findingBlocks(findings), ...coverageBlock(report.coverage.gaps)].join('\n\n')}\n`;
}

function heading(report: Report): string {
  const { summary } = report;
  const counts = SEVERITIES.map((severity) => `${severity} ${summary.findings[severity]}`).join(', ');
  return [
    `Plumbline audited account ${short(report.accountId)} in ${short(report.regions.join(', '))}`,
    `${summary.stateMachines} state machines, ${summary.roles} roles, read at ${short(report.takenAt)}`,
    `Findings: ${counts}`,
    `Run ${short(report.runId)}`,
  ].join('\n');
}

function findingBlocks(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return ['No finding is severe enough for this message'];
  const blocks = findings.slice(0, MOST_FINDINGS).map(findingBlock);
  const shown = withinBudget(blocks, FINDINGS_LENGTH, (block) => block.length);
  return [...shown, ...more(findings.length - shown.length, 'finding')];
}

function findingBlock(finding: Finding): string {
  const { witness, because } = finding;
  const [reason] = because;
  return [
    `${finding.severity.toUpperCase()} ${finding.ruleId} (${finding.status}, ${finding.confidence})`,
    `  ${short(finding.message)}`,
    `  role: ${short(finding.role.arn)}`,
    `  ${short(finding.resource.type)}: ${short(finding.resource.arn)}`,
    ...(reason === undefined ? [] : [`  state: ${short(reason.state)} (${short(reason.integration)})`]),
    ...(witness === undefined ? [] : [`  request: ${short(witness.action)} on ${short(witness.resource)}`]),
    `  remedy: ${short(finding.remedy.text)}`,
  ].join('\n');
}

function coverageBlock(gaps: readonly Gap[]): readonly string[] {
  if (gaps.length === 0) return [];
  const lines = gaps.slice(0, MOST_GAPS).map((gap) => `  ${gapLine(gap)}`);
  const shown = withinBudget(lines, GAPS_LENGTH, (line) => line.length);
  return [[`Not audited (${gaps.length}):`, ...shown].join('\n'), ...more(gaps.length - shown.length, 'gap')];
}

function gapLine(gap: Gap): string {
  const subject = gap.resource === undefined ? '' : ` of ${short(gap.resource)}`;
  const grant = gap.action === undefined ? '' : `; grant ${short(gap.action)} to the auditor`;
  return `${short(gap.source)}${subject} in ${short(gap.region)}: ${gap.kind}, ${short(gap.why)}${grant}`;
}

function more(count: number, noun: string): readonly string[] {
  return count > 0 ? [`and ${count} more ${noun}${count === 1 ? '' : 's'}`] : [];
}

/** Names and messages carry text from the account: one line of it, and not too much. */
function short(text: string): string {
  return printable(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}
