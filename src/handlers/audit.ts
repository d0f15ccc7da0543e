import type { Context } from 'aws-lambda';
import { loadConfig, readEnvironment } from '../config/config.ts';
import { parsePayload } from '../config/payload.ts';
import { auditOn, type Order } from '../run/audit-order.ts';
import { openLogger } from '../run/logger.ts';
import { openMetrics } from '../run/metrics.ts';
import { auditMember } from '../run/organization/member.ts';
import { briefResponse, type Response, responseOf } from '../run/response.ts';
import type { Outcome } from '../run/run-options.ts';
import { scheduledOnce } from '../run/scheduled-once.ts';
import type { Source } from '../run/source.ts';
import { needState, openState } from '../run/state-bucket.ts';
import { organizationRuns } from '../state/organization-runs.ts';

const logger = openLogger();
const emit = openMetrics();

const NEEDS_STATE = 'the parts of a run over many accounts know of each other by it';

export type Invocation = Pick<Context, 'awsRequestId'> & Partial<Pick<Context, 'getRemainingTimeInMillis'>>;

/** What the state machine of an organization gets of one account: its results together stay small. */
interface MemberAnswer {
  readonly account: string;
}

/**
 * The function behind the schedule, behind calls on demand, and behind the state machine of an organization. Rejects with
 * `InvalidPayload` before anything is read; the runtime logs what it rejects with.
 */
export async function handler(event: { readonly kind: 'member' }, context: Invocation): Promise<MemberAnswer>;
export async function handler(event: unknown, context: Invocation): Promise<Response>;
export async function handler(event: unknown, context: Invocation): Promise<Response | MemberAnswer> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const config = await loadConfig(readEnvironment(), process.cwd());
  const request = parsePayload(event, config);
  const state = openState(config);
  const audit = (order: Order, added?: (source: Source) => Source): Promise<Outcome> =>
    auditOn(order, { config, state, context, logger, emit }, added);
  try {
    if (request.trigger === 'member') {
      const { trigger, run, account } = request;
      const order = { trigger, accounts: [account], regions: config.regions, publish: true } as const;
      const runs = organizationRuns(needState(state, NEEDS_STATE).objects);
      return await auditMember({ run, account }, { runs, audit: (_, added) => audit(order, added) });
    }
    if (request.trigger === 'audit') return responseOf(await audit(request));
    return await scheduledOnce(state?.objects, request, async () => briefResponse(await audit(request)));
  } finally {
    state?.close();
  }
}
