import { expect, test, vi } from 'vitest';
import type { checkGrant } from '../../src/findings/checks.ts';
import { applyRemedy, isRecipe } from '../support/apply-remedy.ts';
import { type AccountJson, auditOf, type MachineJson, readRuleCases } from '../support/rule-cases.ts';

const checks = vi.hoisted(() => ({ asked: 0 }));

vi.mock('../../src/findings/checks.ts', async (original) => {
  const module = await original<{ checkGrant: typeof checkGrant }>();
  const counted: typeof checkGrant = (...asked) => {
    checks.asked += 1;
    return module.checkGrant(...asked);
  };
  return { ...module, checkGrant: counted };
});

function calling(name: string, functions: readonly string[]): MachineJson {
  const states = functions.map((target, at) => [
    `S${at}`,
    {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: target },
      ...(at + 1 < functions.length ? { Next: `S${at + 1}` } : { End: true }),
    },
  ]);
  return { name, role: 'Shared', definition: { StartAt: 'S0', States: Object.fromEntries(states) } };
}

/** State machines of one role, each of which calls a function that the role does not allow. */
function shared(count: number): AccountJson {
  const machines = [...Array(count).keys()].map((at) => calling(`machine-${at}`, [`function-${at}`]));
  return { machines, roles: [{ name: 'Shared' }] };
}

function askedFor(account: AccountJson): number {
  checks.asked = 0;
  auditOf(account);
  return checks.asked;
}

test('each trial asks again only what its policy speaks of, however many state machines share the role', () => {
  const [few, many] = [askedFor(shared(20)), askedFor(shared(40))];
  expect(few).toBeGreaterThanOrEqual(2 * 20);
  expect(many).toBe(2 * few);
});

test('the remedy of one state machine leaves the findings of the others', () => {
  const account: AccountJson = {
    machines: [
      calling('alone', ['one']),
      calling('both', ['one', 'two']),
      calling('other', ['three']),
      calling('same', ['three']),
    ],
    roles: [{ name: 'Shared' }],
  };
  const { findings } = auditOf(account);
  expect(findings.filter(isRecipe)).toHaveLength(4);
  const cured = findings.map((finding) => {
    const left = auditOf(applyRemedy(account, finding)).findings.map(({ id }) => id);
    return findings
      .filter(({ id }) => !left.includes(id))
      .map(({ resource }) => resource.arn.split(':').at(-1));
  });
  expect(
    Object.fromEntries(findings.map(({ resource }, at) => [resource.arn.split(':').at(-1), cured[at]])),
  ).toEqual({
    alone: ['alone'],
    both: ['alone', 'both'],
    other: ['other', 'same'],
    same: ['other', 'same'],
  });
});

/** The account with a state machine on each role, before all others, that needs nothing. */
function withStrangers(account: AccountJson): AccountJson {
  const roles = [...new Set(account.machines.map(({ role }) => role))];
  const definition = { StartAt: 'Rest', States: { Rest: { Type: 'Pass', End: true } } };
  const strangers = roles.map((role, at) => ({ name: `stranger-${at}`, role, definition }));
  return { ...account, suppressions: [], machines: [...strangers, ...account.machines] };
}

test('a remedy is true of a role that another state machine shares, whatever the rule', () => {
  const broken: string[] = [];
  for (const { rule, reject } of readRuleCases()) {
    for (const account of reject.map(withStrangers)) {
      const { findings } = auditOf(account);
      const before = findings.map(({ id }) => id);
      for (const finding of findings.filter(isRecipe)) {
        const after = auditOf(applyRemedy(account, finding)).findings.map(({ id }) => id);
        if (after.some((id) => id === finding.id || !before.includes(id)))
          broken.push(`${rule}: ${finding.message}`);
      }
    }
  }
  expect(broken).toEqual([]);
});
