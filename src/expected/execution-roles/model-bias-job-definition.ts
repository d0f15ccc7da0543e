import type { ExecutionRole } from '../execution-role.ts';
import { jobDefinition } from '../job-definition.ts';

/** Monitoring the bias of a model. */
export const modelBiasJobDefinition: ExecutionRole = jobDefinition('ModelBias');
