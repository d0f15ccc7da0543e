import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { encrypts } from '../key.ts';
import { granting, opensWith, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { rolesIn, textIn, whole } from '../request-part.ts';
import { FOLDER, OBJECT, reads, writes } from '../storage.ts';

/** A compilation job. */
export const compilationJob: ExecutionRole = {
  noun: 'CompilationJob',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/neo-job-compilation.html',
  roles: (request) => {
    const job = whole(request);
    const isArchive = textIn(job, 'InputConfig.S3Uri')?.endsWith('.tar.gz') === true;
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        reads(job, 'InputConfig.S3Uri', isArchive ? OBJECT : { kind: 'prefix', lists: false }),
        writes(job, 'OutputConfig.S3OutputLocation', FOLDER),
        encrypts(job, 'OutputConfig.KmsKeyId'),
        joinsNetwork(job, 'VpcConfig'),
        opensWith(job, 'ModelPackageVersionArn', 'its model package has artifacts of its own'),
      );
    return rolesIn(job, 'RoleArn', needs);
  },
};
