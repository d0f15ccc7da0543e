import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { attachesVolumes, encrypts } from '../key.ts';
import { granting, leavesOpen, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { rolesIn, whole } from '../request-part.ts';
import { FOLDER, OBJECT, reads, writes } from '../storage.ts';

const POTENTIALLY = { confidence: 'potential' } as const;

/** A job that makes endpoints of a model and tries them. */
export const inferenceRecommendationsJob: ExecutionRole = {
  noun: 'InferenceRecommendationsJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceRecommendationsJob.html',
  roles: (request) => {
    const job = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        reads(job, 'InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl', OBJECT, POTENTIALLY),
        writes(job, 'OutputConfig.CompiledOutputConfig.S3OutputUri', FOLDER, POTENTIALLY),
        encrypts(job, 'OutputConfig.KmsKeyId'),
        attachesVolumes(job, 'InputConfig.VolumeKmsKeyId'),
        joinsNetwork(job, 'InputConfig.VpcConfig'),
        leavesOpen('it makes and tries endpoints of a model that is described elsewhere'),
      );
    return rolesIn(job, 'RoleArn', needs);
  },
};
