import { asArray, isRecord, own } from '../src/model/json.ts';
import { known, type Read, readValue } from '../src/model/read.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../src/model/sagemaker-kinds.ts';
import { AUTHORIZATION_FILE, type SnapshotFiles, STATE_MACHINES_FILE } from '../src/model/snapshot.ts';
import { multiplyAccount } from './multiply-account.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '111122223333';
/** State machines, resources and roles of one unit; four units are the account of which the bench speaks. */
const MACHINES = 500;
const RESOURCES = 1_250;
const ROLES = 2_500;
/** How many jobs and models share a role. */
const SHARED_BY = 5;

/** A made account: `units` times 500 state machines, 1,250 SageMaker resources and 2,500 roles. */
export function scaleAccount(example: SnapshotFiles, units: number): SnapshotFiles {
  const machines = MACHINES * units;
  const paths = [...example.keys()].filter((path) => path.endsWith(STATE_MACHINES_FILE));
  let perCopy = 0;
  for (const path of paths) perCopy += asArray(own(recordIn(example.get(path)), 'stateMachines')).length;
  const files = new Map(multiplyAccount(example, Math.ceil(machines / Math.max(1, perCopy))));
  const executionRoles = Math.ceil((RESOURCES * units) / SHARED_BY);
  const made = [...Array(executionRoles).keys()].map(executionRole);
  const used = asArray(own(recordIn(files.get(AUTHORIZATION_FILE)), 'RoleDetailList')).length + made.length;
  const others = [...Array(Math.max(0, ROLES * units - used)).keys()].map(otherRole);
  const details = recordIn(files.get(AUTHORIZATION_FILE));
  const roles = [...asArray(own(details, 'RoleDetailList')), ...made, ...others];
  files.set(AUTHORIZATION_FILE, known({ ...details, RoleDetailList: roles }));
  for (const region of regionsIn(files)) {
    for (const kind of SAGEMAKER_KINDS) {
      const items = region === REGION ? itemsOf(kind.noun, RESOURCES * units) : [];
      files.set(`${region}/${sageMakerFile(kind)}`, known({ items }));
    }
  }
  return files;
}

export function regionsIn(files: SnapshotFiles): ReadonlySet<string> {
  return new Set([...files.keys()].filter((path) => path.endsWith(STATE_MACHINES_FILE)).map(regionOf));
}

function regionOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

/** Half of the resources are training jobs, the others processing jobs and models. */
function itemsOf(noun: string, resources: number): readonly object[] {
  const numbers = [...Array(resources).keys()];
  switch (noun) {
    case 'TrainingJob':
      return numbers.filter((at) => at % 2 === 0).map(trainingJob);
    case 'ProcessingJob':
      return numbers.filter((at) => at % 4 === 1).map(processingJob);
    case 'Model':
      return numbers.filter((at) => at % 4 === 3).map(model);
    default:
      return [];
  }
}

function roleOf(at: number): string {
  return `arn:aws:iam::${ACCOUNT}:role/Execution${Math.floor(at / SHARED_BY)}`;
}

function image(at: number): string {
  return `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/team-${Math.floor(at / SHARED_BY)}:1.${at}`;
}

function bucket(at: number): string {
  return `s3://team-${Math.floor(at / SHARED_BY)}-data`;
}

function trainingJob(at: number): object {
  return {
    TrainingJobName: `train-${at}`,
    TrainingJobArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:training-job/train-${at}`,
    TrainingJobStatus: 'Completed',
    RoleArn: roleOf(at),
    AlgorithmSpecification: { TrainingImage: image(at), TrainingInputMode: 'File' },
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `${bucket(at)}/train/${at}` } },
      },
    ],
    OutputDataConfig: { S3OutputPath: `${bucket(at)}/models` },
    CreationTime: '2026-11-18T06:00:00Z',
  };
}

function processingJob(at: number): object {
  return {
    ProcessingJobName: `process-${at}`,
    ProcessingJobArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:processing-job/process-${at}`,
    ProcessingJobStatus: 'InProgress',
    RoleArn: roleOf(at),
    AppSpecification: { ImageUri: image(at) },
    ProcessingInputs: [
      { InputName: 'in', S3Input: { S3Uri: `${bucket(at)}/raw/${at}`, S3DataType: 'S3Prefix' } },
    ],
    ProcessingOutputConfig: {
      Outputs: [{ OutputName: 'out', S3Output: { S3Uri: `${bucket(at)}/clean/${at}` } }],
    },
    CreationTime: '2026-11-19T06:00:00Z',
  };
}

function model(at: number): object {
  return {
    ModelName: `model-${at}`,
    ModelArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model/model-${at}`,
    ExecutionRoleArn: roleOf(at),
    PrimaryContainer: { Image: image(at), ModelDataUrl: `${bucket(at)}/models/${at}/model.tar.gz` },
    CreationTime: '2026-11-19T06:00:00Z',
  };
}

/** Every tenth lacks something, every tenth allows too much. */
function executionRole(at: number): object {
  const { [at % 10]: action = 's3:PutObject' } = ['s3:GetBucketLocation', 's3:*'];
  const team = `team-${at}`;
  const statements = [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', action],
      Resource: [`arn:aws:s3:::${team}-data/*`],
    },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${team}-data` },
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      Resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${team}`,
    },
    {
      Effect: 'Allow',
      Action: [
        'ecr:GetAuthorizationToken',
        'cloudwatch:PutMetricData',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
      ],
      Resource: '*',
    },
  ];
  return role(`Execution${at}`, 'sagemaker.amazonaws.com', statements);
}

function otherRole(at: number): object {
  const statements = [
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      Resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/service-${at}`,
    },
  ];
  return role(`Service${at}`, 'lambda.amazonaws.com', statements);
}

export function role(name: string, service: string, Statement: readonly object[]): object {
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return {
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    RoleName: name,
    Path: '/',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
    RolePolicyList: [{ PolicyName: 'access', PolicyDocument: { Version: '2012-10-17', Statement } }],
    AttachedManagedPolicies: [],
    Tags: [],
  };
}

function recordIn(file: Read<unknown> | undefined): Readonly<Record<string, unknown>> {
  const value = file === undefined ? undefined : readValue(file);
  return isRecord(value) ? value : {};
}
