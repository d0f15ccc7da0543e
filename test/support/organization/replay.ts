import { randomUUID } from 'node:crypto';
import { NO_BASELINES } from '../../../src/findings/baselines.ts';
import type { Circumstances, Head } from '../../../src/findings/head.ts';
import { type Observation, observationsOf } from '../../../src/findings/observation.ts';
import { transition } from '../../../src/findings/transition.ts';
import { observe } from '../../../src/run/observe.ts';
import { reconcile } from '../../../src/run/reconcile.ts';
import type { ObjectStore } from '../../../src/state/object-store.ts';
import { stateStore } from '../../../src/state/state-store.ts';
import type { FakeCall } from '../fake-aws.ts';
import { randomNumbers } from '../random-numbers.ts';
import { virtualTime } from '../virtual-time.ts';
import { type MemberAccount, REGIONS } from './accounts.ts';
import { FUNCTION_LIMIT_MS, quotaOf } from './assumptions.ts';
import { lifeOf } from './life.ts';
import { type AuditMember, type Invocation, type MemberWorld, sourceOf } from './member.ts';
import { tokenBuckets } from './token-buckets.ts';

/** One audit of one account by the real thing: when it called what, and what it saw. */
export interface Recording {
  readonly account: MemberAccount;
  readonly calls: readonly RecordedCall[];
  readonly milliseconds: number;
  readonly observations: readonly Seen[];
  readonly throttles: number;
}

interface RecordedCall {
  readonly at: number;
  readonly call: FakeCall;
}

export interface Recordings {
  /** The recording that stands for the account: that of the first one of its shape. */
  readonly of: (account: MemberAccount) => Promise<Recording>;
  readonly all: () => readonly Recording[];
}

/** Accounts of one shape are read once, those that others have read not at all. */
export function recordings(megabytes: number, earlier: readonly Recording[] = []): Recordings {
  const byShape = new Map(earlier.map((recording) => [shapeOf(recording.account), recording]));
  return {
    all: () => [...byShape.values()],
    of: async (account) => {
      const key = shapeOf(account);
      const known = byShape.get(key) ?? (await recordingOf(account, megabytes));
      byShape.set(key, known);
      return known;
    },
  };
}

function shapeOf({ shape, isReachable }: MemberAccount): string {
  return JSON.stringify([shape, isReachable]);
}

/** The first account of each shape, the largest first. */
export function oneOfEachShape(accounts: readonly MemberAccount[]): readonly MemberAccount[] {
  const first = new Map<string, MemberAccount>();
  for (const account of accounts) if (!first.has(shapeOf(account))) first.set(shapeOf(account), account);
  return [...first.values()].sort((left, right) => right.shape.machines - left.shape.machines);
}

/** An audit in a time of its own. */
export async function recordingOf(account: MemberAccount, megabytes: number): Promise<Recording> {
  const { clock, run } = virtualTime();
  const calls: RecordedCall[] = [];
  const buckets = tokenBuckets(clock);
  const world: MemberWorld = {
    clock,
    date: () => new Date(Date.parse('2026-11-20T06:00:00Z') + clock.now()),
    random: randomNumbers(Number(account.id)),
    buckets,
    megabytes,
    onCall: ({ action, region }) => calls.push({ at: clock.now(), call: { action, region, input: {} } }),
  };
  const opened = sourceOf(account, world, lifeOf(Number.POSITIVE_INFINITY), FUNCTION_LIMIT_MS);
  const { snapshot, assessment } = await run(
    observe(opened, { confirm: [] }, NO_BASELINES, { accounts: [account.id] }),
  );
  opened.close();
  const question = { only: [], pack: 'docs-2025', baselines: NO_BASELINES } as const;
  const observations = observationsOf(snapshot, assessment, question).map(seenIn);
  return { account, calls, milliseconds: clock.now(), observations, throttles: buckets.throttles() };
}

type Seen = Omit<Observation, 'fateOf' | 'circumstancesOf'> & {
  /** By the id of the finding. */
  readonly circumstances: Readonly<Record<string, Circumstances>>;
};

/** What was seen without what it was seen in, so that an organization fits into memory. */
function seenIn({ fateOf: _, circumstancesOf, ...observation }: Observation): Seen {
  const circumstances: Record<string, Circumstances> = {};
  for (const finding of observation.found)
    circumstances[finding.id] = circumstancesOf?.(finding) ?? { had: [], open: [] };
  return { ...observation, circumstances };
}

function seenAgain({ circumstances, ...seen }: Seen, readAt: string): Observation {
  return {
    ...seen,
    readAt,
    fateOf: ({ finding }) => {
      throw new Error(`${finding.id} is not found again`);
    },
    circumstancesOf: ({ id }) => circumstances[id] ?? { had: [], open: [] },
  };
}

/**
 * As `auditLive`, with the calls of a recording: they take the same time, and the tokens of the account's own buckets. What
 * they saw is committed by the real protocol.
 */
export function auditReplayed(recorded: Recordings): (world: MemberWorld) => AuditMember {
  return (world) => async (account, invocation) => {
    const recording = await recorded.of(account);
    const objects = standingFor(account, recording, invocation.hub.objectsFor(invocation.life));
    await objects.list(`state/${recording.account.id}/`);
    const shards = [...REGIONS, 'global'].map((region) => ({ accountId: recording.account.id, region }));
    const { outcomes } = await reconcile(shards, {
      store: stateStore(objects),
      transit: transition,
      rules: { suppressionOf: () => undefined, recipientsOf: () => [] },
      newCommitId: randomUUID,
      now: world.date,
      deliver: async () => ({ receipts: [], messages: 0 }),
      observe: async () => {
        const readAt = world.date().toISOString();
        await replay(account, recording, world, invocation);
        return recording.observations.map((seen) => seenAgain(seen, readAt));
      },
    });
    const transitions = outcomes.flatMap((one) => (one.kind === 'committed' ? one.entries : [])).length;
    return { account, gaps: recording.observations.flatMap(({ gaps }) => gaps).length, transitions };
  };
}

/** As `auditReplayed`, and nothing is committed: the heads are read and written in vain. */
export function auditTimed(recorded: Recordings): (world: MemberWorld) => AuditMember {
  return (world) => async (account, invocation) => {
    const recording = await recorded.of(account);
    const { hub, life } = invocation;
    await hub.call('s3:ListBucket', life);
    for (const _ of [...REGIONS, 'global']) await hub.call('s3:GetObject', life);
    await replay(account, recording, world, invocation);
    for (const _ of [...REGIONS, 'global']) await hub.call('s3:PutObject', life);
    const transitions = recording.observations.flatMap(({ found }) => found).length;
    return { account, gaps: recording.observations.flatMap(({ gaps }) => gaps).length, transitions };
  };
}

async function replay(
  { id }: MemberAccount,
  { calls, milliseconds }: Recording,
  { clock, buckets, onCall }: MemberWorld,
  { life }: Invocation,
): Promise<void> {
  const begin = clock.now();
  const made = calls.slice(0, life.left());
  await clock.sleep(made.length < calls.length ? (calls[made.length]?.at ?? 0) : milliseconds);
  for (const { at, call } of made) {
    onCall(call);
    const quota = quotaOf(call.action);
    if (quota !== undefined) buckets.take(`${id} ${call.region} ${call.action}`, quota, begin + at);
  }
  await life.steps(calls.length);
}

/** What is remembered of an account is spelt as that of the one that was recorded, and lies where its own belongs. */
function standingFor({ id }: MemberAccount, recording: Recording, objects: ObjectStore): ObjectStore {
  const own = (path: string): string => path.replace(recording.account.id, id);
  return {
    ...objects,
    get: (path) => objects.get(own(path)),
    put: (path, body, etag) => objects.put(own(path), body, etag),
    list: (prefix) => objects.list(own(prefix)),
  };
}

/** What is remembered of an account; `recording` as above. */
export async function headsOf(
  account: MemberAccount,
  objects: ObjectStore,
  recording?: Recording,
): Promise<readonly Head[]> {
  const id = recording?.account.id ?? account.id;
  const store = stateStore(recording === undefined ? objects : standingFor(account, recording, objects));
  const loaded = await Promise.all(
    [...REGIONS, 'global'].map((region) => store.load({ accountId: id, region })),
  );
  return loaded.flatMap(({ head }) => head ?? []);
}
