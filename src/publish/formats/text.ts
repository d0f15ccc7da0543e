import { type Finding, isOpen, SEVERITIES, type Status } from '../../findings/finding.ts';
import { printable } from '../../findings/printable.ts';
import type { Report } from '../../findings/report.ts';
import { SUPPRESSION_TYPE } from '../../findings/suppression.ts';
import { closedText } from '../closed-text.ts';
import type { Canvas, Format } from '../format.ts';
import { gapsText } from '../gaps-text.ts';
import { count, paint } from '../layout.ts';
import { roleStory } from '../role-story.ts';

/**
 * For people: one story for each role, the worst first, then what is over or suppressed, then what was not audited, then one
 * line that sums up.
 */
export const text: Format = {
  name: 'text',
  render: (report, canvas) => {
    const { findings, coverage } = report;
    const isCompared = findings.some(({ status }) => status !== 'new' && status !== 'suppressed');
    return [
      header(report, canvas),
      ...stories(findings.filter(isOpen)).map((story) => roleStory(story, canvas, isCompared)),
      ...closedText(findings, canvas),
      ...gapsText(coverage.gaps, canvas),
      lastLine(report, canvas, isCompared),
    ]
      .join('\n\n')
      .concat('\n');
  },
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
    const key = hasRole(finding) ? finding.role.arn : finding.resource.type;
    const story = byRole.get(key);
    if (story === undefined) byRole.set(key, [finding]);
    else story.push(finding);
  }
  return [...byRole.values()];
}

function hasRole({ resource }: Finding): boolean {
  return resource.type !== SUPPRESSION_TYPE;
}

function lastLine({ summary, coverage, findings }: Report, canvas: Canvas, isCompared: boolean): string {
  const counts = SEVERITIES.filter((severity) => summary.findings[severity] > 0).map(
    (severity) => `${summary.findings[severity]} ${severity}`,
  );
  const roles = new Set(
    findings
      .filter(isOpen)
      .filter(hasRole)
      .map(({ role }) => role.arn),
  ).size;
  const where = roles === 0 ? '' : ` in ${count(roles, 'role')}`;
  const none = findings.length === 0 ? 'Nothing found' : 'Nothing is open';
  const found = counts.length === 0 ? none : `${counts.join(', ')}${where}`;
  const covered = coverage.complete
    ? 'everything was audited'
    : `${count(coverage.gaps.length, 'gap')} in the coverage`;
  const parts = [found, ...statusCounts(findings, isCompared), covered];
  return paint(canvas, 'bold', parts.join('; '));
}

const NEWS = ['new', 'changed', 'reopened', 'resolved', 'suppressed'] as const satisfies readonly Status[];

/** `2 new, 1 resolved, 3 suppressed`; without an earlier run nothing is worth calling new. */
function statusCounts(findings: readonly Finding[], isCompared: boolean): readonly string[] {
  const counts = NEWS.flatMap((status) => {
    const those = findings.filter((finding) => finding.status === status);
    if (those.length === 0 || (status === 'new' && !isCompared)) return [];
    const critical = status === 'suppressed' ? those.filter(({ severity }) => severity === 'critical') : [];
    return [`${those.length} ${status}${critical.length === 0 ? '' : ` (${critical.length} critical)`}`];
  });
  return counts.length === 0 ? [] : [counts.join(', ')];
}
