import { type Finding, isOpen, SEVERITIES, type Status } from '../../findings/finding.ts';
import { groupBy } from '../../findings/group-by.ts';
import { printable } from '../../findings/printable.ts';
import type { Report } from '../../findings/report.ts';
import { SUPPRESSION_TYPE } from '../../findings/suppression.ts';
import { closedText } from '../closed-text.ts';
import type { Canvas, Format } from '../format.ts';
import { gapsText } from '../gaps-text.ts';
import { count, paint, wrap } from '../layout.ts';
import { roleStory, type Telling } from '../role-story.ts';
import { lengthThatTells } from '../short-id.ts';

/**
 * For people: one story for each role, the worst first, then what is over or suppressed, then what was not audited, then one
 * line that sums up.
 */
export const text: Format = {
  name: 'text',
  render: (report, canvas) => {
    const { findings, coverage } = report;
    const telling: Telling = {
      ...canvas,
      isCompared: findings.some(({ status }) => status !== 'new' && status !== 'suppressed'),
      idLength: lengthThatTells(findings.map(({ id }) => id)),
    };
    return [
      header(report, canvas),
      ...stories(findings.filter(isOpen)).map((story) => roleStory(story, telling)),
      ...closedText(findings, telling),
      ...gapsText(coverage.gaps, canvas),
      lastLine(report, telling),
    ]
      .join('\n\n')
      .concat('\n');
  },
};

function header(report: Report, canvas: Canvas): string {
  const { summary } = report;
  const place = `account ${printable(report.accountId)} · ${report.regions.map(printable).join(', ')} · ${printable(report.takenAt)}`;
  return [
    wrap(`${paint(canvas, 'bold', 'Plumbline')} ${report.engine.version} · ${place}`, '  ', canvas, ''),
    `${count(summary.stateMachines, 'state machine')}, ${count(summary.roles, 'role')}`,
  ].join('\n');
}

/** The findings of each role together, the role with the most of the worst ones first. */
function stories(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const byRole = groupBy(findings, (finding) => [
    hasRole(finding) ? finding.role.arn : finding.resource.type,
  ]);
  const weighed = [...byRole.values()].map((story) => ({ story, weights: weightsOf(story) }));
  return weighed.sort((one, other) => heavier(one.weights, other.weights)).map(({ story }) => story);
}

/** How many findings of each severity, from the worst. */
function weightsOf(findings: readonly Finding[]): readonly number[] {
  return SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity).length);
}

function heavier(one: readonly number[], other: readonly number[]): number {
  const differences = one.map((weight, index) => (other[index] ?? 0) - weight);
  return differences.find((difference) => difference !== 0) ?? 0;
}

function hasRole({ resource }: Finding): boolean {
  return resource.type !== SUPPRESSION_TYPE;
}

function lastLine({ summary, coverage, findings }: Report, telling: Telling): string {
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
  const parts = [found, ...statusCounts(findings, telling.isCompared), covered];
  return wrap(paint(telling, 'bold', parts.join('; ')), '  ', telling, '');
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
