import type { Finding } from '../findings/finding.ts';
import type { Report, Summary } from '../findings/report.ts';
import type { Gap } from '../model/coverage.ts';
import { withinBudget } from '../publish/within-budget.ts';
import { type ChannelSummary, summaryOf } from './deliveries.ts';
import type { Outcome } from './run-options.ts';

/** What an invocation returns: the whole summary, and of the lists as much as Lambda can carry. */
export interface Response {
  readonly runId: string;
  readonly summary: Summary;
  readonly coverage: {
    readonly complete: boolean;
    readonly gaps: readonly Gap[];
    readonly omittedGaps: number;
  };
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly omittedFindings: number;
  /** What became of what each channel was to get. */
  readonly deliveries: readonly ChannelSummary[];
  /** What could not be remembered or kept, one sentence each. */
  readonly problems: readonly string[];
}

const MOST_FINDINGS = 500;

/**
 * Together below 5 MB: a synchronous invocation may answer with 6 MB.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const FINDINGS_BYTES = 4_000_000;
const GAPS_BYTES = 900_000;

/** The outcome of a run, cut to what an invocation may return. */
export function responseOf({ report, deliveries, problems }: Outcome): Response {
  const { runId, summary, coverage } = report;
  const findings = firstFindings(report);
  const gaps = withinBudget(coverage.gaps, GAPS_BYTES, bytesOf);
  return {
    runId,
    summary,
    coverage: { complete: coverage.complete, gaps, omittedGaps: coverage.gaps.length - gaps.length },
    findings,
    omittedFindings: report.findings.length - findings.length,
    deliveries: summaryOf(deliveries),
    problems,
  };
}

/** The same without findings, for callers that are told of them otherwise. */
export function briefResponse(outcome: Outcome): Response {
  return { ...responseOf(outcome), findings: [], omittedFindings: outcome.report.findings.length };
}

function firstFindings({ findings }: Report): readonly Finding[] {
  return withinBudget(findings.slice(0, MOST_FINDINGS), FINDINGS_BYTES, bytesOf);
}

/** Bytes of the JSON in UTF-8, with the comma behind it. */
function bytesOf(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item)) + 1;
}
