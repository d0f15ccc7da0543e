import type { ExpectedGrant } from '../../expected/grant.ts';
import { hasAction } from '../../policy/action-set.ts';
import type { RoleCase } from '../evidence.ts';
import { isForRegistry, type Refused, refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const imagePullMissing: Rule = {
  id: 'image-pull-missing',
  title: 'SageMaker may not pull the image of a job or model with its role',
  severity: 'high',
  topic: 'execution',
  why: "SageMaker pulls an image with the permissions of the execution role, from AWS's own registries too. An older page of the documentation scopes them to ARNs such as `arn:aws:ecr:::repository/my-repo`, which lack region and account and match no repository.",
  remedy:
    'Attach the inline policy of the finding to the execution role; it names the repository with its region and account.',
  references: [SAGEMAKER_ROLES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of refusedGroups(evidence, isPull))
      yield executionViolation(group, { consequence, hint: incompleteArnHint });
  },
};

function isPull(grant: ExpectedGrant): boolean {
  return grant.need === 'pull' || isForRegistry(grant);
}

function consequence(): string {
  return 'the image cannot be pulled';
}

/** Without region or account, or with an empty one: no repository has such an ARN. */
const INCOMPLETE = /^arn:[^:]*:ecr:(?::|[^:]+::)/;

function incompleteArnHint({ asker: { grant } }: Refused, { documents }: RoleCase): string {
  for (const { name, statements } of documents) {
    for (const { effect, actions, resources } of statements) {
      if (effect !== 'Allow' || resources.not || !hasAction(actions, grant.action.toLowerCase())) continue;
      const incomplete = resources.patterns.find((pattern) => INCOMPLETE.test(pattern));
      if (incomplete !== undefined)
        return `; \`${printable(incomplete)}\` in \`${printable(name)}\` lacks region or account and matches no repository`;
    }
  }
  return '';
}
