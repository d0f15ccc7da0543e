import type { Finding, StatementJson } from '../findings/finding.ts';
import type { PicturedPolicy, PicturedStatement } from '../findings/picture.ts';
import { coversAction, coversEvery } from './patterns.ts';
import { problemOf } from './problems.ts';

/**
 * What can be said of an action by its text and the finding alone. `missing`: the finding says so. `granted`: an Allow
 * names the same or more, under no other condition, and nothing speaks against it. `not-needed`: the finding asks to take it
 * away. `wider`: what is to stay is a part of it.
 */
export type Mark = 'missing' | 'granted' | 'not-needed' | 'wider';

/** A statement, and in what it stands. */
interface Stated {
  readonly statement: PicturedStatement;
  readonly policy: Pick<PicturedPolicy, 'origin'>;
}

/** Said only where the texts alone show it: not where a Deny or a boundary says anything of the action. */
export function grantedMark(
  { Resource = [], Condition }: PicturedStatement,
  action: string,
  stated: readonly Stated[],
): Mark | undefined {
  const isBounded = stated.some(({ policy }) => policy.origin === 'boundary');
  const speaking = stated.filter(({ statement }) => speaksOf(statement, action));
  if (isBounded || speaking.some(({ statement }) => statement.Effect === 'Deny')) return undefined;
  const isGranted = speaking.some(
    ({ statement }) =>
      statement.Action !== undefined &&
      (statement.Condition === undefined || isSame(statement.Condition, Condition)) &&
      coversEvery(statement.Resource ?? [], Resource),
  );
  return isGranted ? 'granted' : undefined;
}

function speaksOf({ Action, NotAction = [] }: PicturedStatement, action: string): boolean {
  if (Action === undefined) return !NotAction.some((pattern) => coversAction(pattern, action));
  return Action.some((pattern) => coversAction(pattern, action));
}

/** What the remedy keeps of the statement tells what is not needed; without one the finding knows of its witness alone. */
export function excessMark(
  statement: PicturedStatement,
  finding: Finding,
): (action: string) => Mark | undefined {
  if (problemOf(finding.ruleId) !== 'too-wide') return () => undefined;
  const { remedy, witness } = finding;
  const isGone = /^(?:Remove|Detach) /.test(remedy.text);
  const kept = remedy.policy?.Statement ?? (isGone ? [] : undefined);
  if (kept === undefined)
    return (action) => (witness !== undefined && coversAction(action, witness.action) ? 'wider' : undefined);
  return (action) => {
    const same = kept.filter((other) => other.Action.some((own) => coversAction(action, own)));
    if (same.length === 0) return 'not-needed';
    const isWhole = same.some(
      (other) =>
        other.Action.includes(action) &&
        coversEvery(other.Resource, statement.Resource ?? []) &&
        isSame(other.Condition, statement.Condition),
    );
    return isWhole ? undefined : 'wider';
  };
}

type Condition = NonNullable<StatementJson['Condition']>;

function isSame(left: Condition = {}, right: Condition = {}): boolean {
  return JSON.stringify(flat(left)) === JSON.stringify(flat(right));
}

/** A single value is the same within a list and without. */
function flat(condition: Condition): readonly unknown[] {
  return Object.entries(condition).map(([operator, keys]) => [
    operator,
    Object.entries(keys).map(([key, values]) => [key, [values].flat()]),
  ]);
}
