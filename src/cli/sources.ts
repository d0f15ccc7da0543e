import type { Progress } from '../collect/reader.ts';
import { readSnapshotFolder } from '../collect/snapshot-files.ts';
import { type Environment, regionsFrom } from '../config.ts';
import type { Source } from '../run.ts';
import type { Io } from './io.ts';

export function folderSource(folder: string): Source {
  return () => readSnapshotFolder(folder);
}

/** The environment as if the flags were variables: an absent flag leaves the variable as it is. Throws ConfigError. */
export function withFlags(
  environment: Environment,
  flags: { readonly regions: readonly string[]; readonly accounts?: readonly string[] },
): Environment {
  const { regions, accounts = [] } = flags;
  return {
    ...environment,
    ...(regions.length === 0 ? {} : { PLUMBLINE_REGIONS: regionsFrom(regions, environment).join() }),
    ...(accounts.length === 0 ? {} : { PLUMBLINE_ACCOUNTS: accounts.join() }),
  };
}

/** The account of the environment's credentials. The AWS clients are loaded only here, so that all else starts fast. */
export function liveSource([first = '', ...others]: readonly string[], io: Io): Source {
  return async () => {
    const { createClients } = await import('../collect/clients.ts');
    const { collect } = await import('../collect/collect.ts');
    const clients = createClients({ region: first });
    const now = () => new Date();
    try {
      const files = await collect(clients, { regions: [first, ...others], now, ...progressOn(io) });
      return { files, fileTime: now().toISOString() };
    } finally {
      if (io.isTerminal) io.err(CLEAR_LINE);
      clients.destroy();
    }
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
