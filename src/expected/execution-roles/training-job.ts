import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';
import { roleUsesAt } from '../plain-role-uses.ts';

/** A training job. */
export const trainingJob: ExecutionRole = {
  noun: 'TrainingJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms',
  roleUses: (request) =>
    roleUsesAt(
      request,
      { path: 'RoleArn', service: SAGEMAKER_SERVICE },
      { grants: baseGrants(request), gaps: [] },
    ),
};
