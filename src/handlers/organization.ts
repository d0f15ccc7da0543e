import { randomUUID } from 'node:crypto';
import { type Config, loadConfig, readEnvironment } from '../config/config.ts';
import { parseOrganizationPayload } from '../config/organization-payload.ts';
import { openOutlets, recipientsOf } from '../publish/outlets.ts';
import { openLogger } from '../run/logger.ts';
import { openMetrics, organizationMetrics } from '../run/metrics.ts';
import { ownAccount } from '../run/open-account.ts';
import { finishRun } from '../run/organization/finish.ts';
import { liveOrganization } from '../run/organization/live-organization.ts';
import { type Planned, planRun } from '../run/organization/plan.ts';
import type { OrganizationSummary } from '../run/organization/summary.ts';
import { deliveryTo, isForPeople } from '../run/outlets-port.ts';
import { needState, openState, type State } from '../run/state-bucket.ts';
import { timeOf } from '../run/time-limit.ts';
import { runKey } from '../state/finished-runs.ts';
import { organizationRuns } from '../state/organization-runs.ts';
import { stateStore } from '../state/state-store.ts';
import type { Invocation } from './audit.ts';

const logger = openLogger();
const emit = openMetrics();

const NEEDS_STATE = 'the parts of a run over many accounts know of each other by it';

/** The first and the last step of a run over many accounts. */
export async function handler(
  event: unknown,
  context: Invocation,
): Promise<(Planned & { readonly bucket: string }) | OrganizationSummary> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const request = parseOrganizationPayload(event);
  const config = await loadConfig(readEnvironment(), process.cwd());
  const state = needState(openState(config), NEEDS_STATE);
  try {
    if (request.kind === 'finish') return await finish(request.run, config, state, context);
    const { schedule, execution } = request;
    // An execution has its name for 90 days, and what is kept of a run goes after 7.
    const run = schedule === undefined ? runKey('execution', execution) : runKey(schedule.arn, schedule.time);
    return await plan(run, config, state, timeOf(context).readUntil);
  } finally {
    state.close();
  }
}

async function plan(
  run: string,
  { accounts, organization = false, regions, stateBucket = '' }: Config,
  { objects }: State,
  { deadline }: { readonly deadline?: Date },
): Promise<Planned & { readonly bucket: string }> {
  const planned = await planRun(run, accounts, {
    runs: organizationRuns(objects),
    own: () => ownAccount(regions),
    now: () => new Date(),
    ...(organization ? { readOrganization: () => liveOrganization(regions, deadline) } : {}),
  });
  logger.info('run is planned', { ...planned });
  return { ...planned, bucket: stateBucket };
}

async function finish(
  run: string,
  config: Config,
  { objects }: State,
  context: Invocation,
): Promise<OrganizationSummary> {
  const outlets = openOutlets(config);
  try {
    const summary = await finishRun(run, {
      runs: organizationRuns(objects),
      store: stateStore(objects),
      deliver: deliveryTo(outlets, () => undefined),
      isForPeople: isForPeople(outlets),
      recipientsOf: (entry) => recipientsOf(entry, config),
      newCommitId: randomUUID,
      now: () => new Date(),
      ...timeOf(context).deliverUntil,
    });
    logger.info('run ends', { run, accounts: summary.accounts, deliveries: summary.deliveries });
    emit(organizationMetrics(summary));
    for (const problem of summary.problems) logger.error('not all is done', { problem });
    return summary;
  } finally {
    await outlets.close();
  }
}
