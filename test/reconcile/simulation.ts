import type { Entry } from '../../src/findings/entry.ts';
import { transition } from '../../src/findings/transition.ts';
import type { Outcome, Receipt } from '../../src/publish/channel.ts';
import { deliver } from '../../src/publish/deliver.ts';
import { drain } from '../../src/run/drain.ts';
import { mark, type Situation, send } from '../../src/run/pass.ts';
import { type Reconciled, type ReconcilePorts, reconcile, type Steps } from '../../src/run/reconcile.ts';
import { commit } from '../../src/state/commit.ts';
import type { WriteAnswer } from '../../src/state/object-store.ts';
import type { StateStore } from '../../src/state/state-store.ts';
import { type RecordingStore, recordingStore, type Writer } from './recording-store.ts';
import {
  CAREFUL,
  type Call,
  type Judgement,
  newWorld,
  observeShard,
  type ReadFaults,
  SHARDS,
  type State,
  timeOf,
  type World,
} from './world.ts';

/** Machines get everything, people some of it; `hub` will never take one of the findings. */
export const CHANNELS: readonly string[] = ['bus', 'hub', 'mail'];
const POISON = 'r3/b';

export function recipientsOf({ kind, subject }: Pick<Entry, 'kind' | 'subject'>): readonly string[] {
  const isForPeople =
    (kind === 'opened' || kind === 'reopened' || kind === 'coverage-lost') && subject !== 'r0/b';
  return isForPeople ? CHANNELS : ['bus', 'hub'];
}

/** What becomes of a write, and of its answer. */
export type WriteFate = 'answered' | 'answer-lost' | 'lost' | { readonly lateBy: number };

/** Everything that goes wrong for one run. */
export interface RunPlan {
  readonly kind: 'run' | 'drain';
  /** The step at which the process ends; there are two for each call, before and after it. */
  readonly crashAt: number;
  readonly reading: ReadFaults;
  /** Positions in each batch at which an entry fails. */
  readonly failing: readonly number[];
  /** The batch that arrives and whose answer does not. */
  readonly lostBatch: number;
  /** Of its writes, in order; further ones are answered. */
  readonly writes: readonly WriteFate[];
}

export const CLEAN: RunPlan = {
  kind: 'run',
  crashAt: Number.POSITIVE_INFINITY,
  reading: { denied: [] },
  failing: [],
  lostBatch: -1,
  writes: [],
};

export interface Change {
  readonly resource: string;
  readonly state: State;
}

export type Step =
  | { readonly kind: 'set'; readonly change: Change }
  | { readonly kind: 'run'; readonly plan: RunPlan }
  | { readonly kind: 'together'; readonly plans: readonly RunPlan[]; readonly changes: readonly Change[] };

export interface Sent {
  readonly channel: string;
  readonly id: string;
  readonly subject: string;
  readonly seq: number;
}

/** What a run is made of. A seeded mistake replaces a part. */
export interface Machinery {
  readonly ports: ReconcilePorts;
  readonly steps: Steps;
  readonly judgement: Judgement;
  /** A write without a look at the tag. */
  readonly overwrite: StateStore['cas'];
  /** One batch, in the order of the entries. */
  readonly sendBatch: ReconcilePorts['deliver'];
}

export type Mutation = (sound: Machinery) => Machinery;

export const SOUND: Mutation = (machinery) => machinery;

export interface Simulation {
  readonly world: World;
  readonly store: RecordingStore;
  readonly sent: readonly Sent[];
  /** `channel id` of what a channel will never take, or has failed to take so often that a head may give it up. */
  readonly refused: ReadonlySet<string>;
  /** What was wrong at the moment at which it happened. */
  readonly wrong: readonly string[];
  readonly counts: { readonly runs: number; readonly crashes: number; readonly superseded: number };
  readonly set: (change: Change) => void;
  readonly run: (plan: RunPlan, pace?: () => Promise<unknown>) => Promise<void>;
  /** Writes that were on their way arrive. */
  readonly settle: () => void;
}

/** Ten, where each of them is counted once; a mark of which nobody knows whether it was written may be counted twice. */
const ENOUGH_FAILURES = 5;

class Crash extends Error {}

export function simulate(mutate: Mutation = SOUND): Simulation {
  const world = newWorld();
  const store = recordingStore();
  const sent: Sent[] = [];
  const refused = new Set<string>();
  const failures = new Map<string, number>();
  const wrong: string[] = [];
  const counts = { runs: 0, crashes: 0, superseded: 0 };
  let late: { readonly at: number; readonly arrive: () => void }[] = [];
  let ids = 0;

  const arriveUntil = (time: number): void => {
    const due = late.filter(({ at }) => at <= time);
    late = late.filter(({ at }) => at > time);
    for (const { arrive } of due) arrive();
  };

  function machineryFor(
    plan: RunPlan,
    writer: { -readonly [Key in keyof Writer]: Writer[Key] },
    call: Call,
  ): Machinery {
    let writes = 0;
    let batches = 0;
    const cas = (isBlind: boolean): StateStore['cas'] => {
      return (next, tag) => {
        const fate = plan.writes[writes++] ?? 'answered';
        const seen = { ...writer };
        return call((): WriteAnswer => {
          const write = (): WriteAnswer => store.write(next, tag, seen, isBlind);
          if (fate === 'answered') return write();
          if (fate === 'answer-lost') write();
          else if (fate !== 'lost') late.push({ at: world.now() + fate.lateBy, arrive: write });
          return { kind: 'unknown', why: 'the connection ended' };
        });
      };
    };
    const receiptOf = (channel: string, { id, subject, seq }: Entry, index: number): Receipt => {
      if (!store.committed.has(id)) wrong.push(`I3 ${id} is delivered and not committed`);
      if (plan.failing.includes(index)) {
        const key = `${channel} ${id}`;
        const count = (failures.get(key) ?? 0) + 1;
        failures.set(key, count);
        if (count >= ENOUGH_FAILURES) refused.add(key);
        return { kind: 'failed', id, why: 'throttled' };
      }
      if (channel === 'hub' && subject === POISON) {
        refused.add(`${channel} ${id}`);
        return { kind: 'refused', id, why: 'invalid' };
      }
      sent.push({ channel, id, subject, seq });
      return { kind: 'delivered', id };
    };
    const sendBatch = async (
      channel: string,
      entries: readonly Entry[],
      { messagesLeft }: Situation,
    ): Promise<Outcome> =>
      call(() => {
        const isForPeople = channel === 'mail';
        if (isForPeople && messagesLeft === 0)
          return { receipts: entries.map(({ id }): Receipt => ({ kind: 'postponed', id })), messages: 0 };
        // A message to people has all entries, and fails as one.
        const receipts = entries.map((entry, index) => receiptOf(channel, entry, isForPeople ? 0 : index));
        if (batches++ === plan.lostBatch) throw new Error('the connection ended');
        return { receipts, messages: isForPeople ? 1 : 0 };
      });
    const sound: Machinery = {
      judgement: CAREFUL,
      steps: { commit, send, mark },
      overwrite: cas(true),
      sendBatch,
      ports: {
        store: { load: (shard) => call(() => store.load(shard)), cas: cas(false) },
        transit: transition,
        rules: { suppressionOf: () => undefined, recipientsOf },
        newCommitId: () => `commit-${++ids}`,
        now: () => new Date(timeOf(world.now())),
        deliver: (channel, entries, situation) =>
          deliver(
            { audience: channel === 'mail' ? 'people' : 'machines' },
            { deliver: (batch) => sendBatch(channel, batch, situation) },
            entries,
            situation,
          ),
        observe: async (heads) => {
          writer.from = world.tick();
          const observations = [];
          for (const loaded of heads.filter(({ shard }) => shard.region !== plan.reading.unread))
            observations.push(
              await observeShard(loaded, writer.from, { world, call, faults: plan.reading, judgement }),
            );
          writer.to = world.tick();
          return observations;
        },
      },
    };
    const machinery = mutate(sound);
    const { judgement } = machinery;
    return machinery;
  }

  async function run(plan: RunPlan, pace?: () => Promise<unknown>): Promise<void> {
    const number = counts.runs++;
    let steps = 0;
    let isDead = false;
    const step = (): void => {
      isDead ||= steps++ === plan.crashAt;
      if (isDead) throw new Crash();
    };
    const call: Call = async (work) => {
      step();
      if (pace !== undefined) await pace();
      arriveUntil(world.tick());
      const value = work();
      step();
      return value;
    };
    const machinery = machineryFor(plan, { run: number, from: -1, to: -1 }, call);
    try {
      if (plan.kind === 'run') checkResult(number, await reconcile(SHARDS, machinery.ports, machinery.steps));
      else {
        const shards = (): Promise<typeof SHARDS> => call(() => store.shards());
        const isForPeople = (channel: string): boolean => channel === 'mail';
        await drain({ ...machinery.ports, isForPeople, store: { ...machinery.ports.store, shards } }, '9999');
      }
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      counts.crashes++;
    }
  }

  function checkResult(number: number, { outcomes }: Reconciled): void {
    for (const { kind, shard } of outcomes) {
      if (kind === 'superseded') counts.superseded++;
      const isThere = store.commits.some(({ run, region }) => run === number && region === shard.region);
      if (kind === 'committed' && !isThere) wrong.push('I7 a commit is told that is none');
    }
  }

  return {
    world,
    store,
    sent,
    refused,
    wrong,
    counts,
    set: ({ resource, state }) => world.set(resource, state),
    run,
    settle: () => arriveUntil(Number.POSITIVE_INFINITY),
  };
}
