import type { JsonRecord } from '../model/json.ts';
import { known, type Read } from '../model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../model/snapshot.ts';
import { type ClientFactory, endingWith } from './clients.ts';
import { deadlineIn } from './deadline.ts';
import { type Identity, WHO_ASKS, whoAsks } from './identity.ts';
import { type Clock, createLimiter, type Limiter, type Pace, systemClock } from './limiter.ts';
import { QUOTAS } from './quotas.ts';
import { type Access, joined, type Part, type Progress, settled } from './reader.ts';
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
  /** When reading stops, whatever is left: that is then coverage. */
  readonly deadline?: Date;
  /** Told of every call, by its IAM action. */
  readonly onCall?: (action: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Time of pacing; default: the system's. */
  readonly clock?: Clock;
  /** Of the same clock, where one process reads more than once; default: one for this reading. */
  readonly limiter?: Limiter;
}

const DAY = 86_400_000;

/**
 * Reads an account into the files of a snapshot folder. What AWS refuses becomes coverage in `snapshot.json`;
 * throws only `CredentialsError`.
 */
export async function collect(clients: ClientFactory, options: CollectOptions): Promise<SnapshotFiles> {
  const { lookbackDays = LOOKBACK_DAYS, onCall = () => {}, confirm = [], clock = systemClock } = options;
  const { limiter = createLimiter(QUOTAS, clock) } = options;
  const takenAt = options.now();
  const begin = clock.now();
  const left = options.deadline === undefined ? undefined : options.deadline.getTime() - takenAt.getTime();
  if (options.identity === undefined) onCall(WHO_ASKS);
  const { coverage, ...account } = options.identity ?? (await whoAsks(clients));
  const { partition, accountId } = account;
  const deadline = deadlineIn(left === undefined ? undefined : begin + left - clock.now(), clock);
  const accessUntil = (part: number): Access => {
    const end = left === undefined ? Number.POSITIVE_INFINITY : begin + left * part;
    return {
      clients: endingWith(deadline.signal, clients),
      regions: options.regions,
      pace: counted(limiter.paceOf(accountId ?? '', end), onCall),
      isOver: () => clock.now() >= end,
      ...(partition === undefined || accountId === undefined ? {} : { account: { partition, accountId } }),
      confirm,
      jobsSince: new Date(takenAt.getTime() - lookbackDays * DAY),
      onProgress: options.onProgress ?? (() => {}),
    };
  };
  let part: Part = { files: new Map(), coverage: [coverage] };
  try {
    for (const reader of readers)
      part = joined([part, await reader.read(accessUntil(reader.until ?? 1), part)]);
  } finally {
    deadline.release();
  }

  const header: JsonRecord = {
    schemaVersion: 1,
    takenAt: takenAt.toISOString(),
    ...account,
    regions: [...options.regions],
    coverage: part.coverage.map(settled),
  };
  const files = new Map<string, Read<unknown>>([[SNAPSHOT_FILE, known(header)]]);
  for (const [path, file] of part.files) files.set(path, known(file));
  return files;
}

/** Tells of each turn that is given. */
function counted(pace: Pace, onCall: (action: string) => void): Pace {
  return {
    ...pace,
    turn: async (action, region) => {
      const isGiven = await pace.turn(action, region);
      if (isGiven) onCall(action);
      return isGiven;
    },
  };
}
