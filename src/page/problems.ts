/** What is wrong with a role, in the words of the list of rules. */
export const PROBLEMS = ['missing', 'too-wide', 'role', 'statement', 'managed-policy', 'other'] as const;

export type Problem = (typeof PROBLEMS)[number];

export const PROBLEM_LABELS: Readonly<Record<Problem, string>> = {
  missing: 'Something is missing',
  'too-wide': 'Too much is allowed',
  role: 'The role itself',
  statement: 'A statement misleads',
  'managed-policy': 'AWS managed policies',
  other: 'Other',
};

/** The first that matches counts. By name, so that a rule that is added needs no entry here. */
const NAMES: readonly (readonly [Problem, RegExp])[] = [
  ['role', /^execution-role-(?:missing|not-assumable|ineligible|unused)$/],
  ['managed-policy', /^(?:managed-policy|service-catalog)-/],
  ['missing', /-(?:missing|unreachable|unsupported|mismatch|near-miss)$/],
  ['too-wide', /-(?:excess|too-wide|too-broad|unneeded)$|-foreign-|^resource-policy-/],
  ['statement', /-(?:unknown|dead|unsatisfiable|never-matches|outdated)$|-bypasses-/],
];

/** The kind of problem that a rule looks for. */
export function problemOf(ruleId: string): Problem {
  return NAMES.find(([, name]) => name.test(ruleId))?.[0] ?? 'other';
}
