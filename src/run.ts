import { audit } from './audit.ts';
import type { Pack } from './expected/grant.ts';
import { applySuppressions } from './findings/apply-suppressions.ts';
import { NO_BASELINES, recordedBaselines } from './findings/baselines.ts';
import { printable } from './findings/printable.ts';
import type { Report } from './findings/report.ts';
import type { DeclaredSuppression } from './findings/suppression.ts';
import { parseSnapshot, type Snapshot } from './model/snapshot.ts';
import type { PublishSettings } from './publish/channel.ts';
import { type Delivery, publish } from './publish/publish.ts';
import type { Source } from './source.ts';
import type { AllBaselines, BaselineStore } from './state/baseline-store.ts';
import { unanswered } from './unanswered.ts';
import { version } from './version.ts';

export interface RunOptions {
  /** Accounts that may answer; empty where any may. */
  readonly accounts: readonly string[];
  /** ARNs of state machines or roles, where not the whole account is asked about. */
  readonly only?: readonly string[];
  readonly pack?: Pack;
  /** What nobody is to be told of. */
  readonly suppressions?: readonly DeclaredSuppression[];
  /** True where fewer regions are read than are audited at other times. */
  readonly isPart?: boolean;
  /** Where it is remembered what AWS managed policies said; absent: nothing is. */
  readonly memory?: Memory;
  /** Absent: nothing leaves this process. */
  readonly publish?: PublishSettings;
}

export interface Memory {
  readonly store: BaselineStore;
  /** True where what the policies say now is what later runs are to go by. */
  readonly accept: boolean;
}

export interface Outcome {
  readonly report: Report;
  /** One for each channel; a channel that fails never fails the audit. */
  readonly deliveries: readonly Delivery[];
}

/** The account that answers is none of those that were asked for. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
}

/** One audit from reading to publishing. Throws what the source and the memory throw, and AccountError. */
export async function run(source: Source, options: RunOptions): Promise<Outcome> {
  const { accounts, only = [], pack, memory, suppressions = [], isPart = false } = options;
  const kept: AllBaselines = memory === undefined ? new Map() : await memory.store.read();
  const snapshot = await snapshotOf(source);
  const { accountId, gaps } = snapshot;
  if (accountId !== '' && accounts.length > 0 && !accounts.includes(accountId))
    throw new AccountError(
      `account \`${printable(accountId)}\` answers, which is not one of ${accounts.join(', ')}`,
    );

  const audited = audit(
    { ...snapshot, gaps: [...gaps, ...unanswered(snapshot, accounts, only)] },
    {
      engineVersion: version,
      only,
      suppressions,
      isPart,
      baselines: kept.get(accountId) ?? NO_BASELINES,
      ...(pack === undefined ? {} : { pack }),
    },
  );
  const report = applySuppressions(audited, suppressions);
  if (memory !== undefined) await remember(snapshot, kept, memory, only);
  const deliveries = options.publish === undefined ? [] : await publish(report, options.publish);
  return { report, deliveries };
}

async function snapshotOf(source: Source): Promise<Snapshot> {
  const opened = await source();
  try {
    const { files, fileTime } = await opened.read({ confirm: [] });
    return parseSnapshot(files, fileTime);
  } finally {
    opened.close();
  }
}

/** Writes only what is new: a second run on an unchanged account writes nothing. */
async function remember(
  snapshot: Snapshot,
  kept: AllBaselines,
  { store, accept }: Memory,
  only: readonly string[],
): Promise<void> {
  const { accountId } = snapshot;
  if (accountId === '') return;
  const before = kept.get(accountId) ?? NO_BASELINES;
  const after = recordedBaselines(before, snapshot, { accept, only });
  if (after !== before) await store.write(accountId, after);
}
