import { type Gap, isOfAccount } from '../model/coverage.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assessment } from './assessment.ts';
import { withPoliciesOf } from './baselines.ts';
import { circumstancesOf, type Measures } from './circumstances.ts';
import { type Fate, fateIn } from './fate.ts';
import type { Finding } from './finding.ts';
import type { ActiveRecord, Circumstances, Shard } from './head.ts';
import { sightOf } from './sight.ts';
import { isAskedFor } from './speaks-of.ts';

export type { Fate } from './fate.ts';

/** What one run knows of one shard. */
export interface Observation {
  readonly shard: Shard;
  readonly partition: string;
  /** When the account was read: nothing that it says is older. */
  readonly readAt: string;
  readonly found: readonly Finding[];
  /** Reads that went wrong; empty where the run was about a few resources only. */
  readonly gaps: readonly Gap[];
  /** False where the run was about a few resources only: then no gap has ended. */
  readonly isWhole: boolean;
  /** True where nothing of the account could be read: then it is still to be read for the first time, if it was. */
  readonly isUnread?: true;
  /** Of a finding that is remembered and was not found. */
  readonly fateOf: (record: ActiveRecord) => Fate;
  /** Of a finding that was found; absent: nothing is remembered of them. */
  readonly circumstancesOf?: (finding: Finding) => Circumstances;
}

/** What the run was about, and what it measured with. */
export interface Question extends Measures {
  /** ARNs that were asked about; empty: the whole account. */
  readonly only: readonly string[];
}

/**
 * One observation for each region of the snapshot, and one for what has no region.
 *
 * INVARIANT: what was not asked about is not found, and not over.
 */
export function observationsOf(
  snapshot: Snapshot,
  { findings, gaps }: Assessment,
  { only, ...measures }: Question,
): readonly Observation[] {
  const { accountId, partition, takenAt, regions } = snapshot;
  const shut = gaps.find(isOfAccount);
  if (shut !== undefined)
    return [...regions, 'global'].map((region) =>
      unread({ accountId, region }, partition, takenAt, region === 'global' ? [shut] : []),
    );
  const sight = sightOf(snapshot, gaps);
  const isWhole = only.length === 0;
  const wanted: ReadonlySet<string> = isWhole ? new Set() : withPoliciesOf(only, snapshot.roles);
  const found = findings.filter((finding) => isAskedFor(finding, wanted));
  const fateOf = (record: ActiveRecord): Fate =>
    isAskedFor(record.finding, wanted) ? fateIn(sight, measures, record) : { kind: 'open' };
  const places = new Set(
    [...regions, ...found.map(({ region }) => region)].filter((one) => one !== 'global'),
  );
  return [...[...places].sort(), 'global'].map((region) => ({
    shard: { accountId, region },
    partition,
    readAt: takenAt,
    found: found.filter((finding) => finding.region === region),
    gaps: isWhole ? gaps.filter((gap) => placeOf(gap, places) === region) : [],
    isWhole,
    fateOf,
    circumstancesOf: (finding) => circumstancesOf(finding, sight, measures),
  }));
}

/** A gap of a region that nobody keeps anything of is remembered with what has no region. */
function placeOf({ region }: Gap, places: ReadonlySet<string>): string {
  return places.has(region) ? region : 'global';
}

/** A shard of an account that could not be read: nothing is found, nothing is over, and no other gap has ended. */
export function unread(shard: Shard, partition: string, readAt: string, gaps: readonly Gap[]): Observation {
  const fateOf = (): Fate => ({ kind: 'open' });
  return { shard, partition, readAt, found: [], gaps, isWhole: false, isUnread: true, fateOf };
}

/** A shard that the configuration names no more: nothing was read, and all that is remembered is out of scope. */
export function retired(shard: Shard, partition: string, readAt: string): Observation {
  const fate: Fate = { kind: 'over', reason: 'scope-retired' };
  return { shard, partition, readAt, found: [], gaps: [], isWhole: false, fateOf: () => fate };
}
