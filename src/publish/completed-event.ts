import type { Report, Summary } from '../findings/report.ts';
import { clip } from './clip.ts';

/** The shape of the event: a later one has another number. */
const SCHEMA_VERSION = 1;
const MOST_PROBLEMS = 20;
const LONGEST_PROBLEM = 500;

/** What programs get of a run that is over, whether or not anything has changed; `docs/schema/event.json` is its JSON Schema. */
export interface CompletedEvent {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly kind: 'audit-completed';
  readonly runId: string;
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  /** When the account was read. */
  readonly takenAt: string;
  readonly summary: Summary;
  readonly coverage: { readonly complete: boolean; readonly gaps: number };
  /** What could not be remembered, kept or marked; the first of it. */
  readonly problems: readonly string[];
}

export function completedEvent(report: Report, problems: readonly string[]): CompletedEvent {
  const { runId, accountId, partition, regions, takenAt, summary, coverage } = report;
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: 'audit-completed',
    runId,
    account: accountId,
    partition,
    regions,
    takenAt,
    summary,
    coverage: { complete: coverage.complete, gaps: coverage.gaps.length },
    problems: problems.slice(0, MOST_PROBLEMS).map((problem) => clip(problem, LONGEST_PROBLEM)),
  };
}
