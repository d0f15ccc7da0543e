import type { JsonRecord } from '../model/json.ts';
import { known, type Read } from '../model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../model/snapshot.ts';
import { type ClientFactory, endingWith } from './clients.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
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
  const { onCall = () => {}, clock = systemClock } = options;
  const takenAt = options.now();
  const left = options.deadline === undefined ? undefined : options.deadline.getTime() - takenAt.getTime();
  const deadline = deadlineIn(left, clock);
  try {
    if (options.identity === undefined) onCall(WHO_ASKS);
    const identity = options.identity ?? (await whoAsks(clients));
    const accessUntil = accessOf(endingWith(deadline.signal, clients), identity, deadline, takenAt, options);
    let part: Part = { files: new Map(), coverage: [identity.coverage] };
    for (const reader of readers)
      part = joined([part, await reader.read(accessUntil(reader.until ?? 1), part)]);
    return filesOf(part, identity, takenAt, options.regions);
  } finally {
    deadline.release();
  }
}

/** What readers work with that stop after a part of the time. */
function accessOf(
  clients: ClientFactory,
  { partition, accountId }: Identity,
  deadline: Deadline,
  takenAt: Date,
  options: CollectOptions,
): (part: number) => Access {
  const { regions, confirm = [], lookbackDays = LOOKBACK_DAYS, clock = systemClock } = options;
  const { limiter = createLimiter(QUOTAS, clock), onCall = () => {}, onProgress = () => {} } = options;
  return (part) => {
    const end = deadline.endOf(part);
    return {
      clients,
      regions,
      pace: counted(limiter.paceOf(accountId ?? '', end), onCall),
      isOver: () => clock.now() >= end,
      ...(partition === undefined || accountId === undefined ? {} : { account: { partition, accountId } }),
      confirm,
      jobsSince: new Date(takenAt.getTime() - lookbackDays * DAY),
      onProgress,
    };
  };
}

function filesOf(
  { files, coverage }: Part,
  { coverage: _, arn: _arn, ...account }: Identity,
  takenAt: Date,
  regions: readonly string[],
): SnapshotFiles {
  const header: JsonRecord = {
    schemaVersion: 1,
    takenAt: takenAt.toISOString(),
    ...account,
    regions: [...regions],
    coverage: coverage.map(settled),
  };
  const all = new Map<string, Read<unknown>>([[SNAPSHOT_FILE, known(header)]]);
  for (const [path, file] of files) all.set(path, known(file));
  return all;
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
