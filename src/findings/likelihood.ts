import { asString, own } from '../model/json.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import { daysBetween, momentOf } from './age.ts';
import { isCallersToo } from './create-grant.ts';
import type { Asker, Evidence, Missing, Question, RoleCase } from './evidence.ts';
import type { Severity } from './finding.ts';

/** How likely somebody meets a refusal, as a severity, and what makes it less likely. */
export interface Likelihood {
  readonly severity: Extract<Severity, 'high' | 'medium' | 'low'>;
  readonly note?: string;
}

export type LikelihoodOf = (asker: Asker, question: Question, outcome: Missing) => Likelihood;

const COMPLETED = 'a job that needs the same has completed';
const CALLERS = 'whoever starts it may be allowed it instead';
const IDLE_DAYS = 30;
const IDLE = `it is older than ${IDLE_DAYS} days, and may be in use no more`;

/**
 * A task asks again, and so may whoever made a resource of late. What a job has completed with was granted to it in some
 * way, and what has lain there for a month may never be used again.
 */
export function likelihoodIn(roleCase: RoleCase, { account }: Evidence): LikelihoodOf {
  const completed = completedKeys(roleCase);
  const models = namedModels(roleCase);
  return ({ execution, grant }, { key }, { byResource, refusal }) => {
    const { origin, region } = execution;
    if (origin.kind === 'task') {
      // What no policy of a resource can allow, the role must have lost since.
      const mayGrant = byResource && refusal.kind === 'implicitDeny';
      return completed.has(key) && mayGrant ? { severity: 'medium', note: COMPLETED } : { severity: 'high' };
    }
    if (completed.has(key)) return { severity: 'low', note: COMPLETED };
    if (isCallersToo(grant)) return { severity: 'low', note: CALLERS };
    const { resource } = origin;
    return isIdle(resource, account.takenAt) && !models.has(`${region} ${resource.name}`)
      ? { severity: 'low', note: IDLE }
      : { severity: 'high' };
  };
}

/** What is refused today and was granted in some way to the last job that tells anything of it. */
function completedKeys({ questions }: RoleCase): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { key, machine, outcome, askers } of questions) {
    if (machine === undefined && outcome.kind === 'missing' && hasCompleted(askers)) keys.add(key);
  }
  return keys;
}

const KNOWN = new WeakMap<Question['askers'], boolean>();

function hasCompleted(askers: Question['askers']): boolean {
  const known = KNOWN.get(askers) ?? lastWord(askers) === 'completed';
  KNOWN.set(askers, known);
  return known;
}

/** What the latest of the jobs that tell anything tells: that one has completed, or was denied something. */
function lastWord(askers: Question['askers']): 'completed' | 'denied' | undefined {
  let last: { readonly at: bigint; readonly word: 'completed' | 'denied' } | undefined;
  for (const { execution } of askers) {
    if (execution.origin.kind !== 'resource') continue;
    const { resource } = execution.origin;
    const word = wordOf(resource);
    if (word === undefined) continue;
    const at = momentOf(own(resource.record, 'CreationTime')) ?? UNKNOWN_TIME;
    if (last === undefined || at > last.at || (at === last.at && word === 'completed')) last = { at, word };
  }
  return last?.word;
}

/** Before all others. */
const UNKNOWN_TIME = -1n;

/** A job can fail for many reasons; only some have to do with its role. */
function wordOf({ succeeded, record }: SageMakerResource): 'completed' | 'denied' | undefined {
  if (succeeded) return 'completed';
  const reason = asString(own(record, 'FailureReason')) ?? '';
  return /denied|authori[sz]ed|permission|forbidden|\b403\b/i.test(reason) ? 'denied' : undefined;
}

/** The models that tasks and transform jobs name. */
function namedModels({ executions }: RoleCase): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { use, region } of executions)
    if (use.role.kind === 'model') names.add(`${region} ${use.role.name}`);
  return names;
}

function isIdle({ kind, record }: SageMakerResource, takenAt: string): boolean {
  if (kind.lifetime !== 'long-lived') return false;
  return (daysBetween(own(record, 'CreationTime'), takenAt) ?? 0) > IDLE_DAYS;
}
