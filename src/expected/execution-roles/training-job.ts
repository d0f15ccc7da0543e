import type { ExecutionRole } from '../execution-role.ts';
import { roleUsesIn, textIn, whole } from '../request-part.ts';
import { trainingNeeds } from '../training.ts';

/** A training job. */
export const trainingJob: ExecutionRole = {
  noun: 'TrainingJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms',
  roleUses: (request) => {
    const job = whole(request);
    return roleUsesIn(job, 'RoleArn', trainingNeeds(job, textIn(job, 'TrainingJobName')));
  },
};
