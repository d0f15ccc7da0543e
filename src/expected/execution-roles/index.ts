import type { ExecutionRole } from '../execution-role.ts';
import { hyperParameterTuningJob } from './hyper-parameter-tuning-job.ts';
import { model } from './model.ts';
import { processingJob } from './processing-job.ts';
import { trainingJob } from './training-job.ts';
import { transformJob } from './transform-job.ts';

/** Every kind of resource whose needs are known, in the order of the alphabet. */
export const executionRoles: readonly ExecutionRole[] = [
  hyperParameterTuningJob,
  model,
  processingJob,
  trainingJob,
  transformJob,
];
