import { Logger } from '@aws-lambda-powertools/logger';
import { loadConfig, readEnvironment } from '../config/config.ts';
import { openOutlets } from '../publish/outlets.ts';
import { type ChannelSummary, summaryOf } from '../run/deliveries.ts';
import { drain } from '../run/drain.ts';
import { deliveryTo, isForPeople } from '../run/outlets-port.ts';
import { openState } from '../run/state-bucket.ts';
import { timeOf } from '../run/time-limit.ts';
import { organizationRuns } from '../state/organization-runs.ts';
import { stateStore } from '../state/state-store.ts';
import { version } from '../version.ts';
import type { Invocation } from './audit.ts';

const logger = new Logger({ serviceName: 'plumbline', persistentKeys: { version } });

/** No audit lasts longer: what was read before is on nobody's way any more. */
const LONGEST_RUN_MS = 15 * 60_000;

/** The function that delivers what audits left behind, without reading any account. */
export async function handler(
  _event: unknown,
  context: Invocation,
): Promise<{ readonly deliveries: readonly ChannelSummary[]; readonly problems: readonly string[] }> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const config = await loadConfig(readEnvironment(), process.cwd());
  const state = openState(config);
  if (state === undefined) return { deliveries: [], problems: [] };
  const outlets = openOutlets(config);
  try {
    const isPeople = isForPeople(outlets);
    const isUnderWay = await organizationRuns(state.objects).isUnderWay(new Date());
    const ports = {
      store: stateStore(state.objects),
      deliver: deliveryTo(outlets, () => undefined),
      isForPeople: isPeople,
      // They get one digest when all accounts are audited.
      holds: (channel: string) => isUnderWay && isPeople(channel),
      now: () => new Date(),
      ...timeOf(context).deliverUntil,
    };
    const readBefore = new Date(Date.now() - LONGEST_RUN_MS).toISOString();
    const { deliveries, problems } = await drain(ports, readBefore);
    const told = summaryOf(deliveries);
    logger.info('drained', { deliveries: told });
    for (const problem of problems) logger.error('not all is drained', { problem });
    return { deliveries: told, problems };
  } finally {
    await outlets.close();
    state.close();
  }
}
