import type { Integration } from '../integration.ts';
import { type JobApi, jobGrants } from '../job.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';

const JOB: JobApi = {
  noun: 'HyperParameterTuningJob',
  arnType: 'hyper-parameter-tuning-job',
  nameParameter: 'HyperParameterTuningJobName',
  roles: [
    { path: 'TrainingJobDefinition.RoleArn', presence: 'required', service: SAGEMAKER_SERVICE },
    { path: 'TrainingJobDefinitions[].RoleArn', presence: 'required', service: SAGEMAKER_SERVICE },
  ],
  rule: 'StepFunctionsGetEventsForSageMakerTuningJobsRule',
  shownBy: 'sdk',
};

/** A tuning job; it has one training job definition or a list of them, each with a role. */
export const createHyperParameterTuningJob: Integration = {
  resource: 'sagemaker:createHyperParameterTuningJob',
  generatedByStepFunctions: true,
  patterns: ['request-response', '.sync'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/sample-hyper-tuning.html',
  job: JOB,
  roles: JOB.roles,
  grants: (call) => jobGrants(JOB, call),
};
