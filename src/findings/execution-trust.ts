import { SAGEMAKER_SERVICE } from '../expected/pass-role.ts';
import type { Role } from '../model/role.ts';
import { contains, overlaps } from '../policy/contains.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Account, Execution, TrustQuestion } from './evidence.ts';
import { isSageMakers, nounOf, roleLines } from './execution.ts';
import { type ExecutionGroup, executionGroups } from './execution-group.ts';
import type { Severity } from './finding.ts';
import { isServiceLinked } from './scope.ts';
import { sourceArnsOf } from './source-arn.ts';
import { accessBy, assumption, isNamed, letsAssume } from './trust.ts';

/** Who has to be trusted, and by what. */
interface Asker {
  readonly role: Role;
  readonly trust: PolicyDocument;
  readonly granted: Access;
  readonly service: string;
  readonly account: Account;
}

/**
 * Whether the services that use the role for SageMaker resources and tasks can assume it: one question for each service
 * that is not sure to. Where only the `aws:SourceArn` decides, what is refused and what is undecided are questions of their own.
 */
export function* executionQuestions(
  role: Role,
  trust: PolicyDocument,
  executions: readonly Execution[],
  account: Account,
): Iterable<TrustQuestion> {
  if (isServiceLinked(role.arn)) return;
  for (const service of new Set(executions.flatMap(({ use }) => use.service ?? []))) {
    const asker = { role, trust, granted: accessBy(trust), service, account };
    const asking = executions.filter(({ use }) => use.service === service);
    const answer = answerFor(asker);
    if (answer.kind === 'contained') continue;
    // Which ARN another service sends is its own matter.
    if (answer.kind === 'unknown' && service === SAGEMAKER_SERVICE) yield* bySourceArn(asker, asking, answer);
    else yield* questions(asker, asking, { answer, bySourceArn: false });
  }
}

/** In the partition of China the names of some services end in `.cn`. */
function answerFor({ trust, service, account }: Asker): Verdict {
  const names = account.partition === 'aws-cn' ? [service, `${service}.cn`] : [service];
  const answers = names.map((name) => letsAssume(trust, { Service: name }, contextOf(account)));
  const open = answers.find(({ kind }) => kind === 'unknown');
  const trusted = answers.find(({ kind }) => kind === 'contained');
  return trusted ?? open ?? letsAssume(trust, { Service: service }, contextOf(account));
}

function contextOf({ accountId }: Account): Readonly<Record<string, string>> {
  return { 'aws:SourceAccount': accountId };
}

/** One question about all of the executions; none where there are none. */
function* questions(
  { role, trust, service, account }: Asker,
  executions: readonly Execution[],
  asked: Pick<TrustQuestion, 'answer' | 'bySourceArn'>,
): Iterable<TrustQuestion> {
  const sent = asked.answer.kind === 'exceeds' ? asked.answer.witness.context[SOURCE_ARN] : undefined;
  const [sourceArn] = sent ?? [];
  const context = {
    ...contextOf(account),
    ...(asked.bySourceArn && sourceArn !== undefined ? { [SOURCE_ARN]: sourceArn } : {}),
  };
  for (const group of executionGroups(executions, account.takenAt, () => []))
    yield {
      role,
      assumer: { service, aliases: [], context },
      subject: { ...group.subject, region: 'global' },
      because: roleLines(group.executions),
      named: isNamed(trust, { service }),
      severity: severityOf(group, asked.bySourceArn),
      ...asked,
    };
}

const SOURCE_ARN = 'aws:SourceArn';

/** A role that nothing runs with again can wait; what rests on documentation alone is no certain outage. */
function severityOf({ inUse, executions }: ExecutionGroup, bySourceArn: boolean): Severity {
  if (!inUse) return 'low';
  return bySourceArn || !isSageMakers(executions[0]) ? 'high' : 'critical';
}

function* bySourceArn(
  asker: Asker,
  executions: readonly Execution[],
  otherwise: Verdict,
): Iterable<TrustQuestion> {
  const refused: Execution[] = [];
  const undecided: Execution[] = [];
  let witness: Verdict | undefined;
  const featureOf = (execution: Execution) => [execution.region, nounOf(execution)];
  for (const { executions: same } of executionGroups(executions, asker.account.takenAt, featureOf)) {
    const answer = refusalOf(asker, same);
    if (answer === undefined) undecided.push(...same.filter((one) => !isTrusted(asker, one)));
    else refused.push(...same);
    witness ??= answer;
  }
  if (witness !== undefined) yield* questions(asker, refused, { answer: witness, bySourceArn: true });
  yield* questions(asker, undecided, { answer: otherwise, bySourceArn: true });
}

/** The refusal of whatever the feature sends; none where some of it is trusted, or a job shows that it was. */
function refusalOf(asker: Asker, same: ExecutionGroup['executions']): Verdict | undefined {
  const { ever, sent } = sourceArnsOf(same[0], asker.account);
  const hasRun = same.some(({ origin }) => origin.kind === 'resource' && origin.resource.succeeded);
  if (ever.length === 0 || hasRun) return undefined;
  const isRefused = (sourceArn: string): boolean =>
    requestsFrom(asker, sourceArn).some(
      (requests) => overlaps(requests, asker.granted, UNKNOWN).kind === 'disjoint',
    );
  if (!ever.every(isRefused)) return undefined;
  return sent
    .flatMap((sourceArn) => requestsFrom(asker, sourceArn))
    .map((requests) => contains(requests, asker.granted, UNKNOWN))
    .find(({ kind }) => kind === 'exceeds');
}

/** True where everything that this one sends is trusted. */
function isTrusted(asker: Asker, execution: Execution): boolean {
  return sourceArnsOf(execution, asker.account).sent.every((sourceArn) =>
    requestsFrom(asker, sourceArn).some(
      (requests) => contains(requests, asker.granted, UNKNOWN).kind === 'contained',
    ),
  );
}

const UNKNOWN = { otherKeys: 'unknown' } as const;

/** The same requests as texts and as ARNs: each is easier to compare with a condition of its own kind. */
function requestsFrom({ service, account }: Asker, sourceArn: string): readonly Access[] {
  return ['StringLike', 'ArnLike'].map((operator) =>
    assumption(
      { Service: service },
      { StringEquals: contextOf(account), [operator]: { [SOURCE_ARN]: sourceArn } },
    ),
  );
}
