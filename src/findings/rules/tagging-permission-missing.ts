import type { ExpectedGrant } from '../../expected/grant.ts';
import type { RoleCase } from '../evidence.ts';
import { roleLines } from '../execution.ts';
import type { ExecutionGroup } from '../execution-group.ts';
import { refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { missingGroups } from '../missing.ts';
import { becauseOf, missingCure, missingViolation } from '../missing-violation.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_TEMPLATES, STUDIO_TAGS } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';
import { domainOf, studioTagging, type Untaggable } from '../studio-tags.ts';

export const taggingPermissionMissing: Rule = {
  id: 'tagging-permission-missing',
  title: 'Step Functions, a pipeline or Studio may not tag what it creates',
  severity: 'high',
  topic: 'task',
  why: 'Step Functions marks SageMaker resources that it starts with the tag `MANAGED_BY_AWS`. The documentation added `sagemaker:AddTags` to its templates later than 2023, so roles made from the older ones are refused. A pipeline tags what its steps make with its name. Studio tags all that it creates for its users, and what cannot be tagged is not created.',
  remedy: 'Attach the inline policy of the finding to the role.',
  references: [SAGEMAKER_TEMPLATES, STUDIO_TAGS],
  scrutiny: NEED,
  *check(evidence) {
    for (const group of missingGroups(evidence, 'tag')) {
      const sync = group.refused.some(({ grant }) => grant.why.pattern === '.sync');
      yield missingViolation(group, sync ? 'high' : 'medium', 'Step Functions tags what it starts');
    }
    for (const group of refusedGroups(evidence, isTag))
      yield executionViolation(group, { consequence: () => 'a pipeline tags what it makes', isMild: true });
    for (const roleCase of evidence.cases) {
      for (const { group, tags } of studioTagging(roleCase, evidence.account)) {
        const [first, ...others] = tags.filter((tag) => tag.kind === 'missing');
        if (first !== undefined) yield studioViolation(roleCase, group, [first, ...others]);
      }
    }
  },
};

/** One finding for each domain and role; its witness is the first thing that cannot be tagged. */
function studioViolation(
  roleCase: RoleCase,
  { executions, subject, inUse }: ExecutionGroup,
  untaggable: readonly [Untaggable, ...Untaggable[]],
): Violation {
  const { role } = roleCase;
  const [{ creates, witness, refusal }, ...others] = untaggable;
  const more = others.length === 0 ? '' : ` (and so for ${others.length} more)`;
  const expected = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: [witness.action], Resource: untaggable.map(({ resource }) => resource) },
    ],
  } as const;
  return {
    subject: { need: 'tag', domain: domainOf(executions[0]) },
    severity: inUse ? 'high' : 'low',
    confidence: untaggable.every(({ confidence }) => confidence === 'confirmed') ? 'confirmed' : 'potential',
    message: `\`${printable(role.name)}\` may \`${creates}\` for ${subject.name}, and cannot \`${witness.action}\` on \`${printable(witness.resource)}\`${more}${becauseOf(refusal, roleCase)}: Studio tags what it creates, and creates nothing that it cannot tag`,
    region: subject.region,
    resource: { arn: subject.arn, type: subject.type },
    role: { arn: role.arn, name: role.name },
    witness,
    because: roleLines(executions).map((line) => ({ ...line, need: 'tag' })),
    expected,
    cure: missingCure(roleCase, refusal, expected),
  };
}

function isTag({ need }: ExpectedGrant): boolean {
  return need === 'tag';
}
