import type { Reader } from '../reader.ts';
import { authorizationDetails } from './authorization-details.ts';
import { rolesOneByOne } from './roles-one-by-one.ts';
import { stateMachines } from './state-machines.ts';

/**
 * In the order of reading. State machines come before roles, so that a machine made in between cannot use a
 * role that was made too late to be seen.
 */
export const readers: readonly Reader[] = [stateMachines, authorizationDetails, rolesOneByOne];
