import type { Head, OutboxEntry, Shard } from '../findings/head.ts';
import type { Observation } from '../findings/observation.ts';
import type { Transit, TransitionRules } from '../findings/transition.ts';
import { reasonOf, StateError } from './state-error.ts';
import type { LoadedHead, StateStore } from './state-store.ts';

/** A head that is always answered with something else than yes or no is left to the next run. */
const TRIES = 5;

export interface CommitPorts {
  readonly store: Pick<StateStore, 'load' | 'cas'>;
  readonly transit: Transit;
  readonly rules: TransitionRules;
  /** Random, another one each time; never what an event brings, as its twin would take a commit for its own. */
  readonly newCommitId: () => string;
}

export type ShardOutcome =
  | {
      readonly kind: 'committed';
      readonly shard: Shard;
      readonly loaded: LoadedHead;
      readonly entries: readonly OutboxEntry[];
    }
  /** Another run has committed since this one began to read: what it read is older, and nothing is made of it. */
  | { readonly kind: 'superseded'; readonly shard: Shard; readonly loaded: LoadedHead }
  /** Nothing is known to be written; if it is, the next run delivers it. */
  | { readonly kind: 'failed'; readonly shard: Shard; readonly why: string };

/** What a head that was loaded again says of a write whose answer was no yes. */
export type Verdict = 'committed' | 'untouched' | 'superseded';

/**
 * INVARIANT: runs are serial. A commit rests on reads that began after the head was loaded, and on a head that no other run
 * has committed since; marks of deliveries are no commits.
 */
export function judge(head: Head | undefined, base: number, commitId: string): Verdict {
  if (head?.commitId === commitId) return 'committed';
  return (head?.commitSeq ?? 0) === base ? 'untouched' : 'superseded';
}

/**
 * Writes what follows from the observation over the head that was loaded before it. An answer that was lost may still be
 * followed by its write; a second write names the same tag, so that one of them fails, or a newer one, so that the first does.
 */
export async function commit(
  before: LoadedHead,
  observation: Observation,
  ports: CommitPorts,
  judged: typeof judge = judge,
): Promise<ShardOutcome> {
  const { shard } = before;
  try {
    return await tryToCommit(before, observation, ports, judged);
  } catch (error) {
    if (error instanceof StateError) return { kind: 'failed', shard, why: reasonOf(error) };
    throw error;
  }
}

async function tryToCommit(
  before: LoadedHead,
  observation: Observation,
  { store, transit, rules, newCommitId }: CommitPorts,
  judged: typeof judge,
): Promise<ShardOutcome> {
  const { shard } = before;
  const base = before.head?.commitSeq ?? 0;
  const commitId = newCommitId();
  let loaded = before;
  let why = 'the head changes all the time';
  for (let tries = 0; tries < TRIES; tries++) {
    const { next, entries } = transit(loaded.head, observation, rules);
    const head = { ...next, commitSeq: (loaded.head?.commitSeq ?? 0) + 1, commitId };
    const answer = await store.cas(head, loaded.tag);
    if (answer.kind === 'written')
      return { kind: 'committed', shard, loaded: { shard, head, tag: answer.etag }, entries };
    if (answer.kind === 'unknown') why = answer.why;
    loaded = await store.load(shard);
    const verdict = judged(loaded.head, base, commitId);
    if (verdict === 'committed') return { kind: 'committed', shard, loaded, entries };
    if (verdict === 'superseded') return { kind: 'superseded', shard, loaded };
  }
  return { kind: 'failed', shard, why };
}
