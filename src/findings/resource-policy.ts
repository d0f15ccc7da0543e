import { parseArn } from '../model/arn.ts';
import type { Request } from '../policy/request.ts';

/**
 * Services, or single actions, whose resources carry policies of their own, with which a call can be allowed that the role's policies do
 * not allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const SERVICES_AND_ACTIONS: ReadonlySet<string> = new Set([
  'acm-pca',
  'backup',
  'bedrock',
  'cloudtrail',
  'codeartifact',
  'dynamodb',
  'ecr',
  'elasticfilesystem',
  'es',
  'events:putevents',
  'execute-api',
  'glacier',
  'glue',
  'kinesis',
  'kms',
  'lambda',
  'lex',
  'logs',
  'redshift-serverless',
  'rekognition',
  's3',
  's3-object-lambda',
  's3-outposts',
  's3express',
  's3tables',
  'secretsmanager',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'vpc-lattice',
]);

/**
 * Whether the policy of the resource alone could allow what a role of `accountId` lacks. Across accounts both have to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function resourceMayAllow({ action, resource }: Request, accountId: string): boolean {
  const name = action.toLowerCase();
  const service = name.slice(0, name.indexOf(':'));
  if (!SERVICES_AND_ACTIONS.has(service) && !SERVICES_AND_ACTIONS.has(name)) return false;
  const owner = parseArn(resource)?.accountId ?? accountId;
  return resource !== '*' && (owner === '' || owner === accountId);
}
