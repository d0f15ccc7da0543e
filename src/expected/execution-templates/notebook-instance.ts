import {
  ANYWHERE_ACTIONS,
  allow,
  bucketsOf,
  type ExecutionTemplate,
  named,
  objectsBelow,
  template,
} from '../execution-template.ts';
import { PULL } from '../image.ts';
import { PASSED_TO, SAGEMAKER_SERVICE } from '../pass-role.ts';

const NOUN = 'NotebookInstance';
const TO_SAGEMAKER = { [PASSED_TO]: SAGEMAKER_SERVICE };

/** Beside what a job asks for; `fsx:DescribeFileSystem` is no action of FSx, and stands in the guide all the same. */
const BROAD_ACTIONS = [
  'sagemaker:*',
  'ecr:SetRepositoryPolicy',
  'ecr:CompleteLayerUpload',
  'ecr:BatchDeleteImage',
  'ecr:UploadLayerPart',
  'ecr:DeleteRepositoryPolicy',
  'ecr:InitiateLayerUpload',
  'ecr:DeleteRepository',
  'ecr:PutImage',
  'ecr:CreateRepository',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:ListMetrics',
  'logs:GetLogEvents',
  's3:CreateBucket',
  's3:ListBucket',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  'robomaker:CreateSimulationApplication',
  'robomaker:DescribeSimulationApplication',
  'robomaker:DeleteSimulationApplication',
  'robomaker:CreateSimulationJob',
  'robomaker:DescribeSimulationJob',
  'robomaker:CancelSimulationJob',
  'ec2:CreateVpcEndpoint',
  'ec2:DescribeRouteTables',
  'fsx:DescribeFileSystem',
  'elasticfilesystem:DescribeMountTargets',
] as const;

/** The broadest of all templates. */
export const notebookBroad: ExecutionTemplate = template(NOUN, 'broad', ({ partition }) => [
  allow([...ANYWHERE_ACTIONS, ...PULL, ...BROAD_ACTIONS], ['*']),
  allow(
    ['codecommit:GitPull', 'codecommit:GitPush'],
    ['sagemaker', 'SageMaker', 'Sagemaker'].map((name) => `arn:${partition}:codecommit:*:*:*${name}*`),
  ),
  allow(['iam:PassRole'], ['*'], TO_SAGEMAKER),
]);

/**
 * A notebook calls SageMaker itself and passes its own role on.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createnotebookinstance-perms
 */
export const notebookInstanceTemplates: readonly ExecutionTemplate[] = [
  notebookBroad,
  template(NOUN, 'tight', (values) =>
    named(
      allow(['sagemaker:*', ...ANYWHERE_ACTIONS, 'logs:GetLogEvents'], ['*']),
      allow(['iam:PassRole'], ['*'], TO_SAGEMAKER),
      allow(['s3:ListBucket'], bucketsOf(values)),
      allow(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        objectsBelow(values, values.inputs, values.outputs),
      ),
      allow(PULL, values.repositories ?? []),
    ),
  ),
];
