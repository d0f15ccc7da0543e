import type { Finding } from '../../findings/finding.ts';
import { shortLine } from '../clip.ts';
import { escapeMarkdown, markdownCode } from '../escape.ts';
import { count } from '../layout.ts';
import { rowOf, rowsWithin, tableOf } from './table.ts';

const LONGEST = 300;

/** What nobody has to see to: what is over since the last run, and what is suppressed; each within `budget` characters. */
export function closedParts(findings: readonly Finding[], budget: number): readonly string[] {
  const resolved = findings.filter(({ status }) => status === 'resolved');
  const suppressed = findings.filter(({ status }) => status === 'suppressed');
  return [
    ...part('Resolved', 'why it is over', resolved, whyOver, budget),
    ...part('Suppressed', 'why, by whom and until when', suppressed, whyAccepted, budget),
  ];
}

function part(
  title: string,
  reason: string,
  findings: readonly Finding[],
  why: (finding: Finding) => string,
  budget: number,
): readonly string[] {
  if (findings.length === 0) return [];
  const rows = rowsWithin(findings, budget, (finding) => closedRow(finding, why(finding)));
  const more = findings.length - rows.length;
  return [
    `## ${title}: ${count(findings.length, 'finding')}`,
    ...(rows.length === 0 ? [] : [tableOf(['severity', 'rule', 'resource', reason], rows)]),
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ];
}

function closedRow({ severity, ruleId, resource }: Finding, why: string): string {
  return rowOf([
    severity.toUpperCase(),
    markdownCode(shortLine(ruleId, LONGEST)),
    markdownCode(shortLine(resource.arn, LONGEST)),
    escapeMarkdown(shortLine(why, LONGEST)),
  ]);
}

/** `resource-deleted` as people say it. */
function whyOver({ resolvedReason }: Finding): string {
  return resolvedReason?.replace('-', ' ') ?? '';
}

function whyAccepted({ suppression }: Finding): string {
  if (suppression === undefined) return '';
  const { reason, owner, expires } = suppression;
  return `${shortLine(reason, LONGEST / 2)} (${shortLine(owner, LONGEST / 4)}, until ${expires})`;
}
