import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { granting, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { partsAt, rolesIn, whole } from '../request-part.ts';
import { containerNeeds } from '../serving.ts';

/** A model, whose role serves every endpoint and transform job of it. */
export const model: ExecutionRole = {
  noun: 'Model',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms',
  roles: (request) => {
    const part = whole(request);
    const containers = ['PrimaryContainer', 'Containers[]'].flatMap((path) => partsAt(part, path));
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        ...containers.map(containerNeeds),
        joinsNetwork(part, 'VpcConfig'),
      );
    return rolesIn(part, 'ExecutionRoleArn', needs);
  },
};
