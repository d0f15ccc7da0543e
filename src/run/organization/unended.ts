import { emptyHead } from '../../findings/head.ts';
import { unread } from '../../findings/observation.ts';
import { type Transit, type TransitionRules, transition } from '../../findings/transition.ts';
import type { Gap } from '../../model/coverage.ts';
import { commit } from '../../state/commit.ts';
import type { StateStore } from '../../state/state-store.ts';

export interface UnendedPorts {
  readonly store: Pick<StateStore, 'load' | 'cas'>;
  readonly recipientsOf: TransitionRules['recipientsOf'];
  readonly newCommitId: () => string;
  readonly now: () => Date;
}

export const UNENDED: Gap = {
  source: 'organization',
  region: 'global',
  kind: 'failed',
  why: 'the audit of the account did not end',
};

/**
 * Remembers that the audit of an account did not end: a gap until one does, and nothing else of it changes. Answers with what
 * could not be remembered.
 */
export async function rememberUnended(
  accountId: string,
  partition: string,
  { store, recipientsOf, newCommitId, now }: UnendedPorts,
): Promise<readonly string[]> {
  const shard = { accountId, region: 'global' };
  const rules = { suppressionOf: () => undefined, recipientsOf };
  const observation = unread(shard, partition, now().toISOString(), [UNENDED]);
  const outcome = await commit(await store.load(shard), observation, {
    store,
    transit: keepingFindings,
    rules,
    newCommitId,
  });
  return outcome.kind === 'failed' ? [`${accountId}/global is not remembered: ${outcome.why}`] : [];
}

/** Nobody asks which suppressions still hold where nothing was looked at. */
const keepingFindings: Transit = (head, observation, rules) => {
  const before = head ?? emptyHead(observation.shard, observation.partition);
  const { next, entries } = transition({ ...before, findings: {} }, observation, rules);
  return { next: { ...next, findings: before.findings }, entries };
};
