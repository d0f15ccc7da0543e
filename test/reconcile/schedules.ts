import fc from 'fast-check';
import { violations } from './invariants.ts';
import {
  type Change,
  type Mutation,
  type RunPlan,
  type Simulation,
  type Step,
  simulate,
} from './simulation.ts';
import { CODES, RESOURCES, SHARDS, type State } from './world.ts';

const resource = fc.constantFrom(...RESOURCES);

const state: fc.Arbitrary<State> = fc.option(
  fc.dictionary(fc.constantFrom(...CODES), fc.nat({ max: 1 }), { maxKeys: CODES.length }),
  { nil: undefined },
);

const change: fc.Arbitrary<Change> = fc.record({ resource, state });

function sometimes<Value, Nil>(arbitrary: fc.Arbitrary<Value>, nil: Nil): fc.Arbitrary<Value | Nil> {
  return fc.option(arbitrary, { nil, freq: 2 });
}

const plan: fc.Arbitrary<RunPlan> = fc
  .record({
    kind: fc.constantFrom<RunPlan['kind']>('run', 'run', 'run', 'drain'),
    crashAt: sometimes(fc.nat({ max: 60 }), Number.POSITIVE_INFINITY),
    failingPage: sometimes(resource, undefined),
    hidden: sometimes(resource, undefined),
    denied: fc.uniqueArray(resource, { maxLength: 2 }),
    unread: fc.option(fc.constantFrom(...SHARDS.map(({ region }) => region)), { nil: undefined, freq: 5 }),
    failing: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 3 }),
    lostBatch: sometimes(fc.nat({ max: 3 }), -1),
    writes: fc.array(
      fc.oneof(
        fc.constantFrom('answered', 'answered', 'answer-lost', 'lost'),
        fc.nat({ max: 40 }).map((lateBy) => ({ lateBy })),
      ),
      { maxLength: 4 },
    ),
  })
  .map(({ failingPage, hidden, denied, unread, ...others }) => ({
    ...others,
    reading: {
      denied,
      ...(failingPage === undefined ? {} : { failingPage }),
      ...(hidden === undefined ? {} : { hidden }),
      ...(unread === undefined ? {} : { unread }),
    },
  }));

/** What happens to an installation, one after the other and side by side. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('run'), plan }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('set'), change }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('together'),
        plans: fc.array(plan, { minLength: 2, maxLength: 3 }),
        changes: fc.array(change, { maxLength: 3 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 8 },
);

async function perform(simulation: Simulation, step: Step, scheduler: fc.Scheduler): Promise<void> {
  if (step.kind === 'set') simulation.set(step.change);
  else if (step.kind === 'run') await simulation.run(step.plan);
  else {
    const pace = (): Promise<void> => scheduler.schedule(Promise.resolve());
    const changed = async (today: Change): Promise<void> => {
      await pace();
      simulation.set(today);
    };
    const all = [
      ...step.plans.map((each) => simulation.run(each, pace)),
      ...step.changes.map((each) => changed(each)),
    ];
    await scheduler.waitFor(Promise.all(all));
  }
}

/** What was tried, so that a run of many can say what it met. */
export interface Tally {
  schedules: number;
  runs: number;
  crashes: number;
  superseded: number;
  commits: number;
  sent: number;
}

export function newTally(): Tally {
  return { schedules: 0, runs: 0, crashes: 0, superseded: 0, commits: 0, sent: 0 };
}

/** No schedule violates an invariant. */
export function noViolation(
  mutate: Mutation,
  tally: Tally,
): fc.IAsyncPropertyWithHooks<[readonly Step[], fc.Scheduler]> {
  return fc.asyncProperty(steps, fc.scheduler(), async (history, scheduler) => {
    const simulation = simulate(mutate);
    simulation.set({ resource: 'r0', state: { a: 0 } });
    simulation.set({ resource: 'r2', state: { a: 0 } });
    for (const step of history) await perform(simulation, step, scheduler);
    const [first] = await violations(simulation);
    const { counts, store, sent } = simulation;
    tally.schedules++;
    tally.runs += counts.runs;
    tally.crashes += counts.crashes;
    tally.superseded += counts.superseded;
    tally.commits += store.commits.length;
    tally.sent += sent.length;
    if (first !== undefined) throw new Error(first);
  });
}
