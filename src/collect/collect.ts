import type { JsonRecord } from '../model/json.ts';
import { known, type Read } from '../model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../model/snapshot.ts';
import type { ClientFactory } from './clients.ts';
import { type Identity, WHO_ASKS, whoAsks } from './identity.ts';
import { type Clock, createPace, systemClock } from './limiter.ts';
import { QUOTAS } from './quotas.ts';
import type { Access, Part, Progress } from './reader.ts';
import { readers } from './readers/index.ts';
import { LOOKBACK_DAYS } from './sagemaker/limits.ts';

export interface CollectOptions {
  readonly regions: readonly string[];
  /** Wall clock, for `takenAt`. */
  readonly now: () => Date;
  /** How far back jobs are read; default: `LOOKBACK_DAYS`. */
  readonly lookbackDays?: number;
  /** Who asks, where the caller knows it already. */
  readonly identity?: Identity;
  /** ARNs to ask for directly where no list shows them. */
  readonly confirm?: readonly string[];
  /** Told of every call, by its IAM action; calls that the SDK repeats count once. */
  readonly onCall?: (action: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Paces the calls; default: the system's. */
  readonly clock?: Clock;
}

const DAY = 86_400_000;

/**
 * Reads an account into the files of a snapshot folder. What AWS refuses becomes coverage in `snapshot.json`;
 * throws only `CredentialsError`.
 */
export async function collect(clients: ClientFactory, options: CollectOptions): Promise<SnapshotFiles> {
  const { lookbackDays = LOOKBACK_DAYS, onCall = () => {} } = options;
  const takenAt = options.now();
  const pace = createPace(QUOTAS, options.clock ?? systemClock);
  const access: Access = {
    clients,
    regions: options.regions,
    pace: (action, region) => {
      onCall(action);
      return pace(action, region);
    },
    jobsSince: new Date(takenAt.getTime() - lookbackDays * DAY),
    onProgress: options.onProgress ?? (() => {}),
  };
  if (options.identity === undefined) onCall(WHO_ASKS);
  const { coverage, ...account } = options.identity ?? (await whoAsks(clients));
  let part: Part = { files: new Map(), coverage: [coverage] };
  for (const reader of readers) part = join(part, await reader.read(access, part));

  const header: JsonRecord = {
    schemaVersion: 1,
    takenAt: takenAt.toISOString(),
    ...account,
    regions: [...options.regions],
    coverage: part.coverage,
  };
  const files = new Map<string, Read<unknown>>([[SNAPSHOT_FILE, known(header)]]);
  for (const [path, file] of part.files) files.set(path, known(file));
  return files;
}

/** A file that both parts hold is the later part's. */
function join(earlier: Part, later: Part): Part {
  return {
    files: new Map([...earlier.files, ...later.files]),
    coverage: [...earlier.coverage, ...later.coverage],
  };
}
