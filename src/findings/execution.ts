import type { Because, ExpectedGrant } from '../expected/grant.ts';
import { SAGEMAKER_SERVICE } from '../expected/pass-role.ts';
import type { Asker, Execution, Question } from './evidence.ts';
import type { BecauseLine } from './finding.ts';
import { printable } from './printable.ts';

/** What names the role: a SageMaker resource, or the state machine whose task makes one. */
export function subjectOf({ origin }: Execution): {
  readonly arn: string;
  readonly type: string;
  readonly name: string;
} {
  switch (origin.kind) {
    case 'resource':
      return {
        arn: origin.resource.arn,
        type: `AWS::SageMaker::${origin.resource.kind.noun}`,
        name: origin.resource.name,
      };
    case 'task':
      return {
        arn: origin.use.machine.arn,
        type: 'AWS::StepFunctions::StateMachine',
        name: origin.use.machine.name,
      };
  }
}

/** The way from what is there to the role, in words: a task, the model that it names, or a resource and its field. */
export function pathOf({ origin }: Execution): string {
  switch (origin.kind) {
    case 'resource':
      return `\`${printable(origin.resource.name)}\` (${origin.resource.kind.noun})`;
    case 'task': {
      const state = `\`${printable(origin.state)}\` of \`${printable(origin.use.machine.name)}\``;
      return origin.model === undefined
        ? state
        : `${state}, by its model \`${printable(origin.model.name)}\``;
    }
  }
}

/** What asks for a grant, as one line of a finding. */
export function executionLine(
  { origin, use }: Execution,
  { why, need }: Pick<ExpectedGrant, 'why' | 'need'>,
): BecauseLine {
  const common = {
    state: why.state,
    integration: why.integration,
    source: why.source,
    need,
    field: why.field ?? use.field,
  };
  switch (origin.kind) {
    case 'resource':
      return { resource: origin.resource.arn, ...common };
    case 'task': {
      const { machine, revision } = origin.use;
      const arn = revision.qualifier === 'current' ? machine.arn : `${machine.arn}:${revision.qualifier}`;
      return {
        stateMachine: arn,
        ...(origin.model === undefined ? {} : { resource: origin.model.arn }),
        pattern: why.pattern,
        ...common,
      };
    }
  }
}

/** One line for each place and need, in the order of the executions. */
export function executionLines(needs: Iterable<Asker>): readonly BecauseLine[] {
  const lines = new Map<string, BecauseLine>();
  for (const { execution, grant } of needs) {
    const { why, need } = grant;
    const key = `${namesIn(execution)}\n${why.state}\n${why.field ?? execution.use.field}\n${need}`;
    if (!lines.has(key)) lines.set(key, executionLine(execution, grant));
  }
  return [...lines.values()];
}

/** What tells the executions of one line from those of another. */
function namesIn({ origin }: Execution): string {
  if (origin.kind === 'resource') return origin.resource.arn;
  const { machine, revision } = origin.use;
  return `${machine.arn}\n${revision.qualifier}\n${origin.model?.arn ?? ''}`;
}

/** A role can have thousands of jobs; the first places say what it is about. */
const MOST_PLACES = 20;

/** The places that name the role, in the order of the executions; of very many the first ones. */
export function roleLines(executions: Iterable<Execution>): readonly BecauseLine[] {
  const lines = new Map<string, BecauseLine>();
  for (const execution of executions) {
    if (lines.size === MOST_PLACES) break;
    const need = isPassed(execution) ? 'pass-role' : 'assume-role';
    const line = executionLine(execution, { why: whyNamed(execution), need });
    const key = JSON.stringify([line.stateMachine, line.resource, line.state, line.field]);
    if (!lines.has(key)) lines.set(key, line);
  }
  return [...lines.values()];
}

/** What SageMaker makes or made: `TrainingJob`; for a task that of its request. */
export function nounOf(execution: Execution): string {
  const { origin } = execution;
  if (origin.kind === 'resource') return origin.resource.kind.noun;
  return whyNamed(execution).integration.replace(/^sagemaker:create/, '');
}

/** True where a task hands the role over itself, and not by a model that has one. */
function isPassed({ origin }: Execution): boolean {
  return origin.kind === 'task' && origin.model === undefined;
}

function whyNamed({ origin, use: { state } }: Execution): Because {
  const call =
    origin.kind === 'resource'
      ? { integration: `sagemaker:create${origin.resource.kind.noun}` }
      : origin.use.expectation.grants.find(({ why }) => why.state === state)?.why;
  const { integration = 'sagemaker', pattern = 'request-response' }: Partial<Because> = call ?? {};
  return { state, integration, pattern, source: 'api', confidence: 'confirmed' };
}

/** The ARNs of all that ask some of the questions. */
export function namersOf(questions: readonly Question[]): ReadonlySet<string> {
  const namers = new Set<string>();
  for (const { askers } of questions)
    for (const { execution } of askers) namers.add(subjectOf(execution).arn);
  return namers;
}

/** True where the role needs more than anybody can tell. */
export function isOpen({ use }: Execution): boolean {
  return use.open !== undefined;
}

/** True where SageMaker itself assumes the role. */
export function isSageMakers({ use }: Execution): boolean {
  return use.service === SAGEMAKER_SERVICE;
}
