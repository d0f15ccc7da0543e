import { missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';

export const taskPermissionMissing: Rule = {
  id: 'task-permission-missing',
  title: "A task's own API call is refused",
  severity: 'high',
  why: 'The role refuses the call that the task consists of, or the one with which Step Functions waits for its end. The execution fails at that state.',
  remedy: 'Attach the inline policy of the finding to the role; it holds what is missing and nothing else.',
  references: [SAGEMAKER_TEMPLATES],
  *check(evidence) {
    for (const group of missingGroups(evidence, 'create', 'poll')) {
      const consequence =
        group.need === 'poll'
          ? 'Step Functions cannot learn that the job has ended'
          : 'the execution fails there';
      yield missingViolation(group, 'high', consequence);
    }
  },
};
