import type { ExecutionRole } from '../execution-role.ts';
import { trainingJob } from './training-job.ts';

/** Every kind of resource whose needs are known, in the order of the alphabet. */
export const executionRoles: readonly ExecutionRole[] = [trainingJob];
