import { describe, expect, test } from 'vitest';
import { rules } from '../../src/findings/rules/index.ts';
import { type Problem, problemOf } from '../../src/page/problems.ts';

/** The rules of today; one that is added falls under one of these by its name, or under `other`. */
const KINDS: Readonly<Record<Problem, string>> = {
  missing:
    'transform-policy-missing task-permission-missing companion-resource-missing event-rule-permission-missing pass-role-missing tagging-permission-missing cancel-permission-missing credentials-role-unreachable callback-unsupported scope-mismatch resource-near-miss storage-access-missing image-pull-missing key-access-missing network-permission-missing dependent-action-missing',
  'too-wide':
    'permission-excess pass-role-too-wide execution-role-too-broad network-permission-unneeded trust-too-wide image-from-foreign-account resource-policy-present',
  role: 'execution-role-missing execution-role-not-assumable execution-role-ineligible execution-role-unused',
  statement:
    'action-unknown resource-never-matches condition-key-dead condition-unsatisfiable search-bypasses-deny template-outdated',
  'managed-policy': 'managed-policy-changed managed-policy-copy-stale service-catalog-role-altered',
  other: 'suppression-invalid',
};

describe('the kind of problem that a rule looks for', () => {
  test.each(Object.entries(KINDS))('is "%s" for what is called so', (problem, ids) => {
    const known = new Set(rules.map(({ id }) => id));
    for (const id of ids.split(' ')) expect([id, known.has(id), problemOf(id)]).toEqual([id, true, problem]);
  });

  test('is another one for a rule that nobody has thought of', () => {
    expect(problemOf('roles-too-many')).toBe('other');
    expect(problemOf('')).toBe('other');
  });
});
