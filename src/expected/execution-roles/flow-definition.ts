import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { encrypts } from '../key.ts';
import { granting, leavesOpen, together } from '../needs.ts';
import { rolesIn, whole } from '../request-part.ts';
import { FOLDER, writes } from '../storage.ts';

/** A human review workflow. */
export const flowDefinition: ExecutionRole = {
  noun: 'FlowDefinition',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/a2i-permissions-security.html',
  roles: (request) => {
    const flow = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        writes(flow, 'OutputConfig.S3OutputPath', FOLDER),
        encrypts(flow, 'OutputConfig.KmsKeyId'),
        leavesOpen('what its human loops show is not in the request'),
      );
    return rolesIn(flow, 'RoleArn', needs);
  },
};
