import { SAGEMAKER_KINDS } from '../../src/model/sagemaker-kinds.ts';
import type { Canaries } from './canaries.ts';
import type { AccountJson, MachineJson, RoleJson } from './rule-cases.ts';

const ROUNDS = [...Array(6).keys()];
const ROLE = 'arn:aws:iam::111122223333:role/';

/** An account that can be read whole, so that all is told that is wrong with it: by values of conditions, and by URLs. */
export function plainAccount(canaries: Canaries): AccountJson {
  return {
    machines: ROUNDS.map((round) => ({
      name: `machine-${round}`,
      role: `Plain${round}`,
      definition: { Comment: canaries.plant(), States: plainStates(round, canaries) },
    })),
    roles: ROUNDS.flatMap((round) => plainRoles(round, canaries)),
    resourcePolicies: ROUNDS.map((round) => ({
      arn: `arn:aws:sagemaker:us-east-1:111122223333:model-package-group/group-${round}`,
      type: 'ModelPackageGroup',
      document: sharing(canaries),
    })),
  };
}

/** An account with a canary wherever a definition, a policy, a tag or a resource is not what it should be. */
export function muddledAccount(canaries: Canaries): AccountJson {
  return {
    machines: ROUNDS.flatMap((round) => muddledMachines(round, canaries)),
    roles: ROUNDS.flatMap((round) => muddledRoles(round, canaries)),
    sagemaker: Object.fromEntries(
      SAGEMAKER_KINDS.map(({ noun, name }) => [noun, [{ [name]: 'canary', ...resourceOf(canaries) }]]),
    ),
    resourcePolicies: ROUNDS.map((round) => ({
      arn: `arn:aws:sagemaker:us-east-1:111122223333:model-package-group/group-${round}`,
      type: 'ModelPackageGroup',
      document: `{"Statement": ${canaries.plant()}`,
    })),
    serviceControlPolicies: [[{ Version: '2012-10-17', Statement: [{ Effect: canaries.plant() }] }]],
  };
}

function plainStates(round: number, canaries: Canaries): object {
  return {
    ...tasks(round, canaries),
    End: { Type: 'Fail', Error: canaries.plant(), Cause: canaries.plant() },
  };
}

function tasks(round: number, { plant }: Canaries): object {
  const task = taskOf(plant);
  return {
    Train: task('sagemaker:createTrainingJob.sync', {
      TrainingJobName: `job-${round}`,
      RoleArn: `${ROLE}Exec${round}`,
      HyperParameters: { apiToken: plant(), rate: plant() },
      Environment: { PASSWORD: plant(), DATABASE_URL: plant() },
      AlgorithmSpecification: { TrainingImage: 'x', MetricDefinitions: [{ Name: 'x', Regex: plant() }] },
    }),
    Process: task('sagemaker:createProcessingJob', {
      ProcessingJobName: `job-${round}`,
      RoleArn: `${ROLE}Exec${round}`,
      AppSpecification: { ContainerArguments: ['--password', plant()], ContainerEntrypoint: [plant()] },
      Environment: { KEY: plant() },
    }),
    Call: task('http:invoke', {
      ApiEndpoint: `https://api.example.com/v${round}?api_key=${plant()}`,
      Method: 'POST',
      Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:111122223333:connection/c/1' },
      Headers: { Authorization: `Bearer ${plant()}` },
      QueryParameters: { token: plant() },
      RequestBody: { password: plant() },
    }),
    Invoke: task('lambda:invoke', {
      FunctionName: 'f',
      Payload: { secret: plant() },
      ClientContext: plant(),
    }),
    Put: task('dynamodb:putItem', { TableName: 't', Item: { password: { S: plant() } } }),
    Send: task('sqs:sendMessage', {
      QueueUrl: `https://sqs.us-east-1.amazonaws.com/111122223333/q?x=${round}`,
      MessageBody: plant(),
    }),
    Tell: task('sns:publish', { TopicArn: 'arn:aws:sns:us-east-1:111122223333:t', Message: plant() }),
    Run: task('ecs:runTask.sync', {
      TaskDefinition: 'd',
      Cluster: 'c',
      Overrides: { ContainerOverrides: [{ Name: 'x', Environment: [{ Name: 'TOKEN', Value: plant() }] }] },
    }),
    Store: task('aws-sdk:secretsmanager:putSecretValue', { SecretId: 's', SecretString: plant() }),
  };
}

function taskOf(plant: () => string): (resource: string, parameters: object) => object {
  return (resource, parameters) => ({
    Type: 'Task',
    Comment: plant(),
    Resource: `arn:aws:states:::${resource}`,
    Parameters: { ...parameters, Tags: [{ Key: 'secret', Value: plant() }] },
    ResultSelector: { x: plant() },
    Next: 'End',
  });
}

function muddledMachines(round: number, canaries: Canaries): readonly MachineJson[] {
  const { plant } = canaries;
  const role = `Machine${round}`;
  const task = taskOf(plant);
  const definition = {
    Comment: plant(),
    States: {
      ...tasks(round, canaries),
      Wrong: task('aws-sdk:nothing:noSuchThing', { x: plant() }),
      Text: { Type: 'Task', Resource: { secret: plant() }, Parameters: plant() },
      Odd: { Type: plant() },
      Language: {
        Type: 'Task',
        QueryLanguage: plant(),
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: {},
      },
      Data: {
        Type: 'Task',
        QueryLanguage: 'JSONata',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: `{% ${plant()} %}`,
      },
      Given: { Type: 'Pass', Result: { password: plant() }, Assign: { token: plant() } },
      Choose: { Type: 'Choice', Choices: [{ Variable: '$.x', StringEquals: plant(), Next: 'End' }] },
      Each: { Type: 'Map', Items: plant(), ItemSelector: { x: plant() }, ItemProcessor: plant() },
      End: { Type: 'Fail', Error: plant(), Cause: plant() },
    },
  };
  return [
    {
      name: `machine-${round}`,
      role,
      definition,
      settings: { loggingConfiguration: { level: plant() }, tracingConfiguration: plant() },
    },
    { name: `text-${round}`, role, definition: `{"Comment": "${plant()}", ` },
    { name: `other-${round}`, role, definition: plant() },
  ];
}

/** One role has too much, under conditions; another has nothing. */
function plainRoles(round: number, { plant, password }: Canaries): readonly RoleJson[] {
  const allow = (Action: string, Condition: object): object => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    Condition,
  });
  const policy = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });
  const wide = policy(
    allow('sagemaker:DeleteModel', { StringEquals: { 'aws:RequestTag/password': password() } }),
    allow('s3:GetObject', { StringEquals: { 'aws:PrincipalTag/api-token': [password(), password()] } }),
    allow('iam:PassRole', {
      StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:ResourceTag/x': plant() },
    }),
    allow('kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:password': password() } }),
    allow('sqs:DeleteQueue', { StringEquals: { 'aws:Referer': password() } }),
    allow('ec2:RunInstances', { StringEquals: { 'aws:ResourceTag/x': plant() } }),
    allow('dynamodb:DeleteTable', { StringLike: { 'aws:ResourceTag/y': `${plant()}*` } }),
  );
  const trust = (): object =>
    policy({
      Effect: 'Allow',
      Principal: { Service: 'states.amazonaws.com', AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': plant(), 'aws:PrincipalTag/secret': password() } },
    });
  const tags = { password: plant(), team: plant() };
  return [
    { name: `Plain${round}`, tags, trust: round % 2 === 0 ? 'states' : trust(), policies: { wide } },
    { name: `Exec${round}`, tags, trust: 'sagemaker', policies: round % 2 === 0 ? {} : { wide } },
  ];
}

function muddledRoles(round: number, canaries: Canaries): readonly RoleJson[] {
  const { plant, password } = canaries;
  const allow = (Action: string, Condition: object, more: object = {}): object => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    Condition,
    ...more,
  });
  const policy = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });
  return [
    {
      name: `Machine${round}`,
      tags: { password: plant(), team: plant() },
      trust: policy({
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com', AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': plant() }, StringLike: { 'aws:Referer': password() } },
      }),
      policies: {
        Conditions: policy(
          allow('sagemaker:*', { StringEquals: { 'aws:RequestTag/password': password() } }),
          allow('s3:*', {
            StringLike: { 's3:prefix': plant(), 'aws:PrincipalTag/api-token': [password(), password()] },
          }),
          allow('iam:PassRole', { StringEquals: { 'aws:ResourceTag/key': plant() } }),
          allow('kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:password': password() } }),
          allow('lambda:*', {
            ArnLike: { 'aws:SourceArn': plant() },
            Bool: { 'aws:SecureTransport': plant() },
          }),
          allow('ec2:*', { NoSuchOperator: { 'aws:RequestTag/x': plant() } }),
          allow('sns:*', {
            DateLessThan: { 'aws:CurrentTime': plant() },
            IpAddress: { 'aws:SourceIp': plant() },
          }),
          allow('sqs:*', {}, { Nonsense: plant(), NotAction: plant() }),
          allow('states:*', plant() as unknown as object),
        ),
        Text: `{"Version": "2012-10-17", "Statement": [{"Sid": "${plant()}`,
        Version: { Version: plant(), Statement: plant() },
      },
      boundary: policy(allow('*', { StringNotEquals: { 'aws:RequestTag/secret': password() } })),
    },
    {
      name: `Exec${round}`,
      trust: 'sagemaker',
      tags: { token: plant() },
      policies: {
        Wide: policy(
          allow('*', { StringEquals: { 'aws:ResourceTag/token': password(), 'aws:ResourceTag/x': plant() } }),
        ),
      },
    },
  ];
}

/** Fields that Describe operations answer with and no need is made of. */
function resourceOf({ plant }: Canaries): object {
  return {
    RoleArn: `${ROLE}Exec0`,
    ExecutionRoleArn: `${ROLE}Exec0`,
    Environment: { PASSWORD: plant(), URL: plant() },
    HyperParameters: { token: plant() },
    FailureReason: plant(),
    Description: plant(),
    PipelineDefinition: `{"Parameters": [{"DefaultValue": "${plant()}"}], `,
    PrimaryContainer: { Image: 'x', Environment: { KEY: plant() } },
    Tags: [{ Key: 'password', Value: plant() }],
  };
}

function sharing({ plant, password }: Canaries): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '444455556666' },
        Action: 'sagemaker:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/password': password(), 'sts:ExternalId': plant() } },
      },
    ],
  };
}
