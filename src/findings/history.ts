import type { Finding } from './finding.ts';
import type { FindingRecord, Head } from './head.ts';
import { worstFirst } from './judge.ts';
import { withFindings } from './make-report.ts';
import type { Report } from './report.ts';
import { type CoveringOf, suppressedBy } from './suppression.ts';

/** What was remembered of one shard before a run, and what is after it. */
export interface ShardHistory {
  readonly before?: Head;
  readonly after: Head;
}

/**
 * The report with what is remembered: what is new of a finding and since when it has been there, and the findings that are
 * over since the last run. A run about the whole account also tells those that it could neither find nor prove to be over,
 * as they were last seen: a read that fails makes no account better.
 */
export function withHistory(
  report: Report,
  shards: readonly ShardHistory[],
  isWhole: boolean,
  coveringOf: CoveringOf = () => undefined,
): Report {
  const told = new Map<string, Finding>();
  const after = new Map(shards.flatMap(({ after: { findings } }) => Object.entries(findings)));
  for (const finding of report.findings) told.set(finding.id, asRemembered(finding, after.get(finding.id)));
  for (const { before, after: head } of shards) {
    for (const finding of [...endedIn(before, head), ...(isWhole ? activeIn(head) : [])])
      if (!told.has(finding.id)) told.set(finding.id, finding);
  }
  const findings = [...told.values()].map((finding) => withCover(finding, coveringOf)).sort(worstFirst);
  return withFindings(report, findings);
}

function asRemembered(finding: Finding, record: FindingRecord | undefined): Finding {
  if (record?.kind !== 'active') return finding;
  const { status, change } = record.finding;
  return {
    ...finding,
    ...(change === undefined ? {} : { change }),
    status,
    firstSeen: record.firstSeen,
    lastSeen: record.lastSeen,
  };
}

/** With who has accepted it, why, and until when. */
function withCover(finding: Finding, coveringOf: CoveringOf): Finding {
  const covering = finding.status === 'suppressed' ? coveringOf(finding) : undefined;
  return covering === undefined ? finding : suppressedBy(covering, finding);
}

function endedIn(before: Head | undefined, after: Head): readonly Finding[] {
  return Object.entries(before?.findings ?? {}).flatMap(([id, record]) => {
    const now = after.findings[id];
    if (record.kind !== 'active' || now?.kind !== 'resolved') return [];
    return [{ ...record.finding, status: 'resolved' as const, resolvedReason: now.reason }];
  });
}

function activeIn({ findings }: Head): readonly Finding[] {
  return Object.values(findings).flatMap((record) => (record.kind === 'active' ? [record.finding] : []));
}
