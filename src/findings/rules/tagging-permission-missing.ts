import type { ExpectedGrant } from '../../expected/grant.ts';
import { refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';

export const taggingPermissionMissing: Rule = {
  id: 'tagging-permission-missing',
  title: 'Step Functions, or a pipeline, may not tag the resource it creates',
  severity: 'high',
  why: 'Step Functions marks SageMaker resources that it starts with the tag `MANAGED_BY_AWS`. The documentation added `sagemaker:AddTags` to its templates later than 2023, so roles made from the older ones are refused. A pipeline tags what its steps make with its name.',
  remedy: 'Attach the inline policy of the finding to the role.',
  references: [SAGEMAKER_TEMPLATES],
  *check(evidence) {
    for (const group of missingGroups(evidence, 'tag')) {
      const sync = group.refused.some(({ grant }) => grant.why.pattern === '.sync');
      yield missingViolation(group, sync ? 'high' : 'medium', 'Step Functions tags what it starts');
    }
    for (const group of refusedGroups(evidence, isTag))
      yield executionViolation(group, { consequence: () => 'a pipeline tags what it makes', isMild: true });
  },
};

function isTag({ need }: ExpectedGrant): boolean {
  return need === 'tag';
}
