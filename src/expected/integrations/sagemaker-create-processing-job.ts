import type { Integration } from '../integration.ts';
import { type JobApi, jobGrants } from '../job.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';

const JOB: JobApi = {
  noun: 'ProcessingJob',
  arnType: 'processing-job',
  nameParameter: 'ProcessingJobName',
  roles: [
    { path: 'RoleArn', presence: 'required', service: SAGEMAKER_SERVICE },
    {
      path: 'ProcessingInputs[].DatasetDefinition.RedshiftDatasetDefinition.ClusterRoleArn',
      presence: 'undecided',
      service: SAGEMAKER_SERVICE,
    },
  ],
  rule: 'StepFunctionsGetEventsForSageMakerProcessingJobsRule',
  shownBy: 'sdk',
};

/** A processing job. */
export const createProcessingJob: Integration = {
  resource: 'sagemaker:createProcessingJob',
  generatedByStepFunctions: true,
  patterns: ['request-response', '.sync'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  job: JOB,
  roles: JOB.roles,
  grants: (call) => jobGrants(JOB, call),
};
