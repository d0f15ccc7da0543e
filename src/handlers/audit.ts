import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { loadConfig, readEnvironment } from '../config.ts';
import { liveSource } from '../live-source.ts';
import { parsePayload } from '../payload.ts';
import { type Response, responseOf } from '../response.ts';
import { type Outcome, run } from '../run.ts';
import { tuneEngine } from '../tune-engine.ts';
import { version } from '../version.ts';

tuneEngine();
const logger = new Logger({ serviceName: 'plumbline', persistentKeys: { version } });

/**
 * The function behind the schedule and behind calls on demand. Rejects with `InvalidPayload` before anything is
 * read; the runtime logs what it rejects with.
 */
export async function handler(event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<Response> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const { rules, ...config } = await loadConfig(readEnvironment(), process.cwd());
  const { trigger, accounts, regions, resources, publish } = parsePayload(event, config);
  logger.info('audit starts', { trigger, accounts, regions, resources: resources?.length ?? 'all' });

  let calls = 0;
  const onCall = (): void => {
    calls += 1;
  };
  const source = liveSource({ regions, lookbackDays: config.lookbackDays, onCall });
  const outcome = await run(source, {
    accounts,
    ...(resources === undefined ? {} : { only: resources }),
    ...(rules === undefined ? {} : { pack: rules }),
    ...(publish ? { publish: config } : {}),
  });
  logOutcome(outcome, calls);
  return responseOf(outcome);
}

function logOutcome({ report, deliveries }: Outcome, calls: number): void {
  const { runId, summary, coverage } = report;
  logger.info('audit ends', { runId, summary, gaps: coverage.gaps.length, calls });
  for (const delivery of deliveries) {
    if (delivery.kind === 'failed') logger.error('delivery fails', { ...delivery });
    else logger.info('delivery', { ...delivery });
  }
}
