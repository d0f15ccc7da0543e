import { audit } from './audit.ts';
import type { Pack } from './expected/grant.ts';
import { printable } from './findings/printable.ts';
import type { Report } from './findings/report.ts';
import { parseSnapshot, type SnapshotFiles } from './model/snapshot.ts';
import type { Delivery, PublishSettings } from './publish/channel.ts';
import { publish } from './publish/publish.ts';
import { unanswered } from './unanswered.ts';
import { version } from './version.ts';

/** Where an account is read from: the live one, or a folder. */
export type Source = () => Promise<{ readonly files: SnapshotFiles; readonly fileTime: string }>;

export interface RunOptions {
  /** Accounts that may answer; empty where any may. */
  readonly accounts: readonly string[];
  /** ARNs of state machines or roles, where not the whole account is asked about. */
  readonly only?: readonly string[];
  readonly pack?: Pack;
  /** Absent: nothing leaves this process. */
  readonly publish?: PublishSettings;
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

/** One audit from reading to publishing. Throws what the source throws, and AccountError. */
export async function run(source: Source, options: RunOptions): Promise<Outcome> {
  const { accounts, only = [], pack } = options;
  const { files, fileTime } = await source();
  const snapshot = parseSnapshot(files, fileTime);
  const { accountId, gaps } = snapshot;
  if (accountId !== '' && accounts.length > 0 && !accounts.includes(accountId))
    throw new AccountError(
      `account \`${printable(accountId)}\` answers, which is not one of ${accounts.join(', ')}`,
    );

  const report = audit(
    { ...snapshot, gaps: [...gaps, ...unanswered(snapshot, accounts, only)] },
    { engineVersion: version, only, ...(pack === undefined ? {} : { pack }) },
  );
  const deliveries = options.publish === undefined ? [] : await publish(report, options.publish);
  return { report, deliveries };
}
