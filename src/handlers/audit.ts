import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { type Config, loadConfig, readEnvironment } from '../config/config.ts';
import { type AuditRequest, parsePayload } from '../config/payload.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import { rememberWholeReading } from '../run/answered.ts';
import { liveSource } from '../run/live-source.ts';
import { briefResponse, type Response, responseOf } from '../run/response.ts';
import { run } from '../run/run.ts';
import type { Outcome } from '../run/run-options.ts';
import { scheduledOnce } from '../run/scheduled-once.ts';
import { openState, type State } from '../run/state-bucket.ts';
import { timeOf } from '../run/time-limit.ts';
import { version } from '../version.ts';

const logger = new Logger({ serviceName: 'plumbline', persistentKeys: { version } });

export type Invocation = Pick<Context, 'awsRequestId'> & Partial<Pick<Context, 'getRemainingTimeInMillis'>>;

/**
 * The function behind the schedule and behind calls on demand. Rejects with `InvalidPayload` before anything is
 * read; the runtime logs what it rejects with.
 */
export async function handler(event: unknown, context: Invocation): Promise<Response> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const config = await loadConfig(readEnvironment(), process.cwd());
  const request = parsePayload(event, config);
  const state = openState(config);
  try {
    if (request.trigger === 'audit') return responseOf(await audit(request, config, state, context));
    return await scheduledOnce(state?.objects, request, async () =>
      briefResponse(await audit(request, config, state, context)),
    );
  } finally {
    state?.close();
  }
}

async function audit(
  { trigger, accounts, regions, resources, publish }: AuditRequest,
  { rules, ...config }: Config,
  state: State | undefined,
  context: Invocation,
): Promise<Outcome> {
  logger.info('audit starts', { trigger, accounts, regions, resources: resources?.length ?? 'all' });
  const suppressions = await loadSuppressions(config.suppressions, process.cwd());
  let calls = 0;
  const onCall = (): void => {
    calls += 1;
  };
  const { readUntil, deliverUntil } = timeOf(context);
  const source = liveSource({ regions, lookbackDays: config.lookbackDays, onCall, ...readUntil });
  const isLook = !publish;
  const retireOthers = trigger === 'schedule';
  const outcome = await run(source, {
    accounts,
    suppressions,
    isPart: config.regions.some((region) => !regions.includes(region)),
    ...(resources === undefined ? {} : { only: resources }),
    ...(rules === undefined ? {} : { pack: rules }),
    ...(state === undefined ? {} : { memory: { objects: state.objects, isLook, retireOthers } }),
    ...(publish ? { publish: config } : {}),
    ...deliverUntil,
  });
  if (state !== undefined && retireOthers)
    for (const problem of await rememberWholeReading(state.objects, outcome))
      logger.error('not all is done', { problem });
  logOutcome(outcome, calls);
  return outcome;
}

function logOutcome({ report, deliveries, problems }: Outcome, calls: number): void {
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
