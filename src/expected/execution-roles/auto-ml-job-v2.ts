import { autoMlNeeds } from '../auto-ml.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { leavesOpen } from '../needs.ts';
import { rolesIn, whole } from '../request-part.ts';

/** An AutoML job, and the role of the EMR Serverless jobs that prepare its data. */
export const autoMlJobV2: ExecutionRole = {
  noun: 'AutoMLJobV2',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-autopilot-perms',
  roles: (request) => {
    const job = whole(request);
    const fields = { channels: 'AutoMLJobInputDataConfig[]', security: 'SecurityConfig' };
    const open = 'what it does in EMR Serverless is not in the request';
    return [
      ...rolesIn(job, 'RoleArn', () => autoMlNeeds(job, fields)),
      ...rolesIn(
        job,
        'AutoMLComputeConfig.EmrServerlessComputeConfig.ExecutionRoleARN',
        () => leavesOpen(open),
        'emr-serverless.amazonaws.com',
      ),
    ];
  },
};
