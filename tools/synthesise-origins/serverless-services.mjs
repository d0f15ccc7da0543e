/** A task of each integration that the plugin grants something for, with a literal and, where it can be, an open name. */

const arn = (service, resource) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

/** A machine with one task; its parameters are arguments where the language is JSONata. */
const one = (file, title, resource, parameters, language = 'JSONPath') => ({
  file,
  title,
  machine: {
    definition: {
      StartAt: 'Task',
      States: {
        Task: {
          Type: 'Task',
          Resource: typeof resource === 'string' ? `arn:aws:states:::${resource}` : resource,
          ...(language === 'JSONPath' ? { Parameters: parameters } : {}),
          ...(language === 'JSONata' ? { QueryLanguage: 'JSONata', Arguments: parameters } : {}),
          End: true,
        },
      },
    },
  },
});

const lambdaArn = (file, title, resource) => {
  const { machine } = one(file, title, resource, undefined, 'none');
  const task = machine.definition.States.Task;
  return {
    file,
    title,
    machine: { definition: { StartAt: 'Task', States: { Task: { ...task, Resource: resource } } } },
  };
};

const WORKER = arn('lambda', 'function:worker');
const CHILD = arn('states', 'stateMachine:child');
const MESSAGE = { Message: 'done' };
const BODY = { MessageBody: 'go' };
const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/todo';

const messages = [
  lambdaArn('lambda-arn', 'a function as the resource of the task', WORKER),
  lambdaArn('lambda-arn-alias', 'an alias as the resource of the task', `${WORKER}:live`),
  lambdaArn('lambda-arn-local', 'a function of the service as the resource of the task', {
    'Fn::GetAtt': ['worker', 'Arn'],
  }),
  one('lambda-invoke', 'Lambda invoke by ARN', 'lambda:invoke', { FunctionName: WORKER }),
  one('lambda-invoke-name', 'Lambda invoke by name and alias', 'lambda:invoke', {
    FunctionName: 'worker:live',
  }),
  one('lambda-invoke-local', 'Lambda invoke of a function of the service', 'lambda:invoke', {
    FunctionName: { 'Fn::GetAtt': ['worker', 'Arn'] },
  }),
  one('lambda-invoke-callback', 'Lambda invoke, .waitForTaskToken', 'lambda:invoke.waitForTaskToken', {
    FunctionName: WORKER,
    Payload: { 'token.$': '$$.Task.Token' },
  }),
  one('lambda-invoke-dynamic', 'Lambda invoke of a function that the input names', 'lambda:invoke', {
    'FunctionName.$': '$.function',
  }),
  one(
    'lambda-invoke-jsonata',
    'Lambda invoke in JSONata of a function that the input names',
    'lambda:invoke',
    { FunctionName: '{% $states.input.function %}' },
    'JSONata',
  ),
  one('sns-publish', 'SNS publish', 'sns:publish', { TopicArn: { Ref: 'Topic' }, ...MESSAGE }),
  one('sns-publish-dynamic', 'SNS publish to a topic that the input names', 'sns:publish', {
    'TopicArn.$': '$.topic',
    ...MESSAGE,
  }),
  one(
    'sns-publish-jsonata',
    'SNS publish in JSONata, which the plugin does not read and so denies all',
    'sns:publish',
    { TopicArn: arn('sns', 'done'), ...MESSAGE },
    'JSONata',
  ),
  one('sqs-send-message', 'SQS sendMessage', 'sqs:sendMessage', { QueueUrl: QUEUE, ...BODY }),
  one('sqs-send-message-local', 'SQS sendMessage to a queue of the service', 'sqs:sendMessage', {
    QueueUrl: { Ref: 'Queue' },
    ...BODY,
  }),
  one('sqs-send-message-callback', 'SQS sendMessage, .waitForTaskToken', 'sqs:sendMessage.waitForTaskToken', {
    QueueUrl: QUEUE,
    MessageBody: { 'token.$': '$$.Task.Token' },
  }),
  one('sqs-send-message-dynamic', 'SQS sendMessage to a queue that the input names', 'sqs:sendMessage', {
    'QueueUrl.$': '$.queue',
    ...BODY,
  }),
];

const ENTRY = { Detail: {}, DetailType: 'done', Source: 'origin' };

const nested = [
  one('events-put-events', 'EventBridge putEvents', 'events:putEvents', {
    Entries: [{ ...ENTRY, EventBusName: 'orders' }, ENTRY],
  }),
  one(
    'events-put-events-dynamic',
    'EventBridge putEvents to a bus that the input names',
    'events:putEvents',
    {
      Entries: [{ ...ENTRY, 'EventBusName.$': '$.bus' }],
    },
  ),
  ...['', '.sync', '.sync:2', '.waitForTaskToken'].map((suffix) =>
    one(
      `states-start-execution${suffix.replace('.waitForTaskToken', '.callback').replace(/[.:]/g, '-')}`,
      `Step Functions startExecution${suffix}`,
      `states:startExecution${suffix}`,
      { StateMachineArn: CHILD },
    ),
  ),
  one(
    'states-start-execution-local',
    'Step Functions startExecution of a machine of the service',
    'states:startExecution',
    { StateMachineArn: { Ref: 'Child' } },
  ),
  one(
    'states-start-execution-dynamic',
    'Step Functions startExecution of a machine that the input names',
    'states:startExecution.sync:2',
    { 'StateMachineArn.$': '$.machine' },
  ),
  one(
    'states-start-sync-execution',
    'Step Functions startSyncExecution by the SDK',
    'aws-sdk:sfn:startSyncExecution',
    { StateMachineArn: CHILD },
  ),
  one(
    'scheduler-create-schedule',
    'EventBridge Scheduler createSchedule by the SDK',
    'aws-sdk:scheduler:createSchedule',
    {
      Name: 'nightly',
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arn('sqs', 'todo'), RoleArn: 'arn:aws:iam::111122223333:role/scheduler' },
    },
  ),
  one(
    'scheduler-delete-schedule',
    'EventBridge Scheduler deleteSchedule by the SDK',
    'aws-sdk:scheduler:deleteSchedule',
    {
      Name: 'nightly',
      GroupName: 'reports',
    },
  ),
  one('http-invoke', 'HTTP invoke', 'http:invoke', {
    ApiEndpoint: 'https://api.example.com/orders',
    Authentication: { ConnectionArn: arn('events', 'connection/api/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d') },
    Method: 'GET',
  }),
  one('http-invoke-dynamic', 'HTTP invoke with a connection that the input names', 'http:invoke', {
    'ApiEndpoint.$': '$.url',
    Authentication: { 'ConnectionArn.$': '$.connection' },
    Method: 'GET',
  }),
  one('ses-send-email', 'SES sendEmail by the SDK', 'aws-sdk:sesv2:sendEmail', {
    FromEmailAddress: 'a@example.com',
    Destination: { ToAddresses: ['b@example.com'] },
  }),
];

const KEY = { Key: { id: { S: '1' } } };

const tables = [
  ...['getItem', 'putItem', 'updateItem', 'deleteItem'].map((api) =>
    one(`dynamodb-${api.replace('Item', '-item')}`, `DynamoDB ${api}`, `dynamodb:${api}`, {
      TableName: 'orders',
      ...(api === 'putItem' ? { Item: KEY.Key } : KEY),
    }),
  ),
  one('dynamodb-get-item-local', 'DynamoDB getItem of a table of the service', 'dynamodb:getItem', {
    TableName: { Ref: 'Table' },
    ...KEY,
  }),
  one('dynamodb-get-item-dynamic', 'DynamoDB getItem of a table that the input names', 'dynamodb:getItem', {
    'TableName.$': '$.table',
    ...KEY,
  }),
  one(
    'dynamodb-get-item-jsonata',
    'DynamoDB getItem in JSONata',
    'dynamodb:getItem',
    { TableName: 'orders', ...KEY },
    'JSONata',
  ),
  one('dynamodb-query-index', 'DynamoDB query of an index by the SDK', 'aws-sdk:dynamodb:query', {
    TableName: 'orders',
    IndexName: 'by-day',
    KeyConditionExpression: 'day = :day',
  }),
  one('dynamodb-batch-write-item', 'DynamoDB batchWriteItem by the SDK', 'aws-sdk:dynamodb:batchWriteItem', {
    RequestItems: { orders: [], 'customers.$': '$.customers' },
  }),
];

export const serviceCases = [...messages, ...nested, ...tables];
