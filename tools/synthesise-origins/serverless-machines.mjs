/** Jobs, clusters and queries, storage, Distributed Map, and what belongs to the machine. */

const arn = (service, resource) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

const machineOf = (States, StartAt) => ({ definition: { StartAt, States } });

const one = (file, title, resource, Parameters) => ({
  file,
  title,
  machine: machineOf(
    { Task: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters, End: true } },
    'Task',
  ),
});

const BATCH = {
  JobName: 'nightly',
  JobQueue: arn('batch', 'job-queue/spot'),
  JobDefinition: arn('batch', 'job-definition/report:3'),
};
const ECS = { Cluster: 'blue', LaunchType: 'FARGATE', TaskDefinition: 'report:2' };

const jobs = [
  one('batch-submit-job', 'Batch submitJob', 'batch:submitJob', BATCH),
  one('batch-submit-job-sync', 'Batch submitJob, .sync', 'batch:submitJob.sync', BATCH),
  one('glue-start-job-run', 'Glue startJobRun', 'glue:startJobRun', { JobName: 'clean' }),
  one('glue-start-job-run-sync', 'Glue startJobRun, .sync', 'glue:startJobRun.sync', {
    'JobName.$': '$.job',
  }),
  one('ecs-run-task', 'ECS runTask', 'ecs:runTask', ECS),
  one('ecs-run-task-sync', 'ECS runTask, .sync', 'ecs:runTask.sync', ECS),
  one('ecs-run-task-callback', 'ECS runTask, .waitForTaskToken', 'ecs:runTask.waitForTaskToken', ECS),
  one('codebuild-start-build', 'CodeBuild startBuild', 'codebuild:startBuild', { ProjectName: 'site' }),
  one('codebuild-start-build-sync', 'CodeBuild startBuild, .sync', 'codebuild:startBuild.sync', {
    ProjectName: 'site',
  }),
  one(
    'codebuild-start-build-dynamic',
    'CodeBuild startBuild of a project that the input names',
    'codebuild:startBuild.sync',
    { 'ProjectName.$': '$.project' },
  ),
  one(
    'sagemaker-create-transform-job-sync',
    'SageMaker createTransformJob, .sync',
    'sagemaker:createTransformJob.sync',
    { TransformJobName: 'nightly', ModelName: 'churn' },
  ),
  one(
    'sagemaker-create-transform-job-dynamic',
    'SageMaker createTransformJob, .sync, under a name that the input gives',
    'sagemaker:createTransformJob.sync',
    { 'TransformJobName.$': '$.job', ModelName: 'churn' },
  ),
  one(
    'sagemaker-create-training-job-sync',
    'SageMaker createTrainingJob, .sync, which the plugin does not know and so denies all',
    'sagemaker:createTrainingJob.sync',
    { TrainingJobName: 'nightly', RoleArn: 'arn:aws:iam::111122223333:role/SageMakerExec' },
  ),
  one('bedrock-invoke-model', 'Bedrock invokeModel', 'bedrock:invokeModel', {
    ModelId: 'amazon.titan-text-express-v1',
    Body: { inputText: 'hi' },
  }),
  one('bedrock-invoke-model-arn', 'Bedrock invokeModel by ARN', 'bedrock:invokeModel', {
    ModelId: arn('bedrock', 'provisioned-model/a1b2c3d4e5f6'),
    Body: { inputText: 'hi' },
  }),
];

const CLUSTER = { ClusterId: 'j-2AXXXXXXGAPLF' };
const CREATE = {
  Name: 'nightly',
  ServiceRole: 'emr-service',
  JobFlowRole: 'emr-nodes',
  Instances: { InstanceCount: 1, MasterInstanceType: 'm5.xlarge' },
};
const STEP = { ...CLUSTER, Step: { Name: 'count', HadoopJarStep: { Jar: 'command-runner.jar' } } };

const clusters = [
  ['create-cluster', 'createCluster', CREATE],
  ['create-cluster-sync', 'createCluster.sync', CREATE],
  ['terminate-cluster-sync', 'terminateCluster.sync', CLUSTER],
  ['add-step', 'addStep', STEP],
  ['add-step-sync', 'addStep.sync', STEP],
  ['cancel-step', 'cancelStep', { ...CLUSTER, 'StepId.$': '$.step' }],
  [
    'set-termination-protection',
    'setClusterTerminationProtection',
    { ...CLUSTER, TerminationProtected: false },
  ],
  ['modify-instance-fleet', 'modifyInstanceFleetByName', { ...CLUSTER, InstanceFleetName: 'core' }],
  ['modify-instance-group', 'modifyInstanceGroupByName', { ...CLUSTER, InstanceGroupName: 'core' }],
].map(([file, api, parameters]) => one(`emr-${file}`, `EMR ${api}`, `elasticmapreduce:${api}`, parameters));

const QUERY = { QueryString: 'SELECT 1' };
const ID = { 'QueryExecutionId.$': '$.id' };

const queries = [
  ['start-query-execution', 'startQueryExecution', { ...QUERY, WorkGroup: 'primary' }],
  ['start-query-execution-sync', 'startQueryExecution.sync', { ...QUERY, WorkGroup: 'primary' }],
  [
    'start-query-execution-dynamic-sync',
    'startQueryExecution.sync',
    { ...QUERY, 'WorkGroup.$': '$.group' },
    ', dynamic',
  ],
  ['stop-query-execution', 'stopQueryExecution', ID],
  ['get-query-execution', 'getQueryExecution', ID],
  ['get-query-results', 'getQueryResults', ID],
].map(([file, api, parameters, more = '']) =>
  one(`athena-${file}`, `Athena ${api}${more}`, `athena:${api}`, parameters),
);

const redshift = [
  one(
    'redshift-data-execute-statement',
    'Redshift Data executeStatement by the SDK',
    'aws-sdk:redshiftdata:executeStatement',
    { ClusterIdentifier: 'sales', Database: 'dev', DbUser: 'reader', Sql: 'SELECT 1' },
  ),
  one(
    'redshift-data-execute-statement-workgroup',
    'Redshift Data executeStatement on a work group by the SDK',
    'aws-sdk:redshiftdata:executeStatement',
    { WorkgroupName: 'sales', Database: 'dev', Sql: 'SELECT 1' },
  ),
];

const storage = [
  one('s3-get-object', 'S3 getObject by the SDK', 'aws-sdk:s3:getObject', {
    Bucket: 'origin-data',
    Key: 'a',
  }),
  one('s3-put-object', 'S3 putObject by the SDK', 'aws-sdk:s3:putObject', {
    Bucket: { Ref: 'Bucket' },
    Key: 'a',
    Body: 'b',
  }),
  one(
    's3-get-object-dynamic',
    'S3 getObject by the SDK of an object that the input names',
    'aws-sdk:s3:getObject',
    {
      'Bucket.$': '$.bucket',
      'Key.$': '$.key',
    },
  ),
  one('s3-list-objects', 'S3 listObjectsV2 by the SDK', 'aws-sdk:s3:listObjectsV2', {
    Bucket: 'origin-data',
  }),
];

const NOTHING = { Nothing: { Type: 'Pass', End: true } };
const map = (file, title, fields) => ({
  file,
  title,
  machine: machineOf(
    {
      Map: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Nothing',
          States: NOTHING,
        },
        ...fields,
        End: true,
      },
    },
    'Map',
  ),
});
const at = (resource, Parameters) => ({ Resource: `arn:aws:states:::s3:${resource}`, Parameters });

const maps = [
  map('map-distributed', 'Distributed Map over its input', {}),
  map('map-distributed-csv', 'Distributed Map over a CSV file', {
    ItemReader: {
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      ...at('getObject', { Bucket: 'origin-data', Key: 'items.csv' }),
    },
  }),
  map('map-distributed-csv-dynamic', 'Distributed Map over a CSV file that the input names', {
    ItemReader: {
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      ...at('getObject', { 'Bucket.$': '$.bucket', 'Key.$': '$.key' }),
    },
  }),
  map('map-distributed-objects', 'Distributed Map over the objects of a bucket', {
    ItemReader: at('listObjectsV2', { Bucket: 'origin-data', Prefix: 'in' }),
  }),
  map('map-distributed-writer', 'Distributed Map that writes its results', {
    ResultWriter: at('putObject', { Bucket: 'origin-results', Prefix: 'out' }),
  }),
];

const KEY = arn('kms', 'key/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d');
const LOGS = {
  level: 'ALL',
  includeExecutionData: true,
  destinations: [arn('logs', 'log-group:/aws/vendedlogs/states/origin:*')],
};
const plain = (file, title, more) => ({
  file,
  title,
  machine: { ...machineOf(NOTHING, 'Nothing'), ...more },
});

const machines = [
  plain('machine-plain', 'a machine without tasks', {}),
  plain('machine-tracing', 'a machine with tracing', { tracingConfig: { enabled: true } }),
  plain('machine-tracing-off', 'a machine with tracing switched off', { tracingConfig: { enabled: false } }),
  plain('machine-logs', 'a machine with logs', { loggingConfig: LOGS }),
  plain('machine-express-logs', 'an Express machine with logs', { type: 'EXPRESS', loggingConfig: LOGS }),
  plain('machine-encrypted', 'a machine under a key of its own', {
    encryptionConfig: { KmsKeyId: KEY, KmsDataKeyReusePeriodSeconds: 300, Type: 'CUSTOMER_MANAGED_KMS_KEY' },
  }),
  plain('machine-kms-keys', 'a machine that may use the keys of its resources', { kmsKeyArns: [KEY] }),
  plain('machine-own-statements', 'a machine with statements of its own', {
    iamRoleStatements: [
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::origin-data/*'] },
    ],
  }),
];

export const configurationCases = [
  ...jobs,
  ...clusters,
  ...queries,
  ...redshift,
  ...storage,
  ...maps,
  ...machines,
];
