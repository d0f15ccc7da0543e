/** Messages, queries and jobs. */
import { arn, NO_TASKS, roleArn, task } from './by-hand.mjs';
import { grant, passRole, row, rule } from './terraform-module.mjs';

const WORKER = arn('lambda', 'function:worker');
const TOPIC = arn('sns', 'done');
const CHILD = arn('states', 'stateMachine:child');
const ITEMS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const INVOKE = task('lambda:invoke', { FunctionName: WORKER, 'Payload.$': '$' });

const messages = [
  row('lambda', INVOKE, [grant('lambda', ['lambda:InvokeFunction'], [WORKER])]),
  row('sns', task('sns:publish', { TopicArn: TOPIC, Message: 'done' }), [
    grant('sns', ['sns:Publish'], [TOPIC]),
  ]),
  row(
    'sqs',
    task('sqs:sendMessage', {
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/todo',
      MessageBody: 'go',
    }),
    [grant('sqs', ['sqs:SendMessage'], [arn('sqs', 'todo')])],
  ),
  row('dynamodb', task('dynamodb:getItem', { TableName: 'orders', Key: { id: { S: '1' } } }), [
    grant('dynamodb', ITEMS, [arn('dynamodb', 'table/orders')]),
  ]),
  row(
    'eventbridge',
    task('events:putEvents', { Entries: [{ Detail: {}, DetailType: 'done', Source: 'origin' }] }),
    [grant('eventbridge', ['events:PutEvents'])],
  ),
  row(
    'apigateway',
    task('apigateway:invoke', {
      ApiEndpoint: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      Method: 'GET',
      Stage: 'prod',
      AuthType: 'IAM_ROLE',
    }),
    [grant('apigateway', ['execute-api:Invoke'], [arn('execute-api', 'a1b2c3d4e5/prod/GET/*')])],
  ),
  row('stepfunction', task('states:startExecution', { StateMachineArn: CHILD }), [
    grant('stepfunction', ['states:StartExecution'], [CHILD]),
  ]),
  row('stepfunction_Sync', task('states:startExecution.sync:2', { StateMachineArn: CHILD }), [
    grant('stepfunction', ['states:StartExecution'], [CHILD]),
    grant(
      'stepfunction_Wildcard',
      ['states:DescribeExecution', 'states:StopExecution'],
      [arn('states', 'execution:child:*')],
    ),
    rule('StepFunctionsGetEventsForStepFunctionsExecutionRule'),
  ]),
  row(
    'xray',
    NO_TASKS,
    [
      grant('xray', [
        ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules'],
        'xray:GetSamplingTargets',
      ]),
    ],
    { tracingConfiguration: { enabled: true } },
  ),
  row('no_tasks', NO_TASKS, [grant('deny_all', ['*'], ['*'], undefined, 'Deny')]),
];

const STORAGE = [
  grant(
    's3',
    [
      ...['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      ...['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload', 's3:CreateBucket', 's3:PutObject'],
    ],
    ['arn:aws:s3:::*'],
  ),
  grant(
    'glue',
    [
      ...['CreateDatabase', 'GetDatabase', 'GetDatabases', 'UpdateDatabase', 'DeleteDatabase', 'CreateTable'],
      ...['UpdateTable', 'GetTable', 'GetTables', 'DeleteTable', 'BatchDeleteTable', 'BatchCreatePartition'],
      ...['CreatePartition', 'UpdatePartition', 'GetPartition', 'GetPartitions', 'BatchGetPartition'],
      ...['DeletePartition', 'BatchDeletePartition'],
    ].map((name) => `glue:${name}`),
    ['catalog', 'database/*', 'table/*', 'userDefinedFunction/*'].map((part) => arn('glue', part)),
  ),
  grant('lakeformation', ['lakeformation:GetDataAccess']),
];
const GROUP = [arn('athena', 'workgroup/primary'), arn('athena', 'datacatalog/*')];
const QUERY = { QueryString: 'SELECT 1', WorkGroup: 'primary' };
const ID = { 'QueryExecutionId.$': '$.id' };
const START = ['athena:startQueryExecution', 'athena:getDataCatalog'];

const queries = [
  row('athena_StartQueryExecution_Sync', task('athena:startQueryExecution.sync', QUERY), [
    grant('athena', [START[0], 'athena:stopQueryExecution', 'athena:getQueryExecution', START[1]], GROUP),
    ...STORAGE,
  ]),
  row('athena_StartQueryExecution', task('athena:startQueryExecution', QUERY), [
    grant('athena', START, GROUP),
    ...STORAGE,
  ]),
  row('athena_StopQueryExecution', task('athena:stopQueryExecution', ID), [
    grant('athena', ['athena:stopQueryExecution'], [GROUP[0]]),
  ]),
  row('athena_GetQueryExecution', task('athena:getQueryExecution', ID), [
    grant('athena', ['athena:stopQueryExecution'], [GROUP[0]]),
  ]),
  row('athena_GetQueryResults', task('athena:getQueryResults', ID), [
    grant('athena', ['athena:getQueryResults'], [GROUP[0]]),
    grant('s3', ['s3:GetObject'], ['arn:aws:s3:::*']),
  ]),
];

const BATCH = {
  JobName: 'nightly',
  JobQueue: arn('batch', 'job-queue/spot'),
  JobDefinition: arn('batch', 'job-definition/report:3'),
};
const DEFINITION = arn('ecs', 'task-definition/report:2');
const ECS = { Cluster: 'blue', LaunchType: 'FARGATE', TaskDefinition: DEFINITION };
const RUN = [grant('ecs', ['ecs:RunTask'], [DEFINITION])];
const RUN_ROLE = passRole('iam_PassRole', 'report', 'ecs-tasks.amazonaws.com');

const jobs = [
  row('batch_Sync', task('batch:submitJob.sync', BATCH), [
    grant('batch', ['batch:SubmitJob', 'batch:DescribeJobs', 'batch:TerminateJob']),
    rule('StepFunctionsGetEventsForBatchJobsRule'),
  ]),
  row('batch_WaitForTaskToken', task('batch:submitJob', BATCH), [grant('batch', ['batch:SubmitJob'])]),
  row('ecs_Sync', task('ecs:runTask.sync', ECS), [
    ...RUN,
    grant('ecs_Wildcard', ['ecs:StopTask', 'ecs:DescribeTasks']),
    RUN_ROLE,
    rule('StepFunctionsGetEventsForECSTaskRule'),
  ]),
  row(
    'ecs_WaitForTaskToken',
    task('ecs:runTask.waitForTaskToken', {
      ...ECS,
      Overrides: {
        ContainerOverrides: [{ Name: 'main', Environment: [{ Name: 'TOKEN', 'Value.$': '$$.Task.Token' }] }],
      },
    }),
    [...RUN, RUN_ROLE],
  ),
  row('glue_Sync', task('glue:startJobRun.sync', { JobName: 'clean' }), [
    grant('glue', ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun']),
  ]),
  row('glue_WaitForTaskToken', task('glue:startJobRun', { JobName: 'clean' }), [
    grant('glue', ['glue:StartJobRun']),
  ]),
  ...['Training', 'Transform'].flatMap((api) => {
    const type = `${api.toLowerCase()}-job`;
    const on = [arn('sagemaker', `${type}/nightly*`)];
    const create = `sagemaker:Create${api}Job`;
    const fields = api === 'Training' ? { RoleArn: roleArn('SageMakerExec') } : { ModelName: 'churn' };
    const parameters = { [`${api}JobName`]: 'nightly', ...fields };
    const rest = [
      grant('sagemaker_Wildcard', ['sagemaker:ListTags']),
      passRole('sagemaker_IamPassRole', 'SageMakerExec', 'sagemaker.amazonaws.com'),
    ];
    return [
      row(`sagemaker_Create${api}Job_Sync`, task(`sagemaker:create${api}Job.sync`, parameters), [
        grant('sagemaker', [create, `sagemaker:Describe${api}Job`, `sagemaker:Stop${api}Job`], on),
        ...rest,
        rule(`StepFunctionsGetEventsForSageMaker${api}JobsRule`),
      ]),
      row(`sagemaker_Create${api}Job_WaitForTaskToken`, task(`sagemaker:create${api}Job`, parameters), [
        grant('sagemaker', [create], on),
        ...rest,
      ]),
    ];
  }),
];

export const serviceIntegrations = [...messages, ...queries, ...jobs];
