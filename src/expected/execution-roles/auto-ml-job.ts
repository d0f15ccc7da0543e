import { autoMlNeeds } from '../auto-ml.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { rolesIn, whole } from '../request-part.ts';

/** An AutoML job of the older API. */
export const autoMlJob: ExecutionRole = {
  noun: 'AutoMLJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-autopilot-perms',
  roles: (request) => {
    const job = whole(request);
    const fields = { channels: 'InputDataConfig[]', security: 'AutoMLJobConfig.SecurityConfig' };
    return rolesIn(job, 'RoleArn', () => autoMlNeeds(job, fields));
  },
};
