import { randomUUID } from 'node:crypto';
import type { Shard } from '../findings/head.ts';
import type { ShardHistory } from '../findings/history.ts';
import type { Observation } from '../findings/observation.ts';
import type { Report } from '../findings/report.ts';
import type { TransitionRules } from '../findings/transition.ts';
import { openOutlets, recipientsOf } from '../publish/outlets.ts';
import type { ShardOutcome } from '../state/commit.ts';
import { StateError } from '../state/state-error.ts';
import { type LoadedHead, type StateStore, stateStore } from '../state/state-store.ts';
import { countOutbox } from './outbox-count.ts';
import { announce, archive, deliveryTo, isForPeople } from './outlets-port.ts';
import { reconcile } from './reconcile.ts';
import type { Memory, Outcome, RunOptions } from './run-options.ts';
import type { OpenSource } from './source.ts';
import { GLOBAL, type Work, workOf } from './work.ts';

/**
 * A run that knows what earlier ones found: what is new is told, what is over by evidence is resolved, and what could not be
 * looked at stays as it is. Throws what the source throws, and StateError where what is remembered cannot be read; then nothing
 * is changed.
 */
export async function rememberingRun(
  opened: OpenSource,
  memory: Memory,
  options: RunOptions,
): Promise<Outcome> {
  if (opened.accountId === '')
    throw new StateError('nothing tells whose account this is: nothing can be remembered of it');
  const { publish } = options;
  const store = stateStore(memory.objects);
  const shards = await shardsOf(opened, memory, store);
  const work = workOf(opened, memory, options);
  const rules: TransitionRules = {
    suppressionOf: (finding, outgrown) => work.coveringOf(finding, outgrown)?.key,
    recipientsOf: (entry) => (publish === undefined ? [] : recipientsOf(entry, publish)),
  };
  if (memory.isLook === true) return look(shards, store, work, rules);
  return commitAndTell(shards, store, work, rules, options);
}

/** Those that are read; and all others that are remembered of the account, where these are to be retired. */
async function shardsOf(
  { accountId, regions }: OpenSource,
  { retireOthers = false }: Memory,
  store: StateStore,
): Promise<readonly Shard[]> {
  const own = [...[...regions].sort(), GLOBAL].map((region) => ({ accountId, region }));
  if (!retireOthers) return own;
  const others = (await store.shards(accountId)).filter(
    (shard) => !own.some(({ region }) => region === shard.region),
  );
  return [...own, ...others];
}

/** Compares with what is remembered, and leaves it as it is. */
async function look(
  shards: readonly Shard[],
  store: StateStore,
  work: Work,
  rules: TransitionRules,
): Promise<Outcome> {
  const heads: LoadedHead[] = [];
  for (const shard of shards) heads.push(await store.load(shard));
  const observations = await work.observe(heads);
  const histories = observations.map((observation) => followed(heads, observation, work, rules));
  return { report: work.reportWith(histories), deliveries: [], problems: [] };
}

async function commitAndTell(
  shards: readonly Shard[],
  store: StateStore,
  work: Work,
  rules: TransitionRules,
  { publish, deadline, only = [], isPart = false, holdsPeople = false }: RunOptions,
): Promise<Outcome> {
  const outlets = openOutlets(publish ?? { minSeverity: 'info' });
  let loaded: readonly LoadedHead[] = [];
  let observations: readonly Observation[] = [];
  let told:
    | { readonly report: Report; readonly place?: string; readonly problems: readonly string[] }
    | undefined;
  try {
    const { outcomes, heads, deliveries, problems } = await reconcile(shards, {
      store,
      transit: work.transit,
      rules,
      newCommitId: randomUUID,
      now: () => new Date(),
      observe: async (heads) => {
        loaded = heads;
        observations = await work.observe(heads);
        return observations;
      },
      committed: async (outcomes) => {
        const histories = observations.map(
          (observation) =>
            committed(loaded, outcomes, observation.shard) ?? followed(loaded, observation, work, rules),
        );
        const report = work.reportWith(histories);
        told = { report, ...(await archive(report, outlets)) };
      },
      deliver: deliveryTo(outlets, () => told?.place),
      ...(holdsPeople ? { holds: isForPeople(outlets) } : {}),
      ...(deadline === undefined ? {} : { deadline }),
    });
    if (told === undefined) throw new Error('a run that ends has told what it committed');
    const uncommitted = outcomes.flatMap(({ kind, shard }) => (kind === 'committed' ? [] : [shard]));
    const soFar = [...outcomes.flatMap(problemOf), ...told.problems, ...problems];
    const isWhole = only.length === 0 && !isPart;
    const isInTime = deadline === undefined || new Date() < deadline;
    const untold = isWhole && isInTime ? await announce(told.report, soFar, outlets) : [];
    return {
      report: told.report,
      deliveries,
      problems: [...soFar, ...untold],
      uncommitted,
      health: {
        isCommitted: uncommitted.length === 0,
        percentRead: work.percentRead(),
        outbox: countOutbox(heads, new Date()),
      },
    };
  } finally {
    await outlets.close();
  }
}

function committed(
  loaded: readonly LoadedHead[],
  outcomes: readonly ShardOutcome[],
  { region }: Shard,
): ShardHistory | undefined {
  const outcome = outcomes.find(({ shard }) => shard.region === region);
  if (outcome?.kind !== 'committed' || outcome.loaded.head === undefined) return undefined;
  return history(loaded, region, outcome.loaded.head);
}

/** What would be remembered if the run could commit. */
function followed(
  loaded: readonly LoadedHead[],
  observation: Observation,
  { transit }: Work,
  rules: TransitionRules,
): ShardHistory {
  const { region } = observation.shard;
  const before = loaded.find(({ shard }) => shard.region === region)?.head;
  return history(loaded, region, transit(before, observation, rules).next);
}

function history(loaded: readonly LoadedHead[], region: string, after: ShardHistory['after']): ShardHistory {
  const before = loaded.find(({ shard }) => shard.region === region)?.head;
  return before === undefined ? { after } : { before, after };
}

function problemOf(outcome: ShardOutcome): readonly string[] {
  const { accountId, region } = outcome.shard;
  switch (outcome.kind) {
    case 'committed':
      return [];
    case 'superseded':
      return [
        `${accountId}/${region}: another run has committed in the meantime, and what this one read is older`,
      ];
    case 'failed':
      return [`${accountId}/${region} is not remembered: ${outcome.why}`];
  }
}
