import type { Finding } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { Canvas } from './format.ts';
import { count, paint, severityLabel } from './layout.ts';

/** What nobody has to see to, one line for each: what is over since the last run, then what is suppressed. */
export function closedText(findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const resolved = findings.filter(({ status }) => status === 'resolved');
  const suppressed = findings.filter(({ status }) => status === 'suppressed');
  return [
    ...section('Resolved', resolved, ({ resolvedReason = '' }) => spoken(resolvedReason), canvas),
    ...section('Suppressed', suppressed, whyAccepted, canvas),
  ];
}

function section(
  title: string,
  findings: readonly Finding[],
  why: (finding: Finding) => string,
  canvas: Canvas,
): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.map((finding) => {
    const { severity, ruleId, resource } = finding;
    const reason = why(finding);
    const place = `${severityLabel(canvas, severity)}  ${ruleId}  ${printable(resource.arn)}`;
    return `  ${place}${reason === '' ? '' : `: ${printable(reason)}`}`;
  });
  return [[paint(canvas, 'bold', `${title}: ${count(findings.length, 'finding')}`), ...lines].join('\n')];
}

function whyAccepted({ suppression }: Finding): string {
  if (suppression === undefined) return '';
  const { reason, owner, expires } = suppression;
  return `${reason} (${owner}, until ${expires})`;
}

/** `resource-deleted` as people say it. */
function spoken(reason: string): string {
  return reason.replace('-', ' ');
}
