import type { Finding } from '../../src/findings/finding.ts';
import type { Head, OutboxEntry } from '../../src/findings/head.ts';
import { judgeAccount } from '../../src/findings/judge-account.ts';
import { type Observation, observationsOf } from '../../src/findings/observation.ts';
import { type TransitionRules, transition } from '../../src/findings/transition.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { type AccountJson, baselinesOf } from './rule-cases.ts';
import { sampleFinding } from './sample-report.ts';

/** What is remembered of an account, by region. */
export type Heads = ReadonlyMap<string, Head>;

export const NOTHING_KNOWN: Heads = new Map();

/** No suppressions, and one channel that wants everything. */
export const PLAIN: TransitionRules = { suppressionOf: () => undefined, recipientsOf: () => ['all'] };

export interface Lived {
  readonly heads: Heads;
  readonly entries: readonly OutboxEntry[];
}

/** One run from a snapshot to what is remembered; `account` tells the templates and the baselines. */
export function live(
  snapshot: Snapshot,
  heads: Heads,
  account: AccountJson,
  only: readonly string[] = [],
  rules: TransitionRules = PLAIN,
): Lived {
  const { pack = 'docs-2025' } = account;
  const measures = { pack, baselines: baselinesOf(account) };
  const next = new Map(heads);
  const entries: OutboxEntry[] = [];
  for (const observation of observationsOf(snapshot, judgeAccount(snapshot, measures), {
    only,
    ...measures,
  })) {
    const { region } = observation.shard;
    const moved = transition(heads.get(region), observation, rules);
    next.set(region, moved.next);
    entries.push(...moved.entries);
  }
  return { heads: next, entries };
}

const SHARD = { accountId: '111122223333', region: 'us-east-1' } as const;

/** What a run that read everything saw of one shard. */
export function observed(overrides: Partial<Observation> = {}): Observation {
  return {
    shard: SHARD,
    partition: 'aws',
    readAt: '2026-11-20T06:00:00Z',
    found: [],
    gaps: [],
    isWhole: true,
    fateOf: () => ({ kind: 'over', reason: 'fixed' }),
    ...overrides,
  };
}

/** A finding by a short name, with content to tell from other content. */
export function findingNamed(name: string, content = 'a'): Finding {
  return sampleFinding({ id: `v1-${name}`, contentDigest: `content-${content}` });
}
