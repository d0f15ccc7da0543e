import { baselineRecord, baselinesIn, recordedBaselines } from '../findings/baselines.ts';
import type { Head, Shard } from '../findings/head.ts';
import { type ShardHistory, withHistory } from '../findings/history.ts';
import { toConfirm } from '../findings/lens.ts';
import { type Observation, observationsOf, retired } from '../findings/observation.ts';
import type { Report } from '../findings/report.ts';
import { type CoveringOf, suppressionsOf } from '../findings/suppression.ts';
import { type Transit, transition } from '../findings/transition.ts';
import type { LoadedHead } from '../state/state-store.ts';
import { type Observed, observe } from './observe.ts';
import type { Memory, RunOptions } from './run-options.ts';
import type { OpenSource } from './source.ts';

export const GLOBAL = 'global';

/** What one run does between loading the heads and writing them, and what it has to say afterwards. */
export interface Work {
  /** To be called once, when the heads are loaded. */
  readonly observe: (heads: readonly LoadedHead[]) => Promise<readonly Observation[]>;
  /** As `transition`; the baselines of AWS managed policies go with what has no region. */
  readonly transit: Transit;
  readonly coveringOf: CoveringOf;
  readonly reportWith: (histories: readonly ShardHistory[]) => Report;
}

export function workOf(opened: OpenSource, { acceptBaselines = false }: Memory, options: RunOptions): Work {
  const { only = [], pack = 'docs-2025', suppressions = [], isPart = false } = options;
  let observed: Observed | undefined;
  let coveringOf: CoveringOf = () => undefined;

  async function observeAll(heads: readonly LoadedHead[]): Promise<readonly Observation[]> {
    const known = heads.flatMap(({ head }) => head ?? []);
    const baselines = baselinesIn(known.find(({ region }) => region === GLOBAL)?.baselines ?? {});
    const times = known.flatMap(({ readAt }) => readAt ?? []).sort();
    const remembered = times.at(-1);
    const request = { confirm: toConfirm(known), ...(remembered === undefined ? {} : { remembered }) };
    observed = await observe(opened, request, baselines, options);
    const { snapshot, assessment } = observed;
    coveringOf = suppressionsOf(suppressions, snapshot.takenAt);
    const observations = observationsOf(snapshot, assessment, { only, pack, baselines });
    return [
      ...(isPart ? observations.flatMap((each) => inPart(each, known)) : observations),
      ...(observations.some(({ isUnread }) => isUnread === true)
        ? []
        : others(heads, observations, snapshot.takenAt)),
    ];
  }

  function withBaselines(head: Head): Head {
    if (observed === undefined || head.region !== GLOBAL) return head;
    const before = baselinesIn(head.baselines);
    const after = recordedBaselines(before, observed.snapshot, { accept: acceptBaselines, only });
    return after === before ? head : { ...head, baselines: baselineRecord(after) };
  }

  function reportWith(histories: readonly ShardHistory[]): Report {
    if (observed === undefined) throw new Error('an account that was not read has no report');
    return withHistory(observed.report, histories, only.length === 0, coveringOf);
  }

  return {
    observe: observeAll,
    transit: (head, observation, rules) => {
      const { next, entries } = transition(head, observation, rules);
      return { next: withBaselines(next), entries };
    },
    coveringOf: (finding, outgrown) => coveringOf(finding, outgrown),
    reportWith,
  };
}

/**
 * What has no region, such as what nobody uses of a role, rests on every region: where fewer are read than at other times,
 * none of it is found, and none over. Where nothing is remembered of it yet, the first run that reads all begins.
 */
function inPart(observation: Observation, known: readonly Head[]): readonly Observation[] {
  if (observation.shard.region !== GLOBAL) return [observation];
  if (known.every(({ region }) => region !== GLOBAL)) return [];
  return [{ ...observation, found: [], isWhole: false, fateOf: () => ({ kind: 'open' }) }];
}

/** Shards that were loaded although nothing of theirs is read any more. */
function others(
  heads: readonly LoadedHead[],
  observations: readonly Observation[],
  readAt: string,
): readonly Observation[] {
  const isObserved = ({ region }: Shard): boolean =>
    observations.some(({ shard }) => shard.region === region);
  return heads.flatMap(({ shard, head }) =>
    head === undefined || isObserved(shard) ? [] : [retired(shard, head.partition, readAt)],
  );
}
