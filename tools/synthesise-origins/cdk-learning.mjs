/** SageMaker. */
import { cdk, ec2, iam, kms, s3, sfn, tasks } from './packages.mjs';

const { JsonPath } = sfn;

const execRole = (scope) =>
  iam.Role.fromRoleArn(scope, 'Exec', 'arn:aws:iam::111122223333:role/SageMakerExec');

const bucketOf = (scope) => s3.Bucket.fromBucketName(scope, 'Data', 'origin-data');

const keyOf = (scope) => new kms.Key(scope, 'Key');

const trainingOf = (scope) => {
  const bucket = bucketOf(scope);
  return {
    algorithmSpecification: { algorithmName: 'arn:aws:sagemaker:us-east-1:111122223333:algorithm/churn' },
    inputDataConfig: [
      {
        channelName: 'train',
        dataSource: { s3DataSource: { s3Location: tasks.S3Location.fromBucket(bucket, 'train') } },
      },
    ],
    outputDataConfig: { s3OutputLocation: tasks.S3Location.fromBucket(bucket, 'model') },
  };
};

const TRANSFORM = {
  transformInput: { transformDataSource: { s3DataSource: { s3Uri: 's3://origin-data/in' } } },
  transformOutput: { s3OutputPath: 's3://origin-data/out' },
};

const IMAGE = '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:1';
const CONTAINER = {
  primaryContainer: new tasks.ContainerDefinition({
    image: tasks.DockerImage.fromRegistry(IMAGE),
    mode: tasks.Mode.SINGLE_MODEL,
    modelS3Location: tasks.S3Location.fromJsonExpression('$.model.S3ModelArtifacts'),
  }),
};

const variants = (modelName) => ({
  productionVariants: [
    {
      initialInstanceCount: 1,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE),
      modelName,
      variantName: 'main',
    },
  ],
});

const jobs = [
  {
    file: 'sagemaker-create-training-job',
    title: 'SageMaker createTrainingJob',
    task: 'SageMakerCreateTrainingJob',
    patterns: ['rr', 'sync'],
    props: (scope) => ({ ...trainingOf(scope), trainingJobName: 'Nightly-Train', role: execRole(scope) }),
  },
  {
    file: 'sagemaker-create-training-job-dynamic',
    title: 'SageMaker createTrainingJob under a name that the input gives',
    task: 'SageMakerCreateTrainingJob',
    patterns: ['rr', 'sync'],
    props: (scope) => ({
      ...trainingOf(scope),
      trainingJobName: JsonPath.stringAt('$.job'),
      role: execRole(scope),
    }),
  },
  {
    file: 'sagemaker-create-training-job-prefix',
    title: 'SageMaker createTrainingJob under a formatted name',
    task: 'SageMakerCreateTrainingJob',
    patterns: ['sync'],
    props: (scope) => ({
      ...trainingOf(scope),
      trainingJobName: JsonPath.format('churn-{}', JsonPath.stringAt('$.day')),
      role: execRole(scope),
    }),
  },
  {
    file: 'sagemaker-create-training-job-own-role',
    title: 'SageMaker createTrainingJob with the role that the CDK makes',
    task: 'SageMakerCreateTrainingJob',
    patterns: ['sync'],
    props: (scope) => ({ ...trainingOf(scope), trainingJobName: 'nightly-train' }),
  },
  {
    file: 'sagemaker-create-training-job-vpc',
    title: 'SageMaker createTrainingJob in a VPC with keys of its own',
    task: 'SageMakerCreateTrainingJob',
    patterns: ['sync'],
    props: (scope) => ({
      ...trainingOf(scope),
      trainingJobName: 'nightly-train',
      role: execRole(scope),
      resourceConfig: {
        instanceCount: 1,
        instanceType: ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE),
        volumeSize: cdk.Size.gibibytes(10),
        volumeEncryptionKey: keyOf(scope),
      },
      vpcConfig: {
        vpc: ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          availabilityZones: ['us-east-1a'],
          privateSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
        }),
      },
    }),
  },
  {
    file: 'sagemaker-create-training-job-jsonata',
    title: 'SageMaker createTrainingJob in JSONata',
    task: 'SageMakerCreateTrainingJob',
    language: 'JSONata',
    patterns: ['sync'],
    props: (scope) => ({
      ...trainingOf(scope),
      trainingJobName: "{% 'churn-' & $states.input.day %}",
      role: execRole(scope),
    }),
  },
  {
    file: 'sagemaker-create-transform-job',
    title: 'SageMaker createTransformJob',
    task: 'SageMakerCreateTransformJob',
    patterns: ['rr', 'sync'],
    props: (scope) => ({
      ...TRANSFORM,
      transformJobName: 'nightly-score',
      modelName: 'churn',
      role: execRole(scope),
    }),
  },
  {
    file: 'sagemaker-create-transform-job-dynamic',
    title: 'SageMaker createTransformJob under a name that the input gives',
    task: 'SageMakerCreateTransformJob',
    patterns: ['rr', 'sync'],
    props: (scope) => ({
      ...TRANSFORM,
      transformJobName: JsonPath.stringAt('$.job'),
      modelName: JsonPath.stringAt('$.model'),
      role: execRole(scope),
    }),
  },
  {
    file: 'sagemaker-create-transform-job-own-role',
    title: 'SageMaker createTransformJob with the role that the CDK makes',
    task: 'SageMakerCreateTransformJob',
    patterns: ['sync'],
    props: () => ({ ...TRANSFORM, transformJobName: 'nightly-score', modelName: 'churn' }),
  },
];

const hosting = [
  {
    file: 'sagemaker-create-model',
    title: 'SageMaker createModel',
    task: 'SageMakerCreateModel',
    props: (scope) => ({ ...CONTAINER, modelName: 'Churn', role: execRole(scope) }),
  },
  {
    file: 'sagemaker-create-model-dynamic',
    title: 'SageMaker createModel under a name that the input gives',
    task: 'SageMakerCreateModel',
    props: (scope) => ({ ...CONTAINER, modelName: JsonPath.stringAt('$.name'), role: execRole(scope) }),
  },
  {
    file: 'sagemaker-create-endpoint-config',
    title: 'SageMaker createEndpointConfig',
    task: 'SageMakerCreateEndpointConfig',
    props: () => ({ ...variants('churn'), endpointConfigName: 'Churn' }),
  },
  {
    file: 'sagemaker-create-endpoint-config-dynamic',
    title: 'SageMaker createEndpointConfig under a name that the input gives',
    task: 'SageMakerCreateEndpointConfig',
    props: () => ({
      ...variants(JsonPath.stringAt('$.model')),
      endpointConfigName: JsonPath.stringAt('$.config'),
    }),
  },
  {
    file: 'sagemaker-create-endpoint',
    title: 'SageMaker createEndpoint',
    task: 'SageMakerCreateEndpoint',
    props: () => ({ endpointName: 'Churn', endpointConfigName: 'Churn-1' }),
  },
  {
    file: 'sagemaker-create-endpoint-dynamic',
    title: 'SageMaker createEndpoint under names that the input gives',
    task: 'SageMakerCreateEndpoint',
    props: () => ({
      endpointName: JsonPath.stringAt('$.endpoint'),
      endpointConfigName: JsonPath.stringAt('$.config'),
    }),
  },
  {
    file: 'sagemaker-update-endpoint',
    title: 'SageMaker updateEndpoint',
    task: 'SageMakerUpdateEndpoint',
    props: () => ({ endpointName: 'Churn', endpointConfigName: 'Churn-2' }),
  },
  {
    file: 'sagemaker-update-endpoint-dynamic',
    title: 'SageMaker updateEndpoint under names that the input gives',
    task: 'SageMakerUpdateEndpoint',
    props: () => ({
      endpointName: JsonPath.stringAt('$.endpoint'),
      endpointConfigName: JsonPath.stringAt('$.config'),
    }),
  },
  {
    file: 'sagemaker-create-endpoint-jsonata',
    title: 'SageMaker createEndpoint in JSONata',
    task: 'SageMakerCreateEndpoint',
    language: 'JSONata',
    props: () => ({
      endpointName: '{% $states.input.endpoint %}',
      endpointConfigName: '{% $states.input.config %}',
    }),
  },
];

export const learningCases = [...jobs, ...hosting];
