import type { Entry } from '../findings/entry.ts';
import { atLeast, type Finding, SEVERITIES, type Severity } from '../findings/finding.ts';
import { groupBy } from '../findings/group-by.ts';
import type { GapEpisode } from '../findings/head.ts';
import { isOfAccount } from '../model/coverage.ts';

/** What people are told of one subject: all its entries that wait, as one. */
export type Change = FindingChange | CoverageLoss;

/** In the order in which people read them. */
export const NEWS = ['opened', 'reopened', 'worse', 'changed', 'resolved'] as const;
export type News = (typeof NEWS)[number];

export interface FindingChange {
  readonly kind: 'finding';
  readonly news: News;
  /** The entry that made the news, and all that it stands for. */
  readonly entry: Entry;
  readonly entries: readonly Entry[];
  readonly finding: Finding;
}

export interface CoverageLoss {
  readonly kind: 'coverage';
  readonly entry: Entry;
  readonly entries: readonly Entry[];
  readonly episode: GapEpisode;
  /** True where people were told of the loss before, and it is over. */
  readonly isRestored?: true;
}

export interface Changes {
  /** The worst first, what is over and lost coverage behind. */
  readonly told: readonly Change[];
  /** Entries of which people hear nothing. */
  readonly untold: readonly Entry[];
}

/**
 * People hear of what is bad enough and that nobody accepted, that a part of the account cannot be read, and that a whole
 * account can be read again.
 */
export function isForPeople({ kind, body, isSuppressed }: Entry, minSeverity: Severity): boolean {
  if (body.kind === 'coverage') return kind === 'coverage-lost' || isOfAccount(body.episode.gap);
  const { status, severity } = body.finding;
  if (kind === 'suppressed' || isSuppressed === true || status === 'suppressed') return false;
  return atLeast(severity, minSeverity);
}

/** The entries of each subject taken together: who was not told at once hears how it stands, not how it came to that. */
export function changesOf(entries: readonly Entry[], minSeverity: Severity): Changes {
  const untold: Entry[] = [];
  const wanted: Entry[] = [];
  for (const entry of entries) (isForPeople(entry, minSeverity) ? wanted : untold).push(entry);
  const told = [...groupBy(wanted, ({ subject }) => [subject]).values()].map(changeOf);
  return { told: told.sort(byWeight), untold };
}

function changeOf(group: readonly [Entry, ...Entry[]]): Change {
  const entries = [...group].sort((left, right) => left.seq - right.seq);
  const last = entries.at(-1) ?? group[0];
  if (last.body.kind === 'coverage') {
    const isRestored = entries.every(({ kind }) => kind === 'coverage-regained');
    const loss = { kind: 'coverage', entry: last, entries, episode: last.body.episode } as const;
    return isRestored ? { ...loss, isRestored } : loss;
  }
  const { finding } = last.body;
  const begun = entries.findLast(({ kind }) => kind === 'opened' || kind === 'reopened');
  if (last.kind === 'resolved') return { kind: 'finding', news: 'resolved', entry: last, entries, finding };
  if (begun !== undefined) return { kind: 'finding', news: newsOf(begun), entry: begun, entries, finding };
  const first = entries.find(({ severityBefore }) => severityBefore !== undefined) ?? last;
  return { kind: 'finding', news: newsOf(first), entry: first, entries, finding };
}

function newsOf({ kind, severityBefore, body }: Entry): News {
  if (kind === 'opened' || kind === 'reopened') return kind;
  const severity = body.kind === 'finding' ? body.finding.severity : undefined;
  const isWorse =
    severity !== undefined &&
    severityBefore !== undefined &&
    severity !== severityBefore &&
    atLeast(severity, severityBefore);
  return isWorse ? 'worse' : 'changed';
}

function byWeight(left: Change, right: Change): number {
  const [leftKey, rightKey] = [weightOf(left), weightOf(right)];
  return leftKey < rightKey ? -1 : 1;
}

/** Sorts as text; every part has one width but the last, the subject, which no two changes share. */
function weightOf(change: Change): string {
  if (change.kind === 'coverage') return `2 ${change.entry.subject}`;
  const { news, finding } = change;
  const isOver = news === 'resolved' ? 1 : 0;
  return `${isOver} ${SEVERITIES.indexOf(finding.severity)} ${NEWS.indexOf(news)} ${finding.ruleId} ${finding.id}`;
}
