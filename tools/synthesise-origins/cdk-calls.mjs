/** Calls of APIs: API Gateway, HTTP and the SDK. */
import { apigateway, cdk, events, sfn, tasks } from './packages.mjs';

const { JsonPath, TaskInput } = sfn;

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

export const callCases = [
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
