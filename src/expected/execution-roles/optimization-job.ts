import { baseGrants } from '../base-grants.ts';
import { readsData } from '../data-source.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { pulls } from '../image.ts';
import { encrypts } from '../key.ts';
import type { Needs } from '../named-role.ts';
import { granting, opensWith, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { partsAt, type RequestPart, rolesIn, whole } from '../request-part.ts';
import { FOLDER, PREFIX, reads, writes } from '../storage.ts';

/** A job that optimizes a model for inference. */
export const optimizationJob: ExecutionRole = {
  noun: 'OptimizationJob',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateOptimizationJob.html',
  roles: (request) => {
    const job = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        reads(job, 'ModelSource.S3.S3Uri', PREFIX),
        ...partsAt(job, 'OptimizationConfigs[]').flatMap(stepNeeds),
        writes(job, 'OutputConfig.S3OutputLocation', FOLDER),
        encrypts(job, 'OutputConfig.KmsKeyId'),
        joinsNetwork(job, 'VpcConfig'),
        opensWith(job, 'ModelSource.SageMakerModel.ModelName', 'its model has artifacts of its own'),
      );
    return rolesIn(job, 'RoleArn', needs);
  },
};

/** Which image a step runs where the request names none is not told. */
function stepNeeds(step: RequestPart): readonly Needs[] {
  return [
    ...['ModelCompilationConfig', 'ModelQuantizationConfig', 'ModelShardingConfig'].map((kind) =>
      pulls(step, `${kind}.Image`, { spareAws: true }),
    ),
    ...partsAt(step, 'ModelSpeculativeDecodingConfig.TrainingDataSource').map((source) => readsData(source)),
  ];
}
