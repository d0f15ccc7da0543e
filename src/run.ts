import { audit } from './audit.ts';
import type { Pack } from './expected/grant.ts';
import { printable } from './findings/printable.ts';
import type { Report } from './findings/report.ts';
import type { Gap } from './model/coverage.ts';
import { parseSnapshot, type SnapshotFiles } from './model/snapshot.ts';
import type { Delivery, PublishSettings } from './publish/channel.ts';
import { publish } from './publish/publish.ts';
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
  const { files, fileTime } = await source();
  const snapshot = parseSnapshot(files, fileTime);
  const report = audit(
    { ...snapshot, gaps: [...snapshot.gaps, ...accountGaps(snapshot.accountId, options.accounts)] },
    {
      engineVersion: version,
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.pack === undefined ? {} : { pack: options.pack }),
    },
  );
  const deliveries = options.publish === undefined ? [] : await publish(report, options.publish);
  return { report, deliveries };
}

/** One gap for each account that was asked for and did not answer. */
function accountGaps(answered: string, asked: readonly string[]): readonly Gap[] {
  if (answered !== '' && asked.length > 0 && !asked.includes(answered))
    throw new AccountError(
      `account \`${printable(answered)}\` answers, which is not one of ${asked.join(', ')}`,
    );
  return asked
    .filter((account) => account !== answered)
    .map((account) => ({
      source: 'accounts',
      region: 'global',
      kind: 'not-read',
      why: `account ${account} is not read: the credentials belong to another account`,
    }));
}
