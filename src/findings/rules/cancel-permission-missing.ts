import { missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { INTEGRATION_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const cancelPermissionMissing: Rule = {
  id: 'cancel-permission-missing',
  title: 'An aborted execution cannot stop the job it started',
  severity: 'medium',
  topic: 'task',
  why: 'A `.sync` task stops its job when the execution is aborted or the task times out. Without the permission the job runs on, and is paid for, until it ends by itself.',
  remedy: 'Attach the inline policy of the finding to the role.',
  references: [INTEGRATION_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'cancel')) {
      yield missingViolation(group, 'medium', 'an aborted execution leaves the job running');
    }
  },
};
