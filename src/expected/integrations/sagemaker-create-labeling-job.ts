import type { Integration } from '../integration.ts';
import { type JobApi, jobGrants, ruleGaps } from '../job.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';

const JOB: JobApi = {
  noun: 'LabelingJob',
  arnType: 'labeling-job',
  nameParameter: 'LabelingJobName',
  roles: [{ path: 'RoleArn', presence: 'required', service: SAGEMAKER_SERVICE }],
  shownBy: 'sdk',
};

/** A labeling job; the name of its managed rule is not published. */
export const createLabelingJob: Integration = {
  resource: 'sagemaker:createLabelingJob',
  generatedByStepFunctions: true,
  patterns: ['request-response', '.sync'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  job: JOB,
  roles: JOB.roles,
  grants: (call) => jobGrants(JOB, call),
  gaps: (call) => ruleGaps(JOB, call),
};
