import { applySuppressions } from '../findings/apply-suppressions.ts';
import { NO_BASELINES } from '../findings/baselines.ts';
import { printable } from '../findings/printable.ts';
import { processObjects } from '../state/process-objects.ts';
import { observe } from './observe.ts';
import { rememberingRun } from './remembering-run.ts';
import type { Outcome, RunOptions } from './run-options.ts';
import type { OpenSource, Source } from './source.ts';

/** The account that answers is none of those that were asked for. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
}

/** One audit from reading to publishing. Throws what the source throws, AccountError and StateError. */
export async function run(source: Source, options: RunOptions): Promise<Outcome> {
  const opened = await source();
  try {
    refuseOthers(opened.accountId, options.accounts);
    const { memory, publish } = options;
    const isNameless = opened.accountId === '';
    if (memory === undefined && (publish === undefined || isNameless))
      return await singleRun(opened, options);
    return await rememberingRun(opened, memory ?? { objects: processObjects() }, options);
  } finally {
    opened.close();
  }
}

function refuseOthers(accountId: string, accounts: readonly string[]): void {
  if (accountId === '' || accounts.length === 0 || accounts.includes(accountId)) return;
  throw new AccountError(
    `account \`${printable(accountId)}\` answers, which is not one of ${accounts.join(', ')}`,
  );
}

/** Nothing is remembered, and nobody is told: also where people would not know whose account it is. */
async function singleRun(opened: OpenSource, options: RunOptions): Promise<Outcome> {
  const { report } = await observe(opened, { confirm: [] }, NO_BASELINES, options);
  const { suppressions = [], publish } = options;
  const problems =
    publish === undefined ? [] : ['nothing tells whose account this is: nobody is told what was found'];
  return { report: applySuppressions(report, suppressions), deliveries: [], problems };
}
