import { type MissingGroup, missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { printable } from '../printable.ts';
import { INTEGRATION_TEMPLATES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const templateOutdated: Rule = {
  id: 'template-outdated',
  title: 'The role follows an older documented template',
  severity: 'info',
  topic: 'statement',
  why: 'The documented templates have changed: `sagemaker:AddTags` came after 2023, and some roles leave out statements that the documentation lists and no failure has been traced to, such as `sagemaker:ListTags`. The first explains another finding, the second is harmless.',
  remedy: 'Bring the role to the current template when it is changed anyway.',
  references: [INTEGRATION_TEMPLATES],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'documented')) {
      yield missingViolation(group, 'info', 'the documentation lists it, and no failure without it is known');
    }
    for (const group of missingGroups(evidence, 'tag')) {
      if (!followsTemplateOf2023(group)) continue;
      const { role } = group.roleCase;
      yield {
        ...missingViolation(group, 'info', ''),
        subject: { need: 'tag', integration: group.integration, template: 'docs-2023' },
        message: `\`${printable(role.name)}\` matches the 2023 template of \`${group.integration}\` for \`${printable(group.machine.name)}\`; \`sagemaker:AddTags\` came later`,
      };
    }
  },
};

/** Everything that the template of 2023 lists for the task is there; only what came later is not. */
function followsTemplateOf2023({ roleCase, machine, integration }: MissingGroup): boolean {
  const checks = roleCase.uses
    .filter((use) => use.machine.arn === machine.arn)
    .flatMap((use) => use.checks)
    .filter(({ grant }) => grant.why.integration === integration);
  return (
    checks.some(({ grant }) => grant.need === 'documented') &&
    checks.every(({ grant, outcome }) => grant.need === 'tag' || outcome.kind === 'covered')
  );
}
