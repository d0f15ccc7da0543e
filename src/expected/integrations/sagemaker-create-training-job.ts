import type { Integration } from '../integration.ts';
import { type JobApi, jobGrants } from '../job.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';

const JOB: JobApi = {
  noun: 'TrainingJob',
  arnType: 'training-job',
  nameParameter: 'TrainingJobName',
  roles: [{ path: 'RoleArn', presence: 'required', service: SAGEMAKER_SERVICE }],
  rule: 'StepFunctionsGetEventsForSageMakerTrainingJobsRule',
  shownBy: 'docs-2023',
};

/** A training job. */
export const createTrainingJob: Integration = {
  resource: 'sagemaker:createTrainingJob',
  generatedByStepFunctions: true,
  patterns: ['request-response', '.sync'],
  source:
    'https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html#sagemaker-iam-createtrainingjob',
  job: JOB,
  roles: JOB.roles,
  grants: (call) => jobGrants(JOB, call),
};
