/** Lambda, messages, nested executions, HTTP and calls by the SDK. */
import { apigateway, cdk, events, iam, lambda, sfn, sns, sqs, tasks } from './packages.mjs';

const { JsonPath, TaskInput } = sfn;

const functionOf = (scope) =>
  new lambda.Function(scope, 'Worker', {
    code: lambda.Code.fromInline('exports.handler = async () => ({});'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });

/** Without the retries that the CDK adds. */
const quietly = (scope) => ({ lambdaFunction: functionOf(scope), retryOnServiceExceptions: false });

/** An input that carries the task token where the pattern needs it. */
const input = (pattern) =>
  pattern === 'callback'
    ? TaskInput.fromObject({ token: JsonPath.taskToken })
    : TaskInput.fromObject({ day: 'today' });

const childOf = (scope) =>
  new sfn.StateMachine(scope, 'Child', {
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(scope, 'Nothing')),
  });

const connectionOf = (scope) =>
  new events.Connection(scope, 'Connection', {
    authorization: events.Authorization.apiKey('x-key', cdk.SecretValue.unsafePlainText('k')),
  });

const restApi = (scope) => {
  const api = new apigateway.RestApi(scope, 'Api');
  api.root.addMethod('GET');
  return api;
};

const METHOD = tasks.HttpMethod.GET;

export const messageCases = [
  {
    file: 'lambda-invoke',
    title: 'Lambda invoke',
    task: 'LambdaInvoke',
    patterns: ['rr', 'callback'],
    props: (scope, pattern) => ({ ...quietly(scope), payload: input(pattern) }),
  },
  {
    file: 'lambda-invoke-qualifier',
    title: 'Lambda invoke of a qualifier',
    task: 'LambdaInvoke',
    props: (scope) => ({ ...quietly(scope), qualifier: 'live' }),
  },
  {
    file: 'lambda-invoke-alias',
    title: 'Lambda invoke of an imported alias',
    task: 'LambdaInvoke',
    props: (scope) => ({
      lambdaFunction: lambda.Function.fromFunctionArn(
        scope,
        'Worker',
        'arn:aws:lambda:us-east-1:111122223333:function:worker:live',
      ),
      retryOnServiceExceptions: false,
    }),
  },
  {
    file: 'lambda-arn',
    title: 'Lambda function as the resource of the task',
    task: 'LambdaInvoke',
    props: (scope) => ({ ...quietly(scope), payloadResponseOnly: true }),
  },
  {
    file: 'lambda-invoke-jsonata',
    title: 'Lambda invoke in JSONata',
    task: 'LambdaInvoke',
    language: 'JSONata',
    props: (scope) => ({
      ...quietly(scope),
      payload: TaskInput.fromText('{% $states.input %}'),
    }),
  },
  {
    file: 'lambda-invoke-credentials',
    title: 'Lambda invoke with another role',
    task: 'LambdaInvoke',
    props: (scope) => ({
      ...quietly(scope),
      credentials: {
        role: sfn.TaskRole.fromRole(
          iam.Role.fromRoleArn(scope, 'Other', 'arn:aws:iam::444455556666:role/other'),
        ),
      },
    }),
  },
  {
    file: 'lambda-invoke-credentials-dynamic',
    title: 'Lambda invoke with a role that the input names',
    task: 'LambdaInvoke',
    props: (scope) => ({
      ...quietly(scope),
      credentials: { role: sfn.TaskRole.fromRoleArnJsonPath('$.role') },
    }),
  },
  {
    file: 'evaluate-expression',
    title: 'EvaluateExpression, which brings its own function',
    task: 'EvaluateExpression',
    props: () => ({ expression: '$.a + $.b' }),
  },
  {
    file: 'sns-publish',
    title: 'SNS publish',
    task: 'SnsPublish',
    patterns: ['rr', 'callback'],
    props: (scope, pattern) => ({ topic: new sns.Topic(scope, 'Topic'), message: input(pattern) }),
  },
  {
    file: 'sqs-send-message',
    title: 'SQS sendMessage',
    task: 'SqsSendMessage',
    patterns: ['rr', 'callback'],
    props: (scope, pattern) => ({ queue: new sqs.Queue(scope, 'Queue'), messageBody: input(pattern) }),
  },
  {
    file: 'sqs-send-message-encrypted',
    title: 'SQS sendMessage to an encrypted queue',
    task: 'SqsSendMessage',
    props: (scope) => ({
      queue: new sqs.Queue(scope, 'Queue', { encryption: sqs.QueueEncryption.KMS }),
      messageBody: input(),
    }),
  },
  {
    file: 'sqs-send-message-dynamic',
    title: 'SQS sendMessage to a queue that the input names',
    task: 'SqsSendMessage',
    props: (scope) => ({
      queue: sqs.Queue.fromQueueAttributes(scope, 'Queue', {
        queueArn: 'arn:aws:sqs:us-east-1:111122223333:*',
        queueUrl: JsonPath.stringAt('$.url'),
      }),
      messageBody: input(),
    }),
  },
  {
    file: 'sqs-send-message-jsonata',
    title: 'SQS sendMessage in JSONata',
    task: 'SqsSendMessage',
    language: 'JSONata',
    props: (scope) => ({
      queue: new sqs.Queue(scope, 'Queue'),
      messageBody: TaskInput.fromText('{% $states.input %}'),
    }),
  },
  {
    file: 'events-put-events',
    title: 'EventBridge putEvents',
    task: 'EventBridgePutEvents',
    patterns: ['rr', 'callback'],
    props: (scope, pattern) => ({
      entries: [
        {
          detail: input(pattern),
          detailType: 'done',
          eventBus: new events.EventBus(scope, 'Bus'),
          source: 'origin',
        },
      ],
    }),
  },
  {
    file: 'events-put-events-default',
    title: 'EventBridge putEvents to the default bus',
    task: 'EventBridgePutEvents',
    props: () => ({ entries: [{ detail: input(), detailType: 'done', source: 'origin' }] }),
  },
  {
    file: 'scheduler-create-schedule',
    title: 'EventBridge Scheduler createSchedule',
    task: 'EventBridgeSchedulerCreateScheduleTask',
    props: (scope) => ({
      scheduleName: 'nightly',
      schedule: tasks.Schedule.rate(cdk.Duration.days(1)),
      target: new tasks.EventBridgeSchedulerTarget({
        arn: new sqs.Queue(scope, 'Queue').queueArn,
        role: new iam.Role(scope, 'Target', {
          assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com'),
        }),
      }),
    }),
  },
  {
    file: 'states-start-execution',
    title: 'Step Functions startExecution',
    task: 'StepFunctionsStartExecution',
    patterns: ['rr', 'sync', 'callback'],
    props: (scope, pattern) => ({ stateMachine: childOf(scope), input: input(pattern) }),
  },
  {
    file: 'states-start-execution-jsonata',
    title: 'Step Functions startExecution in JSONata',
    task: 'StepFunctionsStartExecution',
    language: 'JSONata',
    patterns: ['sync'],
    props: (scope) => ({ stateMachine: childOf(scope) }),
  },
  {
    file: 'invoke-activity',
    title: 'an activity',
    task: 'StepFunctionsInvokeActivity',
    props: (scope) => ({ activity: new sfn.Activity(scope, 'Activity') }),
  },
  {
    file: 'apigateway-invoke-rest',
    title: 'API Gateway invoke of a REST API',
    task: 'CallApiGatewayRestApiEndpoint',
    patterns: ['rr', 'callback'],
    props: (scope, pattern) => ({
      api: restApi(scope),
      stageName: 'prod',
      method: METHOD,
      authType: tasks.AuthType.IAM_ROLE,
      ...(pattern === 'callback'
        ? { headers: TaskInput.fromObject({ TaskToken: JsonPath.array(JsonPath.taskToken) }) }
        : { apiPath: '/orders' }),
    }),
  },
  {
    file: 'apigateway-invoke-rest-without-auth',
    title: 'API Gateway invoke of a REST API without authorization',
    task: 'CallApiGatewayRestApiEndpoint',
    props: (scope) => ({ api: restApi(scope), stageName: 'prod', method: METHOD }),
  },
  {
    file: 'apigateway-invoke-http',
    title: 'API Gateway invoke of an HTTP API',
    task: 'CallApiGatewayHttpApiEndpoint',
    props: (scope) => ({
      apiId: 'a1b2c3d4e5',
      apiStack: scope,
      method: METHOD,
      authType: tasks.AuthType.IAM_ROLE,
    }),
  },
  {
    file: 'http-invoke',
    title: 'HTTP invoke',
    task: 'HttpInvoke',
    props: (scope) => ({
      apiRoot: 'https://api.example.com',
      apiEndpoint: TaskInput.fromText('orders'),
      method: TaskInput.fromText('GET'),
      connection: connectionOf(scope),
    }),
  },
  {
    file: 'http-invoke-dynamic',
    title: 'HTTP invoke of a path that the input names',
    task: 'HttpInvoke',
    props: (scope) => ({
      apiRoot: 'https://api.example.com',
      apiEndpoint: TaskInput.fromJsonPathAt('$.path'),
      method: TaskInput.fromText('POST'),
      connection: connectionOf(scope),
    }),
  },
  {
    file: 'sdk-s3-get-object',
    title: 'S3 getObject by the SDK',
    task: 'CallAwsService',
    props: () => ({
      service: 's3',
      action: 'getObject',
      parameters: { Bucket: 'origin-data', Key: JsonPath.stringAt('$.key') },
      iamResources: ['arn:aws:s3:::origin-data/*'],
    }),
  },
  {
    file: 'sdk-s3-list-buckets',
    title: 'S3 listBuckets by the SDK, with an action of its own',
    task: 'CallAwsService',
    props: () => ({
      service: 's3',
      action: 'listBuckets',
      iamAction: 's3:ListAllMyBuckets',
      iamResources: ['*'],
    }),
  },
  {
    file: 'sdk-sfn-list-executions',
    title: 'Step Functions listExecutions by the SDK',
    task: 'CallAwsService',
    props: () => ({
      service: 'sfn',
      action: 'listExecutions',
      parameters: { StateMachineArn: JsonPath.stringAt('$.machine') },
      iamResources: ['*'],
    }),
  },
  {
    file: 'sdk-sagemakerruntime-invoke-endpoint',
    title: 'SageMaker invokeEndpoint by the SDK',
    task: 'CallAwsService',
    props: () => ({
      service: 'sagemakerruntime',
      action: 'invokeEndpoint',
      parameters: { EndpointName: 'churn', Body: JsonPath.objectAt('$.body') },
      iamResources: ['arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn'],
    }),
  },
  {
    file: 'sdk-eks-describe-cluster',
    title: 'EKS describeCluster by the SDK',
    task: 'CallAwsService',
    props: () => ({
      service: 'eks',
      action: 'describeCluster',
      parameters: { Name: 'blue' },
      iamResources: ['arn:aws:eks:us-east-1:111122223333:cluster/blue'],
    }),
  },
  {
    file: 'sdk-dynamodb-put-item',
    title: 'DynamoDB putItem by the SDK',
    task: 'CallAwsService',
    patterns: ['callback'],
    props: () => ({
      service: 'dynamodb',
      action: 'putItem',
      parameters: { TableName: 'orders', Item: { token: { S: JsonPath.taskToken } } },
      iamResources: ['arn:aws:dynamodb:us-east-1:111122223333:table/orders'],
    }),
  },
  {
    file: 'sdk-cross-region',
    title: 'a call of another region, which a function of the CDK makes',
    task: 'CallAwsServiceCrossRegion',
    props: () => ({
      service: 's3',
      retryOnServiceExceptions: false,
      action: 'getObject',
      parameters: { Bucket: 'origin-data', Key: 'a' },
      region: 'eu-west-1',
      iamResources: ['arn:aws:s3:::origin-data/*'],
    }),
  },
];
