import type { Reader } from '../reader.ts';
import { authorizationDetails } from './authorization-details.ts';
import { confirmed } from './confirmed.ts';
import { rolesOneByOne } from './roles-one-by-one.ts';
import { sageMakerResourcePolicies } from './sagemaker-resource-policies.ts';
import { sageMakerResources } from './sagemaker-resources.ts';
import { stateMachines } from './state-machines.ts';

/**
 * In the order of reading. What uses roles comes before the roles, so that a machine made in between cannot use a
 * role that was made too late to be seen. What was missing is asked for last.
 */
export const readers: readonly Reader[] = [
  stateMachines,
  sageMakerResources,
  sageMakerResourcePolicies,
  authorizationDetails,
  rolesOneByOne,
  confirmed,
];
