import type { ExpectedGrant } from '../../expected/grant.ts';
import { overlaps } from '../../policy/contains.ts';
import { accessTo } from '../checks.ts';
import type { RoleCase } from '../evidence.ts';
import { type Refused, refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const networkPermissionMissing: Rule = {
  id: 'network-permission-missing',
  title: 'SageMaker may not join the VPC of a job or model with its role',
  severity: 'high',
  topic: 'execution',
  why: 'A request with a `VpcConfig` makes SageMaker create network interfaces with the permissions of the execution role. It checks them beforehand; one that is missing, or scoped by resource or condition, fails the request, and the message may be no more than an internal error.',
  remedy:
    'Attach the inline policy of the finding to the execution role: on every resource, without a condition.',
  references: [SAGEMAKER_ROLES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of refusedGroups(evidence, isNetwork))
      yield executionViolation(group, { consequence, hint });
  },
};

function isNetwork({ need }: ExpectedGrant): boolean {
  return need === 'network';
}

function consequence(): string {
  return 'the VPC cannot be joined';
}

/** Where the role allows it in some form, people would look for the permission and find it. */
function hint({ outcome: { witness } }: Refused, { access, pins }: RoleCase): string {
  return overlaps(accessTo(witness.action, '*', {}), access, { pins }).kind === 'overlaps'
    ? '; the role allows it on some resources or under a condition, and SageMaker asks for it without'
    : '';
}
