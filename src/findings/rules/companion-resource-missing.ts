import { allowedCompanion, companionGroups, type MissingGroup } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_AUTHORIZATION, SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

/** Told in the place of `task-permission-missing`: a call of which no part is allowed stays there. */
export const companionResourceMissing: Rule = {
  id: 'companion-resource-missing',
  title: 'A call is allowed on one of the two resources that it needs',
  severity: 'high',
  topic: 'task',
  why: 'Some calls are authorized on two resources at once: `CreateEndpoint` and `UpdateEndpoint` on the endpoint and on its configuration. A policy that names one of them looks right, and the call is refused all the same.',
  remedy: 'Attach the inline policy of the finding to the role; it holds the other resource.',
  references: [SAGEMAKER_AUTHORIZATION, SAGEMAKER_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of companionGroups(evidence))
      yield missingViolation(group, 'high', consequenceOf(group));
  },
};

function consequenceOf({ refused: [first] }: MissingGroup): string {
  const [resource = '*'] = allowedCompanion(first)?.resources ?? [];
  return `the call is authorized on both, and the role allows it on \`${printable(resource)}\``;
}
