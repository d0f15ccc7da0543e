import { SnapshotError } from '../collect/errors.ts';
import type { Progress } from '../collect/reader.ts';
import { readSnapshotFolder } from '../collect/snapshot-files.ts';
import { type Config, type Environment, regionsFrom } from '../config/config.ts';
import { printable } from '../findings/printable.ts';
import { parseSnapshot } from '../model/snapshot.ts';
import { liveSource } from '../run/live-source.ts';
import type { Source } from '../run/source.ts';
import { callsLine } from './calls-line.ts';
import type { Io } from './io.ts';

/** A folder is read when it is opened: its files tell whose they are, and nothing can be asked of it. */
export function folderSource(folder: string): Source {
  return async () => {
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

/** The account of the environment's credentials; what it cost is said on standard error. */
export function accountSource({ regions, lookbackDays }: Config, io: Io): Source {
  const calls = new Map<string, number>();
  const onCall = (action: string): void => {
    calls.set(action, (calls.get(action) ?? 0) + 1);
  };
  const open = liveSource({ regions, lookbackDays, onCall, ...progressOn(io) });
  return async () => {
    const opened = await open();
    return {
      ...opened,
      read: async (request) => {
        const files = await opened.read(request).finally(() => {
          if (io.isTerminal) io.err(CLEAR_LINE);
        });
        io.err(callsLine(calls));
        return files;
      },
    };
  };
}

const CLEAR_LINE = '\r\u001b[K';

/** One line that is written over and over; only where somebody watches. */
function progressOn(io: Io): { onProgress?: (progress: Progress) => void } {
  if (!io.isTerminal) return {};
  return {
    onProgress: ({ stage, done, total }) =>
      io.err(`${CLEAR_LINE}${stage}: ${done}${total === undefined ? '' : ` of ${total}`}`),
  };
}
