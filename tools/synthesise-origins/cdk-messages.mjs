/** Lambda, messages and nested executions. */
import { cdk, events, iam, lambda, sfn, sns, sqs, tasks } from './packages.mjs';

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
];
