import type { Change } from '../findings/change.ts';
import type { Report } from '../findings/report.ts';
import type { Gap, GapKind } from '../model/coverage.ts';
import { reasonOf } from '../publish/reason.ts';
import type { ObjectStore } from '../state/object-store.ts';
import { type ReadTimes, readTimes, WHOLE_ACCOUNT } from '../state/read-times.ts';
import type { Outcome } from './run-options.ts';

/** A change with the message that told of it. */
export interface ToldChange {
  readonly id: string;
  readonly change: Change;
}

/**
 * IAM is eventually consistent: what is read less than a minute after a change may lack it. The queue keeps its messages
 * for as long, so that their own reading answers them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const SETTLED_MS = 60_000;

/** Those changes of one account that happened too late for every reading so far. */
export async function unansweredOf(
  group: readonly ToldChange[],
  times: ReadTimes,
): Promise<readonly ToldChange[]> {
  const began = new Map<string, number>();
  const lastReading = async (account: string, target: string): Promise<number> => {
    const known = began.get(target) ?? Date.parse((await times.began(account, target)) ?? '');
    began.set(target, known);
    return known;
  };
  const isAnswered = async ({ account, targets, at }: Change): Promise<boolean> => {
    const settled = Date.parse(at) + SETTLED_MS;
    if ((await lastReading(account, WHOLE_ACCOUNT)) >= settled) return true;
    for (const target of targets) if (!((await lastReading(account, target)) >= settled)) return false;
    return true;
  };
  const open: ToldChange[] = [];
  for (const each of group) if (!(await isAnswered(each.change))) open.push(each);
  return open;
}

const MISSED: readonly GapKind[] = ['failed', 'partial', 'not-read'];

/**
 * Whether a role or a state machine may be missing for a reason that the next reading need not have. Jobs are so many that
 * some are always left out.
 */
function mayMiss({ kind, source }: Gap): boolean {
  return MISSED.includes(kind) && !source.startsWith('sagemaker:');
}

/** Keeps when a reading began that missed nothing, so that older events about the same cost nothing. */
export async function rememberReading(
  times: ReadTimes,
  account: string,
  targets: readonly string[],
  { takenAt, coverage }: Pick<Report, 'takenAt' | 'coverage'>,
): Promise<void> {
  if (coverage.gaps.some(mayMiss)) return;
  for (const target of new Set(targets)) await times.record(account, target, takenAt);
}

/** The same of a run over everything; where it cannot be kept, the run is none the worse, and it is told why. */
export async function rememberWholeReading(
  objects: ObjectStore,
  { report, uncommitted = [] }: Pick<Outcome, 'report' | 'uncommitted'>,
): Promise<readonly string[]> {
  if (uncommitted.length > 0) return [];
  try {
    await rememberReading(readTimes(objects), report.accountId, [WHOLE_ACCOUNT], report);
    return [];
  } catch (error) {
    return [`when the account was read is not kept: ${reasonOf(error)}`];
  }
}
