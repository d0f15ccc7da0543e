/** What the intrinsic functions of a template would give once its resources exist. */

const PLACE = 'us-east-1:111122223333';

/** ARNs without `arn:aws:`, by type of resource. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::ApiGateway::RestApi': () => `apigateway:us-east-1::/restapis/${API_ID}`,
  'AWS::ApiGatewayV2::Api': () => `apigateway:us-east-1::/apis/${API_ID}`,
  'AWS::Batch::JobDefinition': (name) => `batch:${PLACE}:job-definition/${name}:1`,
  'AWS::Batch::JobQueue': (name) => `batch:${PLACE}:job-queue/${name}`,
  'AWS::CodeBuild::Project': (name) => `codebuild:${PLACE}:project/${name}`,
  'AWS::DynamoDB::Table': (name) => `dynamodb:${PLACE}:table/${name}`,
  'AWS::ECS::Cluster': (name) => `ecs:${PLACE}:cluster/${name}`,
  'AWS::ECS::TaskDefinition': (name) => `ecs:${PLACE}:task-definition/${name}:1`,
  'AWS::Events::Connection': (name) => `events:${PLACE}:connection/${name}/${UUID}`,
  'AWS::Events::EventBus': (name) => `events:${PLACE}:event-bus/${name}`,
  'AWS::IAM::InstanceProfile': (name) => `iam::111122223333:instance-profile/${name}`,
  'AWS::IAM::Role': (name) => `iam::111122223333:role/${name}`,
  'AWS::KMS::Key': () => `kms:${PLACE}:key/${UUID}`,
  'AWS::Lambda::Function': (name) => `lambda:${PLACE}:function:${name}`,
  'AWS::Logs::LogGroup': (name) => `logs:${PLACE}:log-group:/aws/vendedlogs/states/${name}:*`,
  'AWS::S3::Bucket': (name) => `s3:::${name}`,
  'AWS::SNS::Topic': (name) => `sns:${PLACE}:${name}`,
  'AWS::SQS::Queue': (name) => `sqs:${PLACE}:${name}`,
  'AWS::StepFunctions::Activity': (name) => `states:${PLACE}:activity:${name}`,
  'AWS::StepFunctions::StateMachine': (name) => `states:${PLACE}:stateMachine:${name}`,
};

const API_ID = 'a1b2c3d4e5';
const UUID = '1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d';

/** Types whose `Ref` is not the name. */
const REFS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::ApiGateway::RestApi': () => API_ID,
  'AWS::ApiGatewayV2::Api': () => API_ID,
  'AWS::Batch::JobDefinition': (name) => arnOf('AWS::Batch::JobDefinition', name),
  'AWS::Batch::JobQueue': (name) => arnOf('AWS::Batch::JobQueue', name),
  'AWS::EC2::SecurityGroup': () => 'sg-0a1b2c3d4e5f60718',
  'AWS::EC2::Subnet': () => 'subnet-0a1b2c3d4e5f60718',
  'AWS::ECS::TaskDefinition': (name) => arnOf('AWS::ECS::TaskDefinition', name),
  'AWS::KMS::Key': () => UUID,
  'AWS::Logs::LogGroup': (name) => `/aws/vendedlogs/states/${name}`,
  'AWS::SNS::Topic': (name) => arnOf('AWS::SNS::Topic', name),
  'AWS::SQS::Queue': (name) => `https://sqs.us-east-1.amazonaws.com/111122223333/${name}`,
  'AWS::StepFunctions::Activity': (name) => arnOf('AWS::StepFunctions::Activity', name),
  'AWS::StepFunctions::StateMachine': (name) => arnOf('AWS::StepFunctions::StateMachine', name),
};

const ATTRIBUTES: Readonly<Record<string, (name: string) => string>> = {
  'AWS::EC2::SecurityGroup.GroupId': () => 'sg-0a1b2c3d4e5f60718',
  'AWS::Events::Connection.SecretArn': (name) =>
    `arn:aws:secretsmanager:${PLACE}:secret:events!connection/${name}/${UUID}-AbCdEf`,
  'AWS::Events::EventBus.Name': (name) => name,
  'AWS::SQS::Queue.QueueName': (name) => name,
  'AWS::SNS::Topic.TopicName': (name) => name,
  'AWS::StepFunctions::Activity.Name': (name) => name,
  'AWS::StepFunctions::StateMachine.Name': (name) => name,
};

function arnOf(type: string, name: string): string {
  const arn = ARNS[type];
  if (arn === undefined) throw new Error(`the form of an ARN of ${type} is not known`);
  return `arn:aws:${arn(name)}`;
}

/** What `Ref` gives. */
export function refOf(type: string, name: string): string {
  return (REFS[type] ?? ((plain: string) => plain))(name);
}

/** What `Fn::GetAtt` gives; only names and ARNs are known. */
export function attributeOf(type: string, name: string, attribute: string): string {
  const known = ATTRIBUTES[`${type}.${attribute}`];
  if (known !== undefined) return known(name);
  if (attribute.endsWith('Arn')) return arnOf(type, name);
  throw new Error(`what the attribute ${attribute} of ${type} gives is not known`);
}

/** `TopicBFC7AF6E` → `origin-topic`: the name that the resource of a logical id gets. */
export function nameOf(logicalId: string): string {
  const words = logicalId.replace(/[0-9A-F]{8}$/, '').replace(/Resource$/, '');
  const kebab = words.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return kebab === 'origin' ? kebab : `origin-${kebab}`;
}
