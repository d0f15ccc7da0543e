import type { ExpectedGrant } from '../../expected/grant.ts';
import { isCallersToo } from '../create-grant.ts';
import { refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const keyAccessMissing: Rule = {
  id: 'key-access-missing',
  title: 'SageMaker may not use the key of a job or model with its role',
  severity: 'high',
  topic: 'execution',
  why: 'Data, results and volumes that are encrypted with a key of your own need permissions on that key. Templates and generators know the buckets of a job and leave out its keys.',
  remedy:
    'Attach the inline policy of the finding to the execution role, or name the role in the key policy.',
  references: [SAGEMAKER_ROLES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of refusedGroups(evidence, isKey)) yield executionViolation(group, { consequence });
  },
};

function isKey({ need }: ExpectedGrant): boolean {
  return need === 'key';
}

function consequence(grant: ExpectedGrant): string {
  return isCallersToo(grant) ? 'a volume cannot be encrypted' : 'the key cannot be used';
}
