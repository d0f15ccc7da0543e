import type { Finding } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import { count, paint, severityLabel, wrap } from './layout.ts';
import type { Telling } from './role-story.ts';

/** What nobody has to see to, in a few words each: what is over since the last run, then what is suppressed. */
export function closedText(findings: readonly Finding[], telling: Telling): readonly string[] {
  const resolved = findings.filter(({ status }) => status === 'resolved');
  const suppressed = findings.filter(({ status }) => status === 'suppressed');
  return [
    ...section('Resolved', resolved, ({ resolvedReason = '' }) => spoken(resolvedReason), telling),
    ...section('Suppressed', suppressed, whyAccepted, telling),
  ];
}

function section(
  title: string,
  findings: readonly Finding[],
  why: (finding: Finding) => string,
  telling: Telling,
): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.map((finding) => {
    const { id, severity, ruleId, resource } = finding;
    const reason = why(finding);
    const short = paint(telling, 'gray', printable(id.slice(0, telling.idLength)));
    const place = `${severityLabel(telling, severity)}  ${ruleId}  ${short}  ${printable(resource.arn)}`;
    return wrap(`${place}${reason === '' ? '' : `: ${printable(reason)}`}`, '    ', telling, '  ');
  });
  return [[paint(telling, 'bold', `${title}: ${count(findings.length, 'finding')}`), ...lines].join('\n')];
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
