import type { ExecutionRole } from '../execution-role.ts';
import { rolesIn, textIn, whole } from '../request-part.ts';
import { trainingNeeds } from '../training.ts';

/** A training job. */
export const trainingJob: ExecutionRole = {
  noun: 'TrainingJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms',
  roles: (request) => {
    const job = whole(request);
    return rolesIn(job, 'RoleArn', () => trainingNeeds(job, textIn(job, 'TrainingJobName')));
  },
};
