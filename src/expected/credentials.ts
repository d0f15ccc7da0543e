import type { Task } from '../model/definition.ts';
import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Expectation, ExpectedGrant } from './grant.ts';

/**
 * A task with `Credentials` is called with another role, which the state machine's own role assumes. Its grants
 * are then no longer required of the own role, only allowed: CDK leaves them there. Events are not used.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export function withOtherCredentials(
  task: Task,
  roleArn: ParameterValue,
  expectation: Expectation,
): Expectation {
  // INVARIANT: what is required of a role is allowed for it too.
  const grants = expectation.grants.filter(({ bound, need }) => bound === 'allowed' && need !== 'event-rule');
  return {
    grants: [...grants, assumeRole(task, roleArn)],
    passedRoles: [],
    gaps: [
      ...expectation.gaps,
      {
        kind: 'unsupported',
        path: `${task.path}.Credentials`,
        why: 'the task runs with the role of `Credentials`, which this version does not check',
      },
    ],
  };
}

function assumeRole(task: Task, roleArn: ParameterValue): ExpectedGrant {
  const known = roleArn.kind === 'literal' && typeof roleArn.value === 'string' ? roleArn.value : undefined;
  return {
    action: 'sts:AssumeRole',
    resources: [known === undefined ? '*' : escapeLiteral(known)],
    context: {},
    bound: 'allowed',
    quantifier: 'all',
    need: 'create',
    why: {
      state: task.path,
      integration: 'credentials',
      pattern: 'request-response',
      source: 'cdk',
      confidence: 'confirmed',
    },
  };
}
