import { type ExecutionTemplate, jobTemplates } from '../execution-template.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createprocessingjob-perms */
export const processingJobTemplates: readonly ExecutionTemplate[] = jobTemplates('ProcessingJob');
