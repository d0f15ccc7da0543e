import { SEVERITIES, type Severity } from '../../findings/finding.ts';
import type { Gap } from '../../model/coverage.ts';
import type { AccountResult, OrganizationPlan } from '../../state/organization-runs.ts';
import type { ChannelSummary } from '../deliveries.ts';
import type { OutboxCount } from '../outbox-count.ts';

/** How a run over many accounts went: its answer, and `summary.json`. */
export interface OrganizationSummary {
  readonly run: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly accounts: {
    readonly planned: number;
    readonly complete: number;
    readonly partial: number;
    readonly unreachable: number;
    readonly missing: number;
    /** Of the organization, and not audited. */
    readonly leftOut: number;
  };
  /** Accounts that were not read in full, those of which least is known first. */
  readonly incomplete: readonly AccountGaps[];
  readonly omittedAccounts: number;
  /** How much was read, in percent: the mean of the accounts that were planned, of which some may not have been read at all. */
  readonly percentRead: number;
  /** Over all accounts, without those that are resolved or suppressed. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Since the run before. */
  readonly changes: { readonly new: number; readonly resolved: number };
  /** What is left when all has been delivered that could be. */
  readonly outbox: OutboxCount;
  readonly deliveries: readonly ChannelSummary[];
  readonly problems: readonly string[];
}

interface AccountGaps {
  readonly account: string;
  readonly kind: AccountResult['kind'];
  readonly gaps: number;
  readonly first: readonly Gap[];
}

const MOST_ACCOUNTS = 100;
const MOST_PROBLEMS = 100;
const LONGEST_REASON = 300;
const ORDER: readonly AccountResult['kind'][] = ['missing', 'unreachable', 'partial'];

/** Small enough for the answer of a state: 256 KB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export function summaryOfRun(
  { run, startedAt, accounts, leftOut }: OrganizationPlan,
  results: readonly AccountResult[],
  endedAt: string,
  { deliveries, problems, outbox }: Pick<OrganizationSummary, 'deliveries' | 'problems' | 'outbox'>,
): OrganizationSummary {
  const number = (kind: AccountResult['kind']): number =>
    results.filter((result) => result.kind === kind).length;
  const incomplete = results
    .filter(({ kind }) => kind !== 'complete')
    .sort((left, right) => ORDER.indexOf(left.kind) - ORDER.indexOf(right.kind));
  const all = [
    ...results.flatMap(({ account, problems: own }) => own.map((problem) => `${account}: ${problem}`)),
    ...problems,
  ];
  return {
    run,
    startedAt,
    endedAt,
    accounts: {
      planned: accounts.length,
      complete: number('complete'),
      partial: number('partial'),
      unreachable: number('unreachable'),
      missing: number('missing'),
      leftOut,
    },
    incomplete: incomplete.slice(0, MOST_ACCOUNTS).map(gapsOf),
    omittedAccounts: Math.max(0, incomplete.length - MOST_ACCOUNTS),
    percentRead: meanOf(accounts.length, results),
    findings: findingsOf(results),
    changes: {
      new: sumOf(results, ({ changes }) => changes?.new),
      resolved: sumOf(results, ({ changes }) => changes?.resolved),
    },
    outbox,
    deliveries,
    problems: all.slice(0, MOST_PROBLEMS).map((problem) => problem.slice(0, LONGEST_REASON)),
  };
}

function gapsOf({ account, kind, gaps, firstGaps }: AccountResult): AccountGaps {
  const first = firstGaps.map((gap) => ({ ...gap, why: gap.why.slice(0, LONGEST_REASON) }));
  return { account, kind, gaps, first };
}

function findingsOf(results: readonly AccountResult[]): OrganizationSummary['findings'] {
  const sums = SEVERITIES.map((severity): readonly [Severity, number] => [
    severity,
    sumOf(results, ({ findings }) => findings?.[severity]),
  ]);
  return Object.fromEntries(sums) as Record<Severity, number>;
}

function sumOf(
  results: readonly AccountResult[],
  numberOf: (result: AccountResult) => number | undefined,
): number {
  let sum = 0;
  for (const result of results) sum += numberOf(result) ?? 0;
  return sum;
}

function meanOf(planned: number, results: readonly AccountResult[]): number {
  return planned === 0 ? 100 : sumOf(results, ({ percentRead }) => percentRead) / planned;
}
