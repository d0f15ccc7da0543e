import type { ExpectedGrant } from '../expected/grant.ts';
import type { Account, CheckedExecution, Execution, GrantCheck, RoleAccess } from './evidence.ts';
import { canonicalJson } from './fingerprint.ts';
import { checkGrants } from './role-access.ts';

/**
 * What executions need, held against what their role allows. Thousands of jobs ask for the same, so that each question is
 * asked once in each region.
 */
export function checkExecutions(
  executions: readonly Execution[],
  allows: RoleAccess,
  { accountId }: Account,
  covered: ReadonlyMap<ExpectedGrant, GrantCheck>,
): readonly CheckedExecution[] {
  const asked = new Map<string, GrantCheck['outcome']>();
  const outcomeOf = (grant: ExpectedGrant, region: string): GrantCheck['outcome'] | undefined => {
    const key = `${region} ${keyOf(grant)}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    const [check] = checkGrants([grant], allows, { region, accountId }, covered);
    if (check !== undefined) asked.set(key, check.outcome);
    return check?.outcome;
  };
  return executions.map((execution) => ({
    ...execution,
    checks: execution.use.grants.flatMap((grant) => {
      const outcome = grant.bound === 'required' ? outcomeOf(grant, execution.region) : undefined;
      return outcome === undefined ? [] : [{ grant, outcome }];
    }),
  }));
}

/** Each question once, whoever asks it. */
export function distinctGrants(grants: readonly ExpectedGrant[]): readonly ExpectedGrant[] {
  return [...new Map(grants.map((grant) => [keyOf(grant), grant])).values()];
}

function keyOf({ action, resources, context, bound, quantifier, need, why }: ExpectedGrant): string {
  return canonicalJson([action, resources, context, bound, quantifier, need, why.confidence]);
}
