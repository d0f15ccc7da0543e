import { baseGrants } from './base-grants.ts';
import { anyRole } from './call.ts';
import { readsData } from './data-source.ts';
import { PULL } from './image.ts';
import { attachesVolumes, encrypts } from './key.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, granting, together } from './needs.ts';
import { joinsNetwork } from './network.ts';
import { PASSED_TO, SAGEMAKER_SERVICE } from './pass-role.ts';
import { partsAt, type RequestPart } from './request-part.ts';
import { FOLDER, mayUse, writes } from './storage.ts';

/** Where the two versions of the API have their fields. */
export interface AutoMlFields {
  readonly channels: string;
  readonly security: string;
}

/**
 * What an AutoML job asks for. Its role acts as a caller too, for the candidates that it tries.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-autopilot-perms
 */
export function autoMlNeeds(part: RequestPart, { channels, security }: AutoMlFields): Needs {
  return together(
    granting(...baseGrants(part.request)),
    ...partsAt(part, channels).flatMap((channel) =>
      partsAt(channel, 'DataSource.S3DataSource').map((source) => readsData(source)),
    ),
    mayUse(part, 'AutoMLJobConfig.CandidateGenerationConfig.FeatureSpecificationS3Uri'),
    writes(part, 'OutputDataConfig.S3OutputPath', FOLDER),
    encrypts(part, 'OutputDataConfig.KmsKeyId'),
    attachesVolumes(part, `${security}.VolumeKmsKeyId`),
    joinsNetwork(part, `${security}.VpcConfig`),
    callerNeeds(part),
  );
}

const CANDIDATE_ACTIONS = [
  'sagemaker:CreateEndpoint',
  'sagemaker:CreateEndpointConfig',
  'sagemaker:CreateModel',
  'sagemaker:DeleteEndpoint',
  'sagemaker:DeleteEndpointConfig',
  'sagemaker:DeleteModel',
  'sagemaker:DescribeEndpoint',
  'sagemaker:DescribeEndpointConfig',
  'sagemaker:DescribeModel',
  'sagemaker:InvokeEndpoint',
  'sagemaker:ListTags',
] as const;

function callerNeeds(part: RequestPart): Needs {
  const { place } = part.request;
  const ask = { need: 'create', source: 'docs-2023' } as const;
  const images = [`arn:${place.partition}:ecr:*:*:repository/*`] as const;
  return granting(
    ...allowedFor(part, 'RoleArn', { ...ask, actions: CANDIDATE_ACTIONS, resources: ['*'] }),
    ...allowedFor(part, 'RoleArn', { ...ask, actions: PULL, resources: images, need: 'pull' }),
    ...allowedFor(part, 'RoleArn', {
      ...ask,
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['*'],
      need: 'pull',
    }),
    ...allowedFor(part, 'RoleArn', {
      ...ask,
      actions: ['iam:PassRole'],
      resources: [anyRole(place)],
      context: { [PASSED_TO]: SAGEMAKER_SERVICE },
      need: 'pass-role',
    }),
  );
}
