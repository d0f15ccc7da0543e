import { type ExecutionTemplate, jobTemplates } from '../execution-template.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createhyperparametertiningjob-perms */
export const hyperParameterTuningJobTemplates: readonly ExecutionTemplate[] =
  jobTemplates('HyperParameterTuningJob');
