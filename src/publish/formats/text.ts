import { type Finding, SEVERITIES } from '../../findings/finding.ts';
import { printable } from '../../findings/printable.ts';
import type { Report } from '../../findings/report.ts';
import type { Canvas, Format } from '../format.ts';
import { gapsText } from '../gaps-text.ts';
import { count, paint } from '../layout.ts';
import { roleStory } from '../role-story.ts';

/** For people: one story for each role, the worst first, then what was not audited, then one line that sums up. */
export const text: Format = {
  name: 'text',
  render: (report, canvas) =>
    [
      header(report, canvas),
      ...stories(report.findings).map((findings) => roleStory(findings, canvas)),
      ...gapsText(report.coverage.gaps, canvas),
      lastLine(report, canvas),
    ]
      .join('\n\n')
      .concat('\n'),
};

function header(report: Report, canvas: Canvas): string {
  const { summary } = report;
  const place = `account ${printable(report.accountId)} · ${report.regions.map(printable).join(', ')} · ${printable(report.takenAt)}`;
  return [
    `${paint(canvas, 'bold', 'Plumbline')} ${report.engine.version} · ${place}`,
    `${count(summary.stateMachines, 'state machine')}, ${count(summary.roles, 'role')}`,
  ].join('\n');
}

/** The findings of each role together; findings come sorted, so the role with the worst one comes first. */
function stories(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const byRole = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const story = byRole.get(finding.role.arn);
    if (story === undefined) byRole.set(finding.role.arn, [finding]);
    else story.push(finding);
  }
  return [...byRole.values()];
}

function lastLine({ summary, coverage, findings }: Report, canvas: Canvas): string {
  const counts = SEVERITIES.filter((severity) => summary.findings[severity] > 0).map(
    (severity) => `${summary.findings[severity]} ${severity}`,
  );
  const roles = new Set(findings.map(({ role }) => role.arn)).size;
  const found = counts.length === 0 ? 'Nothing found' : `${counts.join(', ')} in ${count(roles, 'role')}`;
  const covered = coverage.complete
    ? 'everything was audited'
    : `${count(coverage.gaps.length, 'gap')} in the coverage`;
  return paint(canvas, 'bold', `${found}; ${covered}`);
}
