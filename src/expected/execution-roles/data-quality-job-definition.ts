import type { ExecutionRole } from '../execution-role.ts';
import { jobDefinition } from '../job-definition.ts';

/** Monitoring the quality of data. */
export const dataQualityJobDefinition: ExecutionRole = jobDefinition('DataQuality');
