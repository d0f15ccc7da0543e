import { transformGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { INTEGRATION_TEMPLATES, SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const transformPolicyMissing: Rule = {
  id: 'transform-policy-missing',
  title: 'Nothing on the role grants the batch transform job that the definition starts',
  severity: 'high',
  topic: 'task',
  why: 'Step Functions generates a policy for most of its integrations when it creates a role, but never for `CreateTransformJob`. Nobody is told; the execution stops with AccessDenied at the transform state, often after hours of training.',
  remedy:
    'Attach the inline policy of the finding to the role. It has to be attached by hand: no console, no later update of the state machine will do it.',
  references: [SAGEMAKER_TEMPLATES, INTEGRATION_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of transformGroups(evidence)) {
      yield missingViolation(
        group,
        'high',
        'Step Functions never generates this policy, so it has to be attached by hand',
      );
    }
  },
};
