import { SnapshotError } from '../collect/errors.ts';
import { readSnapshotFolder } from '../collect/snapshot-files.ts';
import { type Config, type Environment, regionsFrom } from '../config/config.ts';
import { printable } from '../findings/printable.ts';
import { parseSnapshot } from '../model/snapshot.ts';
import { liveSource } from '../run/live-source.ts';
import type { Source } from '../run/source.ts';
import { callsLine } from './calls-line.ts';
import type { Io } from './io.ts';
import type { ProgressLine } from './progress-line.ts';
import { auditingText } from './progress-text.ts';

/** A folder is read when it is opened: its files tell whose they are, and nothing can be asked of it. */
export function folderSource(folder: string, line: ProgressLine): Source {
  return async () => {
    line.say(`reading ${printable(folder)}`);
    const read = await readSnapshotFolder(folder);
    const { partition, accountId, regions, takenAt } = parseSnapshot(read.files, read.fileTime);
    return {
      partition,
      accountId,
      regions,
      read: async ({ remembered = takenAt }) => {
        if (Date.parse(takenAt) >= Date.parse(remembered)) return read;
        throw new SnapshotError(
          `\`${folder}\` was read at ${printable(takenAt)}, and what is remembered at ${printable(remembered)}: nothing was changed`,
        );
      },
      close: () => {},
    };
  };
}

/** The environment as if the flags were variables: an absent flag leaves the variable as it is. Throws ConfigError. */
export function withFlags(
  environment: Environment,
  flags: {
    readonly regions: readonly string[];
    readonly accounts?: readonly string[];
    readonly lookbackDays?: string;
  },
): Environment {
  const { regions, accounts = [], lookbackDays } = flags;
  return {
    ...environment,
    ...(regions.length === 0 ? {} : { PLUMBLINE_REGIONS: regionsFrom(regions, environment).join() }),
    ...(accounts.length === 0 ? {} : { PLUMBLINE_ACCOUNTS: accounts.join() }),
    ...(lookbackDays === undefined ? {} : { PLUMBLINE_LOOKBACK_DAYS: lookbackDays }),
  };
}

/** The account of the environment's credentials; what it cost is said on standard error, and on the line how far it is. */
export function accountSource({ regions, lookbackDays }: Config, io: Io, line: ProgressLine): Source {
  const calls = new Map<string, number>();
  const onCall = (action: string): void => {
    calls.set(action, (calls.get(action) ?? 0) + 1);
  };
  const open = liveSource({ regions, lookbackDays, onCall, onProgress: line.onProgress });
  return async () => {
    const opened = await open();
    return {
      ...opened,
      read: async (request) => {
        const files = await opened.read(request).finally(line.clear);
        io.err(callsLine(calls));
        return files;
      },
    };
  };
}

/** The source, with what comes after its reading said on the line. */
export function auditedWith(source: Source, line: ProgressLine): Source {
  return async () => {
    const opened = await source();
    return {
      ...opened,
      read: async (request) => {
        const read = await opened.read(request);
        line.say(auditingText(read.files));
        return read;
      },
    };
  };
}
