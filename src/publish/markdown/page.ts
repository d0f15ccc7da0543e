import { type Finding, isOpen, SEVERITIES, type Status } from '../../findings/finding.ts';
import { groupBy } from '../../findings/group-by.ts';
import type { Report } from '../../findings/report.ts';
import { SUPPRESSION_TYPE } from '../../findings/suppression.ts';
import { shortLine } from '../clip.ts';
import { escapeMarkdown, markdownCode } from '../escape.ts';
import { count } from '../layout.ts';
import { lengthThatTells } from '../short-id.ts';
import { closedParts } from './closed.ts';
import { gapParts } from './gaps.ts';
import { storyOf, type Telling } from './story.ts';

/** Of the whole text; each of what is resolved and what is suppressed has its own. */
const SHARES = { gaps: 0.15, closed: 0.06 } as const;
const MOST_REGIONS = 40;
/** The line that says how much more there is. */
const LAST_LINE = 200;

/** A report as a page of at most `limit` characters: the numbers, the worst stories, and what is not told. */
export function pageOf(report: Report, limit: number): string {
  const { findings, coverage } = report;
  const isCompared = findings.some(({ status }) => status !== 'new' && status !== 'suppressed');
  const telling = { isCompared, idLength: lengthThatTells(findings.map(({ id }) => id)) };
  const head = headParts(report, isCompared);
  const tail = [
    ...closedParts(findings, limit * SHARES.closed),
    ...gapParts(coverage.gaps, limit * SHARES.gaps),
  ];
  const left = limit - LAST_LINE - lengthOf([...head, ...tail]);
  return `${[...head, ...stories(findings.filter(isOpen), left, telling), ...tail].join('\n\n')}\n`;
}

/** The findings of each role together; findings come sorted, so the role with the worst one comes first. */
function stories(open: readonly Finding[], budget: number, telling: Telling): readonly string[] {
  const groups = groupBy(open, (finding) =>
    hasRole(finding) ? [finding.role.arn] : [SUPPRESSION_TYPE, true],
  );
  const texts: string[] = [];
  let left = budget;
  let untold = 0;
  let roles = 0;
  for (const group of groups.values()) {
    const story = untold > 0 ? undefined : storyOf(group, left - 2, telling);
    if (story === undefined) {
      untold += group.length;
      roles += 1;
    } else {
      texts.push(story.text);
      left -= story.text.length + 2;
    }
  }
  if (untold === 0) return texts;
  const more = `${count(untold, 'more finding')} about ${count(roles, 'role')}`;
  return [
    ...texts,
    `**… and ${more}, none of them worse than these.** \`--format html\` and \`--format json\` have all.`,
  ];
}

function headParts(report: Report, isCompared: boolean): readonly string[] {
  const { accountId, regions, takenAt, engine, summary } = report;
  const shown = regions.slice(0, MOST_REGIONS).map((region) => escapeMarkdown(shortLine(region, 40)));
  const more = regions.length - shown.length;
  const places = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  const facts = [
    `Account ${markdownCode(shortLine(accountId || 'unknown', 40))}`,
    ...(places === '' ? [] : [places]),
    escapeMarkdown(shortLine(takenAt, 40)),
    `${count(summary.stateMachines, 'state machine')}, ${count(summary.roles, 'role')}`,
    `Plumbline ${escapeMarkdown(shortLine(engine.version, 40))}`,
  ];
  return [`# Plumbline: ${openText(report)}`, facts.join(' · '), summaryLine(report, isCompared)];
}

/** `3 high, 2 medium in 4 roles`. */
function openText({ summary, findings }: Report): string {
  const counts = SEVERITIES.flatMap((severity) =>
    summary.findings[severity] > 0 ? [`${summary.findings[severity]} ${severity}`] : [],
  );
  if (counts.length === 0) return findings.length === 0 ? 'nothing found' : 'nothing is open';
  const roles = new Set(
    findings
      .filter(isOpen)
      .filter(hasRole)
      .map(({ role }) => role.arn),
  ).size;
  return `${counts.join(', ')}${roles === 0 ? '' : ` in ${count(roles, 'role')}`}`;
}

const NEWS = ['new', 'changed', 'reopened', 'resolved', 'suppressed'] as const satisfies readonly Status[];

/** Without an earlier run nothing is worth calling new. */
function summaryLine({ findings, coverage }: Report, isCompared: boolean): string {
  const news = NEWS.flatMap((status) => {
    const those = findings.filter((finding) => finding.status === status).length;
    return those === 0 || (status === 'new' && !isCompared) ? [] : [`${those} ${status}`];
  });
  const covered = coverage.complete
    ? 'everything was audited'
    : `${count(coverage.gaps.length, 'gap')} in the coverage`;
  return `**${[...news, covered].join(', ')}**`;
}

function hasRole({ resource }: Finding): boolean {
  return resource.type !== SUPPRESSION_TYPE;
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}
