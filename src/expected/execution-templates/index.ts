import type { ExecutionTemplate } from '../execution-template.ts';
import { hyperParameterTuningJobTemplates } from './hyper-parameter-tuning-job.ts';
import { modelTemplates } from './model.ts';
import { notebookInstanceTemplates } from './notebook-instance.ts';
import { processingJobTemplates } from './processing-job.ts';
import { trainingJobTemplates } from './training-job.ts';

/** The policies that the developer guide shows for execution roles, by the noun of the API. */
export const executionTemplates: readonly ExecutionTemplate[] = [
  ...hyperParameterTuningJobTemplates,
  ...modelTemplates,
  ...notebookInstanceTemplates,
  ...processingJobTemplates,
  ...trainingJobTemplates,
];
