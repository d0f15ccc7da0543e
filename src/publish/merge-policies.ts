import type { PolicyJson, StatementJson } from '../findings/finding.ts';

/**
 * Several Allow policies as one. Statements on the same resources under the same condition become one, and every
 * Sid stays the only one of its name, as IAM demands of a document.
 */
export function mergePolicies(policies: readonly PolicyJson[]): PolicyJson {
  const statements = new Map<string, StatementJson>();
  for (const statement of policies.flatMap((policy) => policy.Statement)) {
    const { Effect, Resource, Condition } = statement;
    const key = JSON.stringify([Effect, Resource, Condition]);
    const same = statements.get(key);
    const actions = [...(same?.Action ?? []), ...statement.Action];
    statements.set(key, { ...(same ?? statement), Action: [...new Set(actions)] });
  }
  const taken = new Set<string>();
  return {
    Version: '2012-10-17',
    Statement: [...statements.values()].map((statement) => withOwnSid(statement, taken)),
  };
}

function withOwnSid(statement: StatementJson, taken: Set<string>): StatementJson {
  if (statement.Sid === undefined) return statement;
  let sid = statement.Sid;
  for (let copy = 2; taken.has(sid); copy += 1) sid = `${statement.Sid}${copy}`;
  taken.add(sid);
  return { ...statement, Sid: sid };
}
