import type { Task } from '../model/definition.ts';
import { allowed, type Machine, regionalArn } from './call.ts';
import type { Expectation, ExpectedGrant } from './grant.ts';

/**
 * A task that somebody outside works on. It needs no permission, unless the activity is encrypted with a key of the
 * account, which its definition does not tell: then the role uses the key for that activity alone.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function activityCall(task: Task, machine: Machine): Expectation {
  const why = { task, integration: 'activity', pattern: 'request-response' } as const;
  const grants = ['kms:Decrypt', 'kms:GenerateDataKey'].map(
    (action): ExpectedGrant =>
      allowed(why, {
        action,
        resources: [regionalArn(machine, 'kms', 'key/*')],
        quantifier: 'all',
        need: 'documented',
        source: 'docs-2025',
        context: { 'kms:EncryptionContext:aws:states:activityArn': task.resource },
      }),
  );
  return { grants, passedRoles: [], delegations: [], roleUses: [], objections: [], gaps: [] };
}
