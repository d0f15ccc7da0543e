import type { ExpectedGrant } from '../../expected/grant.ts';
import type { Missing } from '../evidence.ts';
import { isForRegistry, mayBeAllowedThere, refusedGroups } from '../execution-missing.ts';
import { executionViolation } from '../execution-violation.ts';
import { type MissingGroup, missingGroups } from '../missing.ts';
import { missingViolation } from '../missing-violation.ts';
import { DISTRIBUTED_MAP, INTEGRATION_TEMPLATES, LOGGING } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const taskPermissionMissing: Rule = {
  id: 'task-permission-missing',
  title: "A task's own API call is refused",
  severity: 'high',
  topic: 'task',
  why: 'The role refuses the call that the task consists of, or the one with which Step Functions waits for its end. The execution fails at that state, and so does a pipeline at that step. So does one that may not read the items of a Distributed Map or write its results, and a job or step that a Deny keeps from its function or queue. Without the permissions for its logs a state machine cannot be created or updated.',
  remedy: 'Attach the inline policy of the finding to the role; it holds what is missing and nothing else.',
  references: [INTEGRATION_TEMPLATES, DISTRIBUTED_MAP, LOGGING],
  scrutiny: NEED,
  of: 'refusals',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'create', 'poll')) {
      const consequence =
        group.need === 'poll'
          ? 'Step Functions cannot learn that the job has ended'
          : 'the execution fails there';
      yield missingViolation(group, 'high', consequence);
    }
    for (const group of missingGroups(evidence, 'config')) yield settingViolation(group);
    for (const group of refusedGroups(evidence, isCall)) {
      const isMild = group.refused.every(({ asker }) => asker.grant.need === 'poll');
      yield executionViolation(group, { consequence: stepConsequence, isMild });
    }
  },
};

/**
 * A pipeline makes the jobs of its steps with its own role. What a job or a step calls itself, a function or a queue, is
 * told where a Deny refuses it: its own policy may make up for all else.
 */
function isCall(grant: ExpectedGrant, outcome: Missing): boolean {
  const { need } = grant;
  if (need === 'invoke') return !isForRegistry(grant) && !mayBeAllowedThere(grant, outcome);
  return need === 'create' || need === 'poll';
}

function stepConsequence({ need }: ExpectedGrant): string {
  if (need === 'invoke') return 'no policy of what it calls makes up for that';
  return need === 'poll'
    ? 'SageMaker cannot learn that the step has ended'
    : 'the pipeline fails at that step';
}

/** What refuses a deployment lets executions go on, and a published version is never deployed again; the rest is a hint. */
function settingViolation(group: MissingGroup): Violation {
  const deploys = group.refused.some(
    ({ grant, use }) => grant.why.confidence === 'confirmed' && use.revision.qualifier === 'current',
  );
  return deploys
    ? missingViolation(group, 'medium', 'the state machine cannot be created or updated with this setting')
    : missingViolation(
        group,
        'info',
        'the documentation lists it, and what fails without it is not published',
      );
}
