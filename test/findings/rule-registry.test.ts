import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { evidenceOf, type Outcome, type RoleCase } from '../../src/findings/evidence.ts';
import { gatherEvidence } from '../../src/findings/gather.ts';
import { type Rule, told } from '../../src/findings/rule.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { readRuleCases, snapshotOf } from '../support/rule-cases.ts';

/** Beside the rules: one line for each, and what makes a list of them. */
const REGISTRY: ReadonlySet<string> = new Set(['index.ts', 'registry.ts']);

test('the registry has each file of a rule once, under the name of the file', async () => {
  const files = (await readdir('src/findings/rules')).filter((file) => !REGISTRY.has(file));
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.toSorted());
});

test('every rule has its cases and its page', () => {
  const companions = rules.flatMap(({ id }) => [`test/cases/rules/${id}.json`, `docs/rules/${id}.md`]);
  expect(companions.filter((file) => !existsSync(file))).toEqual([]);
});

test('a folder of cases or pages has none for a rule that does not exist', async () => {
  const ids = new Set(rules.map(({ id }) => id));
  const named = [...(await readdir('test/cases/rules')), ...(await readdir('docs/rules'))];
  const cases = named.filter((file) => file !== 'README.md');
  expect(cases.filter((file) => !ids.has(file.replace(/\.(json|md)$/, '')))).toEqual([]);
});

/** The case of a role without a policy, which then is refused nothing and allowed nothing. */
function withoutPolicies(roleCase: RoleCase): RoleCase {
  return {
    ...roleCase,
    role: { ...roleCase.role, policies: [] },
    documents: [],
    access: identityAccess([]),
    uses: roleCase.uses.map((use) => ({ ...use, checks: [] })),
    delegations: [],
    questions: [],
    statements: [],
    broadPolicies: [],
  };
}

test.each(
  rules.filter(({ ignoresPolicies }) => ignoresPolicies).map((rule): [string, Rule] => [rule.id, rule]),
)('%s says the same of roles whose policies say nothing, and no policy is its cure', (id, rule) => {
  const { accept = [], reject = [] } = readRuleCases().find((cases) => cases.rule === id) ?? {};
  expect(reject).not.toEqual([]);
  for (const account of [...accept, ...reject]) {
    for (const { cases, ...others } of gatherEvidence(snapshotOf(account), account.pack ?? 'docs-2025')) {
      const found = [...rule.check(evidenceOf(others.account, { cases }))];
      const bare = evidenceOf(others.account, { cases: cases.map(withoutPolicies) });
      expect([...rule.check(bare)]).toEqual(found);
      expect(found.filter(({ cure }) => told(cure).kind !== 'tell')).toEqual([]);
    }
  }
});

/** The case of a role that has nothing of what the rule looks at. */
function without(roleCase: RoleCase, of: Rule['of']): RoleCase {
  const { uses, questions } = roleCase;
  switch (of) {
    case 'uses':
      return { ...roleCase, uses: [], delegations: [] };
    case 'executions':
      return { ...roleCase, executions: [], questions: [], broadPolicies: [] };
    default:
      return {
        ...roleCase,
        uses: uses.map((use) => ({ ...use, checks: use.checks.filter(isNotMissing) })),
        questions: questions.filter(isNotMissing),
      };
  }
}

function isNotMissing({ outcome }: { readonly outcome: Outcome }): boolean {
  return outcome.kind !== 'missing';
}

test.each(rules.filter(({ of }) => of !== undefined).map((rule): [string, Rule] => [rule.id, rule]))(
  '%s says nothing where no role has what it looks at',
  (id, rule) => {
    const { accept = [], reject = [] } = readRuleCases().find((cases) => cases.rule === id) ?? {};
    expect(reject).not.toEqual([]);
    for (const account of [...accept, ...reject]) {
      for (const evidence of gatherEvidence(snapshotOf(account), account.pack ?? 'docs-2025')) {
        const bare = { ...evidence, cases: evidence.cases.map((roleCase) => without(roleCase, rule.of)) };
        expect([...rule.check(bare)]).toEqual([]);
      }
    }
  },
);
