import type { ExecutionRole } from '../execution-role.ts';
import { mayUseKey } from '../key.ts';
import { together } from '../needs.ts';
import { rolesIn, whole } from '../request-part.ts';
import { callerNeeds } from '../studio.ts';

/** A notebook instance. */
export const notebookInstance: ExecutionRole = {
  noun: 'NotebookInstance',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createnotebookinstance-perms',
  roles: (request) => {
    const notebook = whole(request);
    const needs = () => together(callerNeeds(notebook, 'RoleArn'), mayUseKey(notebook, 'KmsKeyId'));
    return rolesIn(notebook, 'RoleArn', needs);
  },
};
