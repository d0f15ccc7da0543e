import type { SQSBatchResponse } from 'aws-lambda';
import { recordsIn } from '../config/change-event.ts';
import { loadConfig, readEnvironment } from '../config/config.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import { changesIn } from '../run/changes-in.ts';
import { followChanges } from '../run/follow-changes.ts';
import { openLogger } from '../run/logger.ts';
import { openAccounts } from '../run/open-account.ts';
import { ownSession } from '../run/own-session.ts';
import { run } from '../run/run.ts';
import { needState, openState } from '../run/state-bucket.ts';
import { timeOf } from '../run/time-limit.ts';
import type { Invocation } from './audit.ts';

const logger = openLogger();

const NEEDS_STATE = 'without it every change would be told anew';

/** The function behind the queue of change events: a message whose changes could not be looked into comes again. */
export async function handler(event: unknown, context: Invocation): Promise<SQSBatchResponse> {
  logger.appendKeys({ awsRequestId: context.awsRequestId });
  const { rules, ...config } = await loadConfig(readEnvironment(), process.cwd());
  const suppressions = await loadSuppressions(config.suppressions, process.cwd());
  const { regions, lookbackDays, homeRegion = '' } = config;
  const state = needState(openState(config), NEEDS_STATE);
  const { readUntil, deliverUntil } = timeOf(context);
  const { sourceFor, close } = openAccounts(config.member, { regions, lookbackDays, ...readUntil });
  try {
    const own = await ownSession(homeRegion);
    const { told, dropped, ignored } = changesIn(recordsIn(event), { ...config, own });
    for (const { at, problem } of dropped) logger.warn('a message is dropped', { at, problem });
    const { failed, outcomes, answered, problems } = await followChanges(told, {
      objects: state.objects,
      isTimeOver: () => readUntil.deadline !== undefined && new Date() >= readUntil.deadline,
      audit: (account, changes) =>
        run(sourceFor(account), {
          accounts: [account],
          suppressions,
          memory: { objects: state.objects },
          publish: config,
          ...(changes.length === 0 ? {} : { changes }),
          ...(rules === undefined ? {} : { pack: rules }),
          ...deliverUntil,
        }),
    });
    const runs = outcomes.map(({ report }) => report.runId);
    logger.info('changes are followed', {
      changes: told.length,
      ignored,
      answered,
      runs,
      failed: failed.length,
    });
    for (const problem of [...outcomes.flatMap((outcome) => outcome.problems), ...problems])
      logger.error('not all is done', { problem });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  } finally {
    close();
    state.close();
  }
}
