import type { ExpectedGrant } from '../expected/grant.ts';
import type { Asker, Evidence, Missing, Question, RoleCase } from './evidence.ts';
import { type Likelihood, likelihoodIn } from './likelihood.ts';
import { resourceClassOf } from './missing.ts';

/** A question that the role refuses, and who most likely meets the refusal. */
export interface Refused {
  readonly question: Question;
  readonly outcome: Missing;
  readonly asker: Asker;
  readonly likelihood: Likelihood;
}

/**
 * What makes one finding, however many jobs there are: all resources of one region that use one role, or the tasks of
 * one state machine that lead to it, with one class of what they need.
 */
export interface QuestionGroup {
  readonly roleCase: RoleCase;
  readonly region: string;
  /** Absent where resources ask. */
  readonly machine?: Question['machine'];
  /** `bucket`, `repository`, `key`, `network`; of other services such as `sagemaker:training-job`. */
  readonly resourceClass: string;
  readonly questions: readonly [Question, ...Question[]];
}

/** A group of refused questions, the likeliest and surest first. */
export interface RefusedGroup extends QuestionGroup {
  readonly refused: readonly [Refused, ...Refused[]];
}

/** Refusals of the grants that a rule tells. */
export function* refusedGroups(
  evidence: Evidence,
  isTold: (grant: ExpectedGrant, outcome: Missing) => boolean,
): Iterable<RefusedGroup> {
  for (const roleCase of evidence.cases) {
    const questions = roleCase.questions.filter(
      ({ outcome, askers: [{ grant }] }) => outcome.kind === 'missing' && isTold(grant, outcome),
    );
    if (questions.length === 0) continue;
    const likelihoodOf = likelihoodIn(roleCase, evidence);
    for (const group of questionGroups(roleCase, questions, classOf)) {
      const refused = group.questions.flatMap((question) => refusalOf(question, likelihoodOf));
      const [first, ...others] = refused.sort(likeliestFirst);
      if (first !== undefined) yield refusedGroup(group, [first, ...others]);
    }
  }
}

export function questionGroups(
  roleCase: RoleCase,
  questions: readonly Question[],
  classOfQuestion: (question: Question) => string,
): readonly QuestionGroup[] {
  const groups = new Map<string, QuestionGroup & { readonly questions: [Question, ...Question[]] }>();
  for (const question of questions) {
    const { region, machine } = question;
    const resourceClass = classOfQuestion(question);
    const key = JSON.stringify([machine?.arn, region, resourceClass]);
    const same = groups.get(key);
    const by = machine === undefined ? {} : { machine };
    if (same === undefined)
      groups.set(key, { roleCase, region, ...by, resourceClass, questions: [question] });
    else same.questions.push(question);
  }
  return [...groups.values()];
}

function refusedGroup(group: QuestionGroup, refused: RefusedGroup['refused']): RefusedGroup {
  const [first, ...others] = refused;
  return { ...group, refused, questions: [first.question, ...others.map(({ question }) => question)] };
}

function refusalOf(question: Question, likelihoodOf: ReturnType<typeof likelihoodIn>): readonly Refused[] {
  const { outcome, askers } = question;
  if (outcome.kind !== 'missing') return [];
  let likeliest: Refused | undefined;
  for (const asker of askers) {
    const likelihood = likelihoodOf(asker, question, outcome);
    if (likelihood === undefined) continue;
    if (likeliest === undefined || rankOf(likelihood) < rankOf(likeliest.likelihood))
      likeliest = { question, outcome, asker, likelihood };
  }
  return likeliest === undefined ? [] : [likeliest];
}

/** True for the function that tells the credentials of a registry outside of ECR: without it no image can be pulled. */
export function isForRegistry({ need, why }: ExpectedGrant): boolean {
  return need === 'invoke' && /Repository\w*Credentials/.test(why.field ?? '');
}

/**
 * A refusal that settles nothing: within one account the policy of a function, queue or topic is enough to call it, and only
 * a Deny stands against that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function mayBeAllowedThere(grant: ExpectedGrant, { refusal }: Missing): boolean {
  return grant.need === 'invoke' && !isForRegistry(grant) && refusal.kind !== 'explicitDeny';
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['s3', 'bucket'],
  ['ecr', 'repository'],
  ['kms', 'key'],
  ['ec2', 'network'],
]);

/** Names stay out, so that the next job makes no new finding. */
function classOf({ askers: [{ grant }] }: Question): string {
  const [service = ''] = grant.action.split(':');
  return CLASSES.get(service) ?? resourceClassOf(grant);
}

/** Among equals the request that SageMaker's own message names. */
function likeliestFirst(left: Refused, right: Refused): number {
  const doubt = ({ outcome }: Refused) => (outcome.confidence === 'confirmed' ? 0 : 1);
  const fame = ({ asker }: Refused) => (asker.grant.action === 'ecr:BatchGetImage' ? 0 : 1);
  return (
    rankOf(left.likelihood) - rankOf(right.likelihood) ||
    doubt(left) - doubt(right) ||
    fame(left) - fame(right)
  );
}

const LIKELIEST = ['high', 'medium', 'low'] as const;

function rankOf({ severity }: Likelihood): number {
  return LIKELIEST.indexOf(severity);
}
