import type { ExpectedGrant } from '../../expected/grant.ts';
import { refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { INTEGRATION_TEMPLATES, PASS_ROLE } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const passRoleMissing: Rule = {
  id: 'pass-role-missing',
  title: 'The role may not pass the role that a job runs with',
  severity: 'high',
  topic: 'task',
  why: 'A request that names a role needs `iam:PassRole` on that role for the service that will use it. Without it the create call is refused, whatever else the role allows.',
  remedy: 'Attach the inline policy of the finding to the role; it names the passed role and the service.',
  references: [PASS_ROLE, INTEGRATION_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'pass-role')) {
      yield missingViolation(group, 'high', 'the create call is refused');
    }
    for (const group of refusedGroups(evidence, isPass))
      yield executionViolation(group, { consequence: () => 'the pipeline fails at that step' });
  },
};

/** A pipeline passes the roles of its steps, its own among them. */
function isPass({ need }: ExpectedGrant): boolean {
  return need === 'pass-role';
}
