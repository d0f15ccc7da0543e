import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { type Config, loadConfig, readEnvironment } from '../config/config.ts';
import { type AuditRequest, type MemberRequest, parsePayload } from '../config/payload.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import { liveSource } from '../run/live-source.ts';
import { openAccounts } from '../run/open-account.ts';
import { auditMember } from '../run/organization/member.ts';
import { briefResponse, type Response, responseOf } from '../run/response.ts';
import { run } from '../run/run.ts';
import type { Outcome } from '../run/run-options.ts';
import { scheduledOnce } from '../run/scheduled-once.ts';
import type { Source } from '../run/source.ts';
import { needState, openState, type State } from '../run/state-bucket.ts';
import { timeOf } from '../run/time-limit.ts';
import { organizationRuns } from '../state/organization-runs.ts';
import { version } from '../version.ts';

const logger = new Logger({ serviceName: 'plumbline', persistentKeys: { version } });

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
  try {
    if (request.trigger === 'member') return await member(request, config, needState(state), context);
    if (request.trigger === 'audit') return responseOf(await audit(request, config, state, context));
    return await scheduledOnce(state?.objects, request, async () =>
      briefResponse(await audit(request, config, state, context)),
    );
  } finally {
    state?.close();
  }
}

function member(
  { trigger, run, account }: MemberRequest,
  config: Config,
  state: State,
  context: Invocation,
): Promise<MemberAnswer> {
  const { regions } = config;
  const runs = organizationRuns(state.objects);
  return auditMember(
    { run, account },
    {
      runs,
      audit: (_, added) =>
        audit({ trigger, accounts: [account], regions, publish: true }, config, state, context, added),
    },
  );
}

type Order = Omit<AuditRequest, 'trigger' | 'schedule'> & {
  readonly trigger: 'member' | 'audit' | 'schedule';
};

async function audit(
  { trigger, accounts, regions, resources, publish }: Order,
  { rules, ...config }: Config,
  state: State | undefined,
  context: Invocation,
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
