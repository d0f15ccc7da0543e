import type { Change } from '../findings/change.ts';
import { groupBy } from '../findings/group-by.ts';
import { reasonOf } from '../publish/reason.ts';
import type { ObjectStore } from '../state/object-store.ts';
import { readTimes, WHOLE_ACCOUNT } from '../state/read-times.ts';
import { stateStore } from '../state/state-store.ts';
import { rememberReading, type ToldChange, unansweredOf } from './answered.ts';
import type { Outcome } from './run-options.ts';

export interface ChangePorts {
  readonly objects: ObjectStore;
  /** Audits what the changes touched; without any the whole account. */
  readonly audit: (account: string, changes: readonly Change[]) => Promise<Outcome>;
  /** True where no audit can begin any more. */
  readonly isTimeOver: () => boolean;
}

export interface Followed {
  /** Ids of the messages that are to come again. */
  readonly failed: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** How many changes an earlier reading has answered. */
  readonly answered: number;
  readonly problems: readonly string[];
}

/** What one audit is about at most: as for calls on demand. */
const MOST_TARGETS = 50;

/** Where another run commits while this one reads, this one reads once more. */
const TRIES = 2;

/** One audit for each account with changes that no reading has answered yet; an account that fails keeps no other from it. */
export async function followChanges(told: readonly ToldChange[], ports: ChangePorts): Promise<Followed> {
  const failed: string[] = [];
  const outcomes: Outcome[] = [];
  const problems: string[] = [];
  let answered = 0;
  for (const group of groupBy(told, ({ change }) => [change.account]).values()) {
    const [{ change }] = group;
    try {
      const open = await unansweredOf(group, readTimes(ports.objects));
      answered += group.length - open.length;
      for (const part of await partsOf(change.account, open, ports)) {
        const { outcome, problem } = await follow(change.account, part, ports);
        if (outcome !== undefined) outcomes.push(outcome);
        if (problem === undefined) continue;
        problems.push(problem);
        failed.push(...part.told.map(({ id }) => id));
      }
    } catch (error) {
      problems.push(`account ${change.account}: ${reasonOf(error)}`);
      failed.push(...group.map(({ id }) => id));
    }
  }
  return { failed: [...new Set(failed)], outcomes, answered, problems };
}

/** What one audit answers. */
interface Part {
  readonly told: readonly ToldChange[];
  readonly isWhole: boolean;
}

/**
 * An account of which nothing is remembered is audited as a whole: all that a first run finds is one digest, and what a
 * second one finds beside it would be news.
 */
async function partsOf(
  account: string,
  open: readonly ToldChange[],
  { objects }: ChangePorts,
): Promise<readonly Part[]> {
  if (open.length === 0) return [];
  if ((await stateStore(objects).shards(account)).length === 0) return [{ told: open, isWhole: true }];
  const parts: { readonly told: ToldChange[]; readonly targets: Set<string> }[] = [];
  for (const each of open) {
    const last = parts.at(-1);
    const targets = new Set([...(last?.targets ?? []), ...each.change.targets]);
    if (last === undefined || targets.size > MOST_TARGETS)
      parts.push({ told: [each], targets: new Set(each.change.targets) });
    else {
      last.told.push(each);
      for (const target of targets) last.targets.add(target);
    }
  }
  return parts.map((part) => ({ told: part.told, isWhole: false }));
}

interface Attempt {
  readonly outcome?: Outcome;
  /** Absent where the changes are answered. */
  readonly problem?: string;
}

async function follow(account: string, { told, isWhole }: Part, ports: ChangePorts): Promise<Attempt> {
  const changes = told.map(({ change }) => change);
  let outcome: Outcome | undefined;
  try {
    for (let tries = 0; tries < TRIES && !ports.isTimeOver(); tries++) {
      outcome = await ports.audit(account, isWhole ? [] : changes);
      if ((outcome.uncommitted ?? []).length > 0) continue;
      const targets = isWhole ? [WHOLE_ACCOUNT] : changes.flatMap(({ targets }) => targets);
      await rememberReading(readTimes(ports.objects), account, targets, outcome.report);
      return { outcome };
    }
  } catch (error) {
    return { problem: `account ${account}: ${reasonOf(error)}` };
  }
  const why = outcome === undefined ? 'no time was left to read it' : 'what was read could not be remembered';
  return { ...(outcome === undefined ? {} : { outcome }), problem: `account ${account}: ${why}` };
}
