import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { encrypts } from '../key.ts';
import { granting, leavesOpen, together } from '../needs.ts';
import { rolesIn, whole } from '../request-part.ts';
import { FOLDER, writes } from '../storage.ts';

/** A job that packs what a compilation job has written, wherever that is. */
export const edgePackagingJob: ExecutionRole = {
  noun: 'EdgePackagingJob',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEdgePackagingJob.html',
  roles: (request) => {
    const job = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        writes(job, 'OutputConfig.S3OutputLocation', FOLDER),
        encrypts(job, 'OutputConfig.KmsKeyId'),
        leavesOpen('where its compilation job has written is not in the request'),
      );
    return rolesIn(job, 'RoleArn', needs);
  },
};
