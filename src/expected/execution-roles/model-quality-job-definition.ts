import type { ExecutionRole } from '../execution-role.ts';
import { jobDefinition } from '../job-definition.ts';

/** Monitoring the quality of a model. */
export const modelQualityJobDefinition: ExecutionRole = jobDefinition('ModelQuality');
