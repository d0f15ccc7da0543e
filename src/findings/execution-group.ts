import type { Execution, Subject } from './evidence.ts';
import { pathOf, subjectOf } from './execution.ts';
import { groupBy } from './group-by.ts';
import { isInUse } from './in-use.ts';
import { printable } from './printable.ts';

/** Executions with one role that one finding tells together. */
export interface ExecutionGroup {
  /** What is in use comes first. */
  readonly executions: readonly [Execution, ...Execution[]];
  readonly inUse: boolean;
  readonly subject: Subject;
  /** The way to the first of them, and how many others there are: `` `churn` (Model), and of 2 others ``. */
  readonly whose: string;
}

/** The executions by what they have in common. */
export function* executionGroups(
  executions: Iterable<Execution>,
  takenAt: string,
  keyOf: (execution: Execution) => readonly string[],
): Iterable<ExecutionGroup> {
  for (const group of groupBy(executions, keyOf).values()) {
    const live = new Set(group.filter((execution) => isInUse(execution, takenAt)));
    const [first, ...rest] = new Set([...live, ...group]);
    if (first === undefined) continue;
    const members = [first, ...rest] as const;
    const others = new Set(members.map(namerArn)).size - 1;
    const also = others === 0 ? '' : `, and of ${countOf(others)}`;
    yield {
      executions: members,
      inUse: live.size > 0,
      subject: subjectOfAll(members, others),
      whose: `${pathOf(first)}${also}`,
    };
  }
}

function countOf(others: number): string {
  return others === 1 ? '1 other' : `${others} others`;
}

function subjectOfAll(executions: ExecutionGroup['executions'], others: number): Subject {
  const [first] = executions;
  const regions = new Set(executions.map(({ region }) => region));
  return {
    // Whatever names the role today: the finding stays the same when one job follows another.
    arn: first.roleArn,
    type: 'AWS::IAM::Role',
    name: others === 0 ? namerName(first) : `${namerName(first)} and ${countOf(others)}`,
    isOne: others === 0,
    region: regions.size === 1 ? first.region : 'global',
  };
}

/** What names the role itself: the model, where a task does so by a model. */
function namerArn(execution: Execution): string {
  const { origin } = execution;
  const model = origin.kind === 'task' ? origin.model : undefined;
  return model?.arn ?? subjectOf(execution).arn;
}

function namerName(execution: Execution): string {
  const { origin } = execution;
  const name = `\`${printable(subjectOf(execution).name)}\``;
  if (origin.kind === 'resource') return `${name} (${origin.resource.kind.noun})`;
  const { model } = origin;
  return model === undefined ? name : `${name}, by its model \`${printable(model.name)}\`,`;
}
