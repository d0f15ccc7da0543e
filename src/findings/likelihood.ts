import { asString, own } from '../model/json.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import { kept, memory } from '../policy/kept.ts';
import { daysBetween, FRESH_DAYS, momentOf } from './age.ts';
import { isCallersToo } from './create-grant.ts';
import type { Asker, Evidence, Execution, Missing, Question, RoleCase } from './evidence.ts';
import type { Severity } from './finding.ts';

/** How likely somebody meets a refusal, as a severity, and what makes it less likely. */
export interface Likelihood {
  readonly severity: Extract<Severity, 'high' | 'medium' | 'low'>;
  readonly note?: string;
}

/** Nothing where nobody will meet the refusal. */
export type LikelihoodOf = (asker: Asker, question: Question, outcome: Missing) => Likelihood | undefined;

const COMPLETED = 'a job that needs the same has completed';
const CALLERS = 'whoever starts it may be allowed it instead';
const IDLE = `it is older than ${FRESH_DAYS} days, and may be in use no more`;

/**
 * A task asks again, and so may whoever made a resource of late. What a job has completed with was granted to it in some
 * way, or to whoever has started it, and what has lain there for a month may never be used again.
 */
export function likelihoodIn(roleCase: RoleCase, { account }: Evidence): LikelihoodOf {
  const completed = completedRequests(roleCase);
  const named = modelsNamed(roleCase.executions);
  const served = modelsNamed(roleCase.executions.filter(hasSucceeded));
  return ({ execution: { origin, region }, grant }, question, outcome) => {
    const hasCompleted = completed.has(requestOf(question));
    if (origin.kind === 'task') return likelihoodOfTask(hasCompleted, outcome);
    if (isCallersToo(grant)) return hasCompleted ? undefined : { severity: 'low', note: CALLERS };
    const { resource } = origin;
    const model = resource.kind.noun === 'Model' ? `${region} ${resource.name}` : '';
    if (hasCompleted || served.has(model)) return { severity: 'low', note: COMPLETED };
    const isOutOfUse = isIdle(resource, account.takenAt) && !named.has(model);
    return isOutOfUse ? { severity: 'low', note: IDLE } : { severity: 'high' };
  };
}

/** What no policy of a resource can allow, the role must have lost since a job has completed with it. */
function likelihoodOfTask(hasCompleted: boolean, { byResource, refusal }: Missing): Likelihood {
  return hasCompleted && byResource && refusal.kind === 'implicitDeny'
    ? { severity: 'medium', note: COMPLETED }
    : { severity: 'high' };
}

/** What is refused today and was granted in some way to the last job that tells anything of it. */
function completedRequests({ questions }: RoleCase): ReadonlySet<string> {
  const last = new Map<string, Ending>();
  for (const question of questions) {
    if (question.machine !== undefined || question.outcome.kind !== 'missing') continue;
    const request = requestOf(question);
    const ending = later(last.get(request), lastEnding(question.askers));
    if (ending !== undefined) last.set(request, ending);
  }
  return new Set([...last].filter(([, { completed }]) => completed).map(([request]) => request));
}

/** Jobs write to one bucket under a name of their own each: whatever lets one of them do so lets the others. */
function requestOf({ region, askers: [{ grant }] }: Question): string {
  const [resource] = grant.resources;
  const [bucket] = grant.action.startsWith('s3:') ? resource.split('/', 1) : [resource];
  return `${region} ${grant.action} ${bucket}`;
}

/** The end of a job that tells something of its role. */
interface Ending {
  readonly at: bigint;
  readonly completed: boolean;
}

/** Every remedy that is tried asks again. */
const KNOWN = memory<Question['askers'], { readonly ending: Ending | undefined }>();

function lastEnding(askers: Question['askers']): Ending | undefined {
  return kept(KNOWN, askers, (all) => {
    let ending: Ending | undefined;
    for (const { execution } of all) {
      if (execution.origin.kind === 'resource') ending = later(ending, endingOf(execution.origin.resource));
    }
    return { ending };
  }).ending;
}

function later(left: Ending | undefined, right: Ending | undefined): Ending | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.at === right.at) return left.completed ? left : right;
  return left.at > right.at ? left : right;
}

/** Before all others. */
const UNKNOWN_TIME = -1n;

function endingOf(resource: SageMakerResource): Ending | undefined {
  const { succeeded: completed, record } = resource;
  if (!completed && !wasDenied(resource)) return undefined;
  return { completed, at: momentOf(own(record, 'CreationTime')) ?? UNKNOWN_TIME };
}

/** A job can fail for many reasons; only some have to do with its role. */
function wasDenied({ record }: SageMakerResource): boolean {
  const reason = asString(own(record, 'FailureReason')) ?? '';
  return /denied|authori[sz]ed|permission|forbidden|\b403\b/i.test(reason);
}

/** The models that tasks and transform jobs name; what a job has completed with, its model has been given too. */
function modelsNamed(executions: readonly Execution[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { use, region } of executions)
    if (use.role.kind === 'model') names.add(`${region} ${use.role.name}`);
  return names;
}

function hasSucceeded({ origin }: Execution): boolean {
  return origin.kind === 'resource' && origin.resource.succeeded;
}

/** A pipeline tells when it ran last. */
function isIdle({ kind, record }: SageMakerResource, takenAt: string): boolean {
  if (kind.lifetime !== 'long-lived') return false;
  const since = own(record, 'LastRunTime') ?? own(record, 'CreationTime');
  return (daysBetween(since, takenAt) ?? 0) > FRESH_DAYS;
}
