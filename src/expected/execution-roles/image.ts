import { escapeLiteral } from '../../policy/pattern.ts';
import { anyRole } from '../call.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { PULL } from '../image.ts';
import { allowedFor, granting } from '../needs.ts';
import { PASSED_TO, SAGEMAKER_SERVICE } from '../pass-role.ts';
import { rolesIn, whole } from '../request-part.ts';

/** An image for Studio. Which image of ECR it stands for is told by its versions. */
export const image: ExecutionRole = {
  noun: 'Image',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createimage-perms',
  roles: (request) => {
    const part = whole(request);
    const { place } = request;
    const images = [`arn:${escapeLiteral(place.partition)}:ecr:*:*:repository/*`] as const;
    const ask = { need: 'pull', source: 'docs-2023' } as const;
    const needs = () =>
      granting(
        ...allowedFor(part, 'RoleArn', { ...ask, actions: PULL, resources: images }),
        ...allowedFor(part, 'RoleArn', {
          ...ask,
          actions: ['iam:PassRole'],
          resources: [anyRole(place)],
          context: { [PASSED_TO]: SAGEMAKER_SERVICE },
          need: 'pass-role',
        }),
      );
    return rolesIn(part, 'RoleArn', needs);
  },
};
