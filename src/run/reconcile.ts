import type { Shard } from '../findings/head.ts';
import type { Observation } from '../findings/observation.ts';
import { type CommitPorts, commit, type ShardOutcome } from '../state/commit.ts';
import type { LoadedHead } from '../state/state-store.ts';
import { type Delivered, type DeliveryPorts, type DeliverySteps, mark, pass, send } from './pass.ts';
import type { Delivery } from './settle.ts';

export interface ReconcilePorts extends CommitPorts, DeliveryPorts {
  /**
   * Reads the account and tells what it found, shard by shard. A shard of which it tells nothing stays as it is. All its
   * reads begin when it is called: the heads are loaded by then.
   */
  readonly observe: (heads: readonly LoadedHead[]) => Promise<readonly Observation[]>;
  /** Told what was committed before anything of it is delivered. */
  readonly committed?: (outcomes: readonly ShardOutcome[]) => Promise<void>;
}

/** What a run is made of; each can be looked at, and replaced, by itself. */
export interface Steps extends DeliverySteps {
  readonly commit: typeof commit;
}

export interface Reconciled {
  /** One for each observation. */
  readonly outcomes: readonly ShardOutcome[];
  /** As the run leaves them, one for each shard. */
  readonly heads: readonly LoadedHead[];
  /** Of what earlier runs left behind, then of what this one committed. */
  readonly deliveries: readonly Delivery[];
  /** What could not be marked as delivered. */
  readonly problems: readonly string[];
}

const STEPS: Steps = { commit, send, mark };

/**
 * One run over the shards of one account: load, deliver what was left behind, read, commit, deliver, mark. It can stop at
 * any moment, and others may run beside it: what is committed is delivered by whoever comes next, and what was read before
 * another run's commit is dropped.
 *
 * Throws StateError where a head cannot be read, and what `observe` throws; then nothing is committed.
 */
export async function reconcile(
  shards: readonly Shard[],
  ports: ReconcilePorts,
  steps: Steps = STEPS,
): Promise<Reconciled> {
  const loaded: LoadedHead[] = [];
  for (const shard of shards) loaded.push(await ports.store.load(shard));
  const leftOver = await pass({ heads: loaded, isLeftOver: true, isDue: always }, ports, steps);

  const outcomes: ShardOutcome[] = [];
  for (const observation of await ports.observe(leftOver.heads)) {
    const { shard } = observation;
    const before = leftOver.heads.find((loaded) => isOf(loaded, shard));
    if (before !== undefined) outcomes.push(await steps.commit(before, observation, ports));
    else outcomes.push({ kind: 'failed', shard, why: 'its head was not loaded before the account was read' });
  }
  await ports.committed?.(outcomes);

  const fresh = await passCommitted(outcomes, leftOver, ports, steps);
  const isFresh = ({ shard }: LoadedHead): boolean => fresh.heads.some((head) => isOf(head, shard));
  return {
    outcomes,
    heads: [...fresh.heads, ...leftOver.heads.filter((head) => !isFresh(head))],
    deliveries: [...leftOver.deliveries, ...fresh.deliveries],
    problems: [...leftOver.problems, ...fresh.problems],
  };
}

/** Only what this run committed: whoever superseded it delivers its own. */
function passCommitted(
  outcomes: readonly ShardOutcome[],
  { heads: before }: Delivered,
  ports: DeliveryPorts,
  steps: Steps,
): Promise<Delivered> {
  const heads = outcomes.flatMap((outcome) => (outcome.kind === 'committed' ? [outcome.loaded] : []));
  const isCommitted = heads.some(({ shard }) => shard.region === 'global');
  const global = isCommitted ? undefined : before.find(({ shard }) => shard.region === 'global');
  const batch = { heads, isLeftOver: false, isDue: always, ...(global === undefined ? {} : { global }) };
  return pass(batch, ports, steps);
}

const always = (): boolean => true;

function isOf({ shard }: LoadedHead, { accountId, region }: Shard): boolean {
  return shard.accountId === accountId && shard.region === region;
}
