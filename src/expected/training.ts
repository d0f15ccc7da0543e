import { mapped } from '../model/mapped.ts';
import { baseGrants } from './base-grants.ts';
import { readsData } from './data-source.ts';
import { pulls } from './image.ts';
import { invokes } from './invocation.ts';
import { attachesVolumes, encrypts } from './key.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, opensWith, together } from './needs.ts';
import { joinsNetwork } from './network.ts';
import { partsAt, type RequestPart, textIn, valueIn } from './request-part.ts';
import { FOLDER, PREFIX, type Reach, reads, writes } from './storage.ts';

/**
 * What one training job asks of its role; `name` is that of the job, where it is known.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export function trainingNeeds(part: RequestPart, name?: string): Needs {
  return together(
    granting(...baseGrants(part.request)),
    ...channelNeeds(part),
    writes(part, 'OutputDataConfig.S3OutputPath', artifactOf(part, name)),
    encrypts(part, 'OutputDataConfig.KmsKeyId'),
    attachesVolumes(part, 'ResourceConfig.VolumeKmsKeyId'),
    joinsNetwork(part, 'VpcConfig'),
    imageNeeds(part),
    checkpointNeeds(part),
    ...mapped(DEBUGGER_OUTPUTS, (path) => writes(part, path, FOLDER, POTENTIALLY)),
    ...RULES.flatMap((path) => mapped(partsAt(part, path), ruleNeeds)),
    remoteDebugNeeds(part),
    mlflowNeeds(part),
    opensWith(
      part,
      'AlgorithmSpecification.AlgorithmName',
      'its algorithm has an image and permissions of its own',
    ),
    opensWith(part, 'ServerlessJobConfig', 'what a serverless job asks of its role is not published'),
  );
}

const POTENTIALLY = { confidence: 'potential' } as const;

/** The channels of a training job, of whatever kind their source is. */
function channelNeeds(part: RequestPart): readonly Needs[] {
  return partsAt(part, 'InputDataConfig[]').flatMap((channel) => [
    ...mapped(partsAt(channel, 'DataSource.S3DataSource'), (source) => readsData(source)),
    ...mapped(partsAt(channel, 'DataSource.FileSystemDataSource'), fileSystemNeeds),
    ...mapped(partsAt(channel, 'DataSource.DatasetSource'), (source) =>
      opensWith(source, 'DatasetArn', 'it reads a dataset of SageMaker'),
    ),
  ]);
}

/**
 * Where the model is written: below the path of the output, in a folder of the job.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-train-storage.html
 */
function artifactOf(part: RequestPart, name: string | undefined): Reach {
  const compression = valueIn(part, 'OutputDataConfig.CompressionType');
  const isPacked =
    compression.kind === 'absent' || textIn(part, 'OutputDataConfig.CompressionType') === 'GZIP';
  const isCustomized = valueIn(part, 'ServerlessJobConfig').kind !== 'absent';
  if (name === undefined || !isPacked || isCustomized) return FOLDER;
  return { kind: 'folder', path: `${name}/output/model.tar.gz` };
}

/** Mounting is a matter of the VPC; the actions stand in the template of notebooks, one of them misspelt. */
function fileSystemNeeds(source: RequestPart): Needs {
  if (valueIn(source, 'FileSystemId').kind === 'absent') return NOTHING;
  const actions = [
    'elasticfilesystem:DescribeFileSystems',
    'elasticfilesystem:DescribeMountTargets',
    'fsx:DescribeFileSystem',
    'fsx:DescribeFileSystems',
  ];
  return granting(
    ...allowedFor(source, 'FileSystemId', { actions, resources: ['*'], need: 'read', source: 'docs-2023' }),
  );
}

function imageNeeds(part: RequestPart): Needs {
  const config = 'AlgorithmSpecification.TrainingImageConfig';
  return together(
    pulls(part, 'AlgorithmSpecification.TrainingImage', {
      accessMode: `${config}.TrainingRepositoryAccessMode`,
    }),
    invokes(part, `${config}.TrainingRepositoryAuthConfig.TrainingRepositoryCredentialsProviderArn`),
  );
}

/** What an earlier job has saved is read at the start; whether there is anything, and whether more is saved, is up to the code. */
function checkpointNeeds(part: RequestPart): Needs {
  const path = 'CheckpointConfig.S3Uri';
  return together(reads(part, path, PREFIX, POTENTIALLY), writes(part, path, FOLDER, POTENTIALLY));
}

const DEBUGGER_OUTPUTS = [
  'DebugHookConfig.S3OutputPath',
  'ProfilerConfig.S3OutputPath',
  'TensorBoardOutputConfig.S3OutputPath',
] as const;
const RULES = ['DebugRuleConfigurations[]', 'ProfilerRuleConfigurations[]'] as const;

/** A rule runs beside the job. SDKs add rules of AWS to every job, and no page says what their images ask of the role. */
function ruleNeeds(rule: RequestPart): Needs {
  return together(
    writes(rule, 'S3OutputPath', FOLDER, POTENTIALLY),
    pulls(rule, 'RuleEvaluatorImage', { spareAws: true }),
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/train-remote-debugging.html */
function remoteDebugNeeds(part: RequestPart): Needs {
  const path = 'RemoteDebugConfig.EnableRemoteDebug';
  const value = valueIn(part, path);
  if (value.kind === 'absent' || (value.kind === 'literal' && value.value !== true)) return NOTHING;
  const actions = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
    (name) => `ssmmessages:${name}`,
  );
  return granting(
    ...allowedFor(part, path, { actions, resources: ['*'], need: 'network', source: 'docs-2025' }),
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/mlflow-create-tracking-server-iam.html */
function mlflowNeeds(part: RequestPart): Needs {
  const path = 'MlflowConfig.MlflowResourceArn';
  if (valueIn(part, path).kind === 'absent') return NOTHING;
  return granting(
    ...allowedFor(part, path, {
      actions: ['sagemaker-mlflow:*'],
      resources: ['*'],
      need: 'write',
      source: 'docs-2025',
    }),
  );
}
