import { type ExecutionTemplate, jobTemplates } from '../execution-template.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms */
export const trainingJobTemplates: readonly ExecutionTemplate[] = jobTemplates('TrainingJob');
