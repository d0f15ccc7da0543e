import type { Progress } from '../collect/reader.ts';
import { readSnapshotFolder } from '../collect/snapshot-files.ts';
import { type Config, type Environment, regionsFrom } from '../config.ts';
import { liveSource } from '../live-source.ts';
import type { Source } from '../run.ts';
import { callsLine } from './calls-line.ts';
import type { Io } from './io.ts';

export function folderSource(folder: string): Source {
  return () => readSnapshotFolder(folder);
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
  const read = liveSource({ regions, lookbackDays, onCall, ...progressOn(io) });
  return async () => {
    const files = await read().finally(() => {
      if (io.isTerminal) io.err(CLEAR_LINE);
    });
    io.err(callsLine(calls));
    return files;
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
