import type { Logger } from '@aws-lambda-powertools/logger';
import type { Config } from '../config/config.ts';
import type { AuditRequest } from '../config/payload.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import { rememberWholeReading } from './answered.ts';
import { liveSource } from './live-source.ts';
import { auditMetrics, type Emit } from './metrics.ts';
import { openAccounts } from './open-account.ts';
import { run } from './run.ts';
import type { Outcome } from './run-options.ts';
import type { Source } from './source.ts';
import type { State } from './state-bucket.ts';
import { timeOf } from './time-limit.ts';

/** What is to be audited, and on whose behalf. */
export type Order = Omit<AuditRequest, 'trigger' | 'schedule'> & {
  readonly trigger: 'member' | 'audit' | 'schedule';
};

/** What an audit is made with. */
export interface Workshop {
  readonly config: Config;
  /** Absent: nothing is remembered. */
  readonly state: State | undefined;
  readonly context: { readonly getRemainingTimeInMillis?: () => number };
  readonly logger: Logger;
  readonly emit: Emit;
}

/**
 * One audit of one account, logged, and measured where it is one on schedule; `added` makes another source of that of the
 * account. Throws what a run throws.
 */
export async function auditOn(
  { trigger, accounts, regions, resources, publish }: Order,
  { config: { rules, ...config }, state, context, logger, emit }: Workshop,
  added: (source: Source) => Source = (source) => source,
): Promise<Outcome> {
  logger.info('audit starts', { trigger, accounts, regions, resources: resources?.length ?? 'all' });
  const suppressions = await loadSuppressions(config.suppressions, process.cwd());
  let calls = 0;
  const onCall = (): void => {
    calls += 1;
  };
  const { readUntil, deliverUntil } = timeOf(context);
  const reading = { regions, lookbackDays: config.lookbackDays, onCall, ...readUntil };
  const others = openAccounts(config.member, reading);
  const [account] = accounts;
  const usesRole = trigger === 'member' || (trigger === 'audit' && config.member !== undefined);
  const isNamed = usesRole && account !== undefined;
  const source = added(isNamed ? others.sourceFor(account) : liveSource(reading));
  const isLook = !publish;
  const retireOthers = trigger !== 'audit';
  const outcome = await run(source, {
    accounts,
    suppressions,
    isPart: config.regions.some((region) => !regions.includes(region)),
    ...(resources === undefined ? {} : { only: resources }),
    ...(rules === undefined ? {} : { pack: rules }),
    ...(state === undefined ? {} : { memory: { objects: state.objects, isLook, retireOthers } }),
    ...(publish ? { publish: config } : {}),
    holdsPeople: trigger === 'member',
    ...deliverUntil,
  }).finally(others.close);
  if (state !== undefined && retireOthers)
    for (const problem of await rememberWholeReading(state.objects, outcome))
      logger.error('not all is done', { problem });
  logOutcome(outcome, calls, logger);
  if (trigger === 'schedule') emit(auditMetrics(outcome));
  return outcome;
}

function logOutcome({ report, deliveries, problems }: Outcome, calls: number, logger: Logger): void {
  const { runId, summary, coverage } = report;
  logger.info('audit ends', { runId, summary, gaps: coverage.gaps.length, calls });
  for (const { channel, receipts, messages, why } of deliveries) {
    const failed = receipts.filter(({ kind }) => kind === 'failed' || kind === 'refused');
    const told = { channel, entries: receipts.length, failed: failed.length, messages, why };
    if (failed.length > 0 || why !== undefined) logger.error('delivery fails', { ...told, first: failed[0] });
    else logger.info('delivery', told);
  }
  for (const problem of problems) logger.error('not all is done', { problem });
}
