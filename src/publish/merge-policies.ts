import type { PolicyJson, StatementJson } from '../findings/finding.ts';
import { groupBy } from '../findings/group-by.ts';

/**
 * Several Allow policies as one. Statements that differ in their actions alone, or in their resources alone, become one, and
 * every Sid stays the only one of its name, as IAM demands of a document.
 */
export function mergePolicies(policies: readonly PolicyJson[]): PolicyJson {
  const statements = policies.flatMap((policy) => policy.Statement);
  const byResource = joined(
    statements,
    ({ Effect, Resource, Condition }) => [Effect, Resource, Condition],
    'Action',
  );
  const byAction = joined(
    byResource,
    ({ Effect, Action, Condition }) => [Effect, Action, Condition],
    'Resource',
  );
  const taken = new Set<string>();
  return { Version: '2012-10-17', Statement: byAction.map((statement) => withOwnSid(statement, taken)) };
}

/** Statements with the same key as one that lists what they list; what only one of them says is the first one's. */
function joined(
  statements: readonly StatementJson[],
  keyOf: (statement: StatementJson) => readonly unknown[],
  list: 'Action' | 'Resource',
): readonly StatementJson[] {
  return [...groupBy(statements, keyOf).values()].map((same) => ({
    ...same[0],
    [list]: [...new Set(same.flatMap((statement) => statement[list]))],
  }));
}

function withOwnSid(statement: StatementJson, taken: Set<string>): StatementJson {
  if (statement.Sid === undefined) return statement;
  let sid = statement.Sid;
  for (let copy = 2; taken.has(sid); copy += 1) sid = `${statement.Sid}${copy}`;
  taken.add(sid);
  return { ...statement, Sid: sid };
}
