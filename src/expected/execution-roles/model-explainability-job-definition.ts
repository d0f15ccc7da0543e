import type { ExecutionRole } from '../execution-role.ts';
import { jobDefinition } from '../job-definition.ts';

/** Monitoring how a model comes to its answers. */
export const modelExplainabilityJobDefinition: ExecutionRole = jobDefinition(
  'ModelExplainability',
  'it makes an endpoint of the model to ask',
);
