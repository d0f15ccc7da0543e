import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { readValue } from '../../src/model/read.ts';
import { applyRemedy, isRecipe } from '../support/apply-remedy.ts';
import { RANDOM_ACCOUNT } from '../support/random-accounts.ts';
import { type AccountJson, auditOf, snapshotOf } from '../support/rule-cases.ts';

describe('remedies', () => {
  test('that are a policy make their finding go away and bring no other', () => {
    fc.assert(
      fc.property(RANDOM_ACCOUNT, fc.nat(), (account, choice) => {
        const { findings } = auditOf(account);
        const before = findings.map(({ id }) => id);
        const recipes = findings.filter(isRecipe);
        const finding = recipes[choice % recipes.length];
        if (finding === undefined) return;
        const after = auditOf(applyRemedy(account, finding)).findings.map(({ id }) => id);
        expect(after).not.toContain(finding.id);
        expect(after.filter((id) => !before.includes(id))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('are the whole of it: with all that is required, nothing is missing and nothing is too much', () => {
    fc.assert(
      fc.property(RANDOM_ACCOUNT, (account) => {
        expect(auditOf(withPolicy(account, requiredPolicy(account))).findings).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function requiredPolicy(account: AccountJson): unknown {
  const grants = snapshotOf(account).stateMachines.flatMap((machine) =>
    machine.revisions.flatMap(
      ({ definition }) =>
        expectationOf({ definition: readValue(definition) ?? '', machine, pack: 'docs-2025' }).grants,
    ),
  );
  return policyOf(grants, 'required').policy;
}

/** The account with a role that has this policy and no other. */
function withPolicy(account: AccountJson, policy: unknown): AccountJson {
  const [role, ...others] = account.roles;
  return { ...account, roles: [{ name: role?.name ?? '', policies: { policy } }, ...others] };
}
