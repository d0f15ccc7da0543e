import { missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { INTEGRATION_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const eventRulePermissionMissing: Rule = {
  id: 'event-rule-permission-missing',
  title: 'The role may not manage the EventBridge rule that a `.sync` task relies on',
  severity: 'high',
  topic: 'task',
  why: 'A `.sync` task learns the end of its job through a managed EventBridge rule with a fixed name. Step Functions checks the permission when a state machine is created or updated and refuses with "not authorized to create managed-rule"; a misspelt rule name in the policy has the same effect.',
  remedy:
    'Attach the inline policy of the finding to the role. The name of the rule must be spelt exactly so.',
  references: [INTEGRATION_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'event-rule')) {
      yield missingViolation(group, 'high', 'creating or updating the state machine fails');
    }
  },
};
