import type { ExpectedGrant } from '../../expected/grant.ts';
import { refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const storageAccessMissing: Rule = {
  id: 'storage-access-missing',
  title: 'SageMaker may not read or write the data of a job or model with its role',
  severity: 'high',
  topic: 'execution',
  why: 'SageMaker fetches data, models and code, and stores what comes out, with the permissions of the execution role. Where one is missing the job fails, often after its hours of work, when it stores its results.',
  remedy: 'Attach the inline policy of the finding to the execution role; it names the buckets and prefixes.',
  references: [SAGEMAKER_ROLES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of refusedGroups(evidence, isStorage)) yield executionViolation(group, { consequence });
  },
};

function isStorage({ need }: ExpectedGrant): boolean {
  return need === 'read' || need === 'list' || need === 'write';
}

function consequence({ need }: ExpectedGrant): string {
  if (need === 'write') return 'results cannot be stored';
  return need === 'list' ? 'data cannot be listed' : 'data cannot be read';
}
