/** Messages, data and builds. */
import { allow, arn, both, documented, page, passRole, rule, task } from './by-hand.mjs';

const WORKER = arn('lambda', 'function:worker');
const ITEM_ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const TOKEN = { 'token.$': '$$.Task.Token' };

const messages = [
  documented(
    'lambda-invoke-static',
    'Lambda invoke, static',
    page('connect-lambda'),
    task('lambda:invoke', { FunctionName: WORKER, 'Payload.$': '$' }),
    [allow(['lambda:InvokeFunction'], [WORKER])],
  ),
  documented(
    'lambda-invoke-qualifier',
    'Lambda invoke of a qualifier',
    page('connect-lambda'),
    task('lambda:invoke', { FunctionName: `${WORKER}:live`, 'Payload.$': '$' }),
    [allow(['lambda:InvokeFunction'], [`${WORKER}:*`])],
  ),
  documented(
    'lambda-invoke-callback',
    'Lambda invoke, .waitForTaskToken',
    page('connect-lambda'),
    task('lambda:invoke.waitForTaskToken', { FunctionName: WORKER, Payload: TOKEN }),
    [allow(['lambda:InvokeFunction'], [WORKER])],
  ),
  ...both(
    'sns-publish',
    'SNS publish',
    page('connect-sns'),
    [
      task('sns:publish', { TopicArn: arn('sns', 'done'), Message: 'done' }),
      [allow(['sns:Publish'], [arn('sns', 'done')])],
    ],
    [task('sns:publish', { 'TopicArn.$': '$.topic', Message: 'done' }), [allow(['sns:Publish'], '*')]],
  ),
  documented(
    'sns-publish-phone',
    'SNS publish to a telephone number',
    page('connect-sns'),
    task('sns:publish', { PhoneNumber: '+15550100', Message: 'done' }),
    [allow(['sns:Publish'], '*')],
  ),
  ...both(
    'sqs-send-message',
    'SQS sendMessage',
    page('connect-sqs'),
    [
      task('sqs:sendMessage', {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/todo',
        MessageBody: 'go',
      }),
      [allow(['sqs:SendMessage'], [arn('sqs', 'todo')])],
    ],
    [
      task('sqs:sendMessage', { 'QueueUrl.$': '$.queue', MessageBody: 'go' }),
      [allow(['sqs:SendMessage'], '*')],
    ],
  ),
  documented(
    'sqs-send-message-callback',
    'SQS sendMessage, .waitForTaskToken, dynamic',
    page('connect-sqs'),
    task('sqs:sendMessage.waitForTaskToken', { 'QueueUrl.$': '$.queue', MessageBody: TOKEN }),
    [allow(['sqs:SendMessage'], '*')],
  ),
  ...both(
    'events-put-events',
    'EventBridge putEvents',
    page('connect-eventbridge'),
    [
      task('events:putEvents', {
        Entries: [{ Detail: {}, DetailType: 'done', EventBusName: 'orders', Source: 'origin' }],
      }),
      [allow(['events:PutEvents'], [arn('events', 'event-bus/orders')])],
    ],
    [
      task('events:putEvents', {
        Entries: [{ Detail: {}, DetailType: 'done', 'EventBusName.$': '$.bus', Source: 'origin' }],
      }),
      [allow(['events:PutEvents'], 'arn:aws:events:*:*:event-bus/*')],
    ],
  ),
  documented(
    'apigateway-invoke',
    'API Gateway invoke',
    page('connect-api-gateway'),
    task('apigateway:invoke', {
      ApiEndpoint: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      Method: 'GET',
      Stage: 'prod',
      Path: '/pets',
      AuthType: 'IAM_ROLE',
    }),
    [
      allow(
        ['execute-api:Invoke'],
        [arn('execute-api', 'a1b2c3d4e5/prod/GET/pets'), arn('execute-api', 'a1b2c3d4e5/prod/POST/pets')],
      ),
    ],
  ),
  documented(
    'apigateway-invoke-former',
    'API Gateway invoke, in the form of 2022 that is no ARN',
    page('api-gateway-iam', 'b0606e2ea86f0938096867ff0b43f048431706a6'),
    task('apigateway:invoke', {
      'ApiEndpoint.$': '$.api',
      Method: 'GET',
      AuthType: 'IAM_ROLE',
    }),
    [allow(['execute-api:Invoke'], ['arn:us-east-1:111122223333:*'])],
  ),
];

const tables = ['getItem', 'putItem', 'updateItem', 'deleteItem'].flatMap((api) => {
  const more = api === 'putItem' ? { Item: { id: { S: '1' } } } : { Key: { id: { S: '1' } } };
  return both(
    `dynamodb-${api.replace('Item', '-item')}`,
    `DynamoDB ${api}`,
    page('connect-ddb'),
    [
      task(`dynamodb:${api}`, { TableName: 'orders', ...more }),
      [allow(ITEM_ACTIONS, [arn('dynamodb', 'table/orders')])],
    ],
    [task(`dynamodb:${api}`, { 'TableName.$': '$.table', ...more }), [allow(ITEM_ACTIONS, '*')]],
  );
});

const GLUE_SYNC = ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'];
const BATCH = {
  JobName: 'nightly',
  JobQueue: arn('batch', 'job-queue/spot'),
  JobDefinition: arn('batch', 'job-definition/report:3'),
};

const jobs = [
  documented('batch-submit-job', 'Batch submitJob', page('connect-batch'), task('batch:submitJob', BATCH), [
    allow(['batch:SubmitJob'], '*'),
  ]),
  documented(
    'batch-submit-job-sync',
    'Batch submitJob, .sync',
    page('connect-batch'),
    task('batch:submitJob.sync', BATCH),
    [
      allow(['batch:SubmitJob', 'batch:DescribeJobs', 'batch:TerminateJob'], '*'),
      rule('StepFunctionsGetEventsForBatchJobsRule'),
    ],
  ),
  documented(
    'glue-start-job-run',
    'Glue startJobRun',
    page('connect-glue'),
    task('glue:startJobRun', { JobName: 'clean' }),
    [allow(['glue:StartJobRun'], '*')],
  ),
  documented(
    'glue-start-job-run-sync',
    'Glue startJobRun, .sync',
    page('connect-glue'),
    task('glue:startJobRun.sync', { 'JobName.$': '$.job' }),
    [allow(GLUE_SYNC, '*')],
  ),
  documented(
    'databrew-start-job-run',
    'DataBrew startJobRun',
    page('databrew-iam', '83ee806279aec2a65c425516f47babaad6c06297'),
    task('databrew:startJobRun', { Name: 'profile' }),
    [allow(['databrew:startJobRun'], [arn('databrew', 'job/*')])],
  ),
  documented(
    'databrew-start-job-run-sync',
    'DataBrew startJobRun, .sync',
    page('databrew-iam', '83ee806279aec2a65c425516f47babaad6c06297'),
    task('databrew:startJobRun.sync', { 'Name.$': '$.job' }),
    [
      allow(
        ['databrew:startJobRun', 'databrew:listJobRuns', 'databrew:stopJobRun'],
        [arn('databrew', 'job/*')],
      ),
    ],
  ),
];

const MEDIA = {
  Role: 'arn:aws:iam::111122223333:role/mediaconvert',
  Settings: { Inputs: [{ FileInput: 's3://origin-data/in.mp4' }] },
};
const CREATE_MEDIA = allow(
  ['mediaconvert:CreateJob'],
  ['queues/*', 'jobTemplates/*', 'presets/*'].map((part) => arn('mediaconvert', part)),
);
const MANAGE_MEDIA = allow(['mediaconvert:GetJob', 'mediaconvert:CancelJob'], arn('mediaconvert', 'jobs/*'), {
  StringEquals: { 'aws:ResourceTag/ManagedByService': 'AWSStepFunctions' },
});
const MEDIA_RULE = rule('StepFunctionsGetEventsForMediaConvertJobRule');
const ANY_ROLE = allow('iam:PassRole', '*');

const media = [
  documented(
    'mediaconvert-create-job',
    'MediaConvert createJob',
    page('connect-mediaconvert'),
    task('mediaconvert:createJob', MEDIA),
    [CREATE_MEDIA, passRole('mediaconvert', 'mediaconvert.amazonaws.com')],
  ),
  documented(
    'mediaconvert-create-job-sync',
    'MediaConvert createJob, .sync',
    page('connect-mediaconvert'),
    task('mediaconvert:createJob.sync', MEDIA),
    [CREATE_MEDIA, MANAGE_MEDIA, passRole('mediaconvert', 'mediaconvert.amazonaws.com'), MEDIA_RULE],
  ),
  documented(
    'mediaconvert-create-job-former',
    'MediaConvert createJob, in the former form',
    page('mediaconvert-iam'),
    task('mediaconvert:createJob', MEDIA),
    [ANY_ROLE, allow(['mediaconvert:CreateJob'], '*')],
  ),
  documented(
    'mediaconvert-create-job-former-sync',
    'MediaConvert createJob, .sync, in the former form',
    page('mediaconvert-iam'),
    task('mediaconvert:createJob.sync', MEDIA),
    [
      ANY_ROLE,
      allow(['mediaconvert:CreateJob', 'mediaconvert:GetJob', 'mediaconvert:CancelJob'], '*'),
      MEDIA_RULE,
    ],
  ),
];

export const serviceTemplates = [...messages, ...tables, ...jobs, ...media];
