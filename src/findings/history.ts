import type { Finding, Severity, Status } from './finding.ts';
import type { FindingRecord, Head } from './head.ts';
import { worstFirst } from './judge.ts';
import type { Report } from './report.ts';

/** What was remembered of one shard before a run, and what is after it. */
export interface ShardHistory {
  readonly before?: Head;
  readonly after: Head;
}

/**
 * The report with what is remembered: what is new of a finding and since when it has been there, and the findings that are
 * over since the last run. A run about the whole account also tells those that it could neither find nor prove to be over,
 * as they were last seen: a read that fails makes no account better. The counts by severity are of what is the matter: what
 * is over or suppressed does not count.
 */
export function withHistory(report: Report, shards: readonly ShardHistory[], isWhole: boolean): Report {
  const told = new Map<string, Finding>();
  const after = new Map(shards.flatMap(({ after: { findings } }) => Object.entries(findings)));
  for (const finding of report.findings) told.set(finding.id, asRemembered(finding, after.get(finding.id)));
  for (const { before, after: head } of shards) {
    for (const finding of [...endedIn(before, head), ...(isWhole ? activeIn(head) : [])])
      if (!told.has(finding.id)) told.set(finding.id, finding);
  }
  const findings = [...told.values()].sort(worstFirst);
  return { ...report, summary: { ...report.summary, ...countsOf(findings) }, findings };
}

function asRemembered(finding: Finding, record: FindingRecord | undefined): Finding {
  if (record?.kind !== 'active') return finding;
  return {
    ...finding,
    status: record.finding.status,
    firstSeen: record.firstSeen,
    lastSeen: record.lastSeen,
  };
}

function endedIn(before: Head | undefined, after: Head): readonly Finding[] {
  return Object.entries(before?.findings ?? {}).flatMap(([id, record]) =>
    record.kind === 'active' && after.findings[id]?.kind === 'resolved'
      ? [{ ...record.finding, status: 'resolved' as const }]
      : [],
  );
}

function activeIn({ findings }: Head): readonly Finding[] {
  return Object.values(findings).flatMap((record) => (record.kind === 'active' ? [record.finding] : []));
}

/** What is opened again is new once more. */
function countsOf(all: readonly Finding[]): Omit<Report['summary'], 'stateMachines' | 'roles'> {
  const findings: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const statuses: Record<Status, number> = {
    new: 0,
    active: 0,
    changed: 0,
    reopened: 0,
    resolved: 0,
    suppressed: 0,
  };
  for (const { severity, status } of all) {
    statuses[status] += 1;
    if (status !== 'resolved' && status !== 'suppressed') findings[severity] += 1;
  }
  const { reopened, changed, resolved, suppressed } = statuses;
  return { findings, new: statuses.new + reopened, changed, resolved, suppressed };
}
