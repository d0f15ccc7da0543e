import { baseGrants } from '../base-grants.ts';
import { readsData } from '../data-source.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { attachesVolumes, encrypts } from '../key.ts';
import { granting, together } from '../needs.ts';
import { modelRolesIn, partsAt, whole } from '../request-part.ts';
import { FOLDER, writes } from '../storage.ts';

/** A transform job; it runs with the role of its model. */
export const transformJob: ExecutionRole = {
  noun: 'TransformJob',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html',
  roles: (request) => {
    const job = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        ...partsAt(job, 'TransformInput.DataSource.S3DataSource').map((source) => readsData(source)),
        writes(job, 'TransformOutput.S3OutputPath', FOLDER),
        encrypts(job, 'TransformOutput.KmsKeyId'),
        attachesVolumes(job, 'TransformResources.VolumeKmsKeyId'),
        writes(job, 'DataCaptureConfig.DestinationS3Uri', FOLDER),
        encrypts(job, 'DataCaptureConfig.KmsKeyId'),
      );
    return modelRolesIn(job, 'ModelName', needs);
  },
};
