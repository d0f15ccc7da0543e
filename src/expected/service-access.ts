import { prefixOf } from './sdk/service-prefix.ts';

/** What a call of another service may use, as far as this version can tell: whole services. */
export interface ServiceAccess {
  readonly actions: readonly string[];
  /** True where the call may hand over a role. */
  readonly passesRoles: boolean;
  /** True where `.sync` may use a managed EventBridge rule. */
  readonly usesRules: boolean;
}

const HTTP_ACTIONS: readonly string[] = [
  'states:InvokeHTTPEndpoint',
  'events:RetrieveConnectionCredentials',
  'secretsmanager:GetSecretValue',
  'secretsmanager:DescribeSecret',
];

/** Optimized services that only call: no role is handed over and no rule kept. */
const PLAIN: ReadonlyMap<string, readonly string[]> = new Map([
  ['apigateway', ['execute-api:*']],
  ['dynamodb', ['dynamodb:*']],
  ['events', ['events:*']],
  ['http', HTTP_ACTIONS],
  ['lambda', ['lambda:*']],
  ['sns', ['sns:*']],
  ['sqs', ['sqs:*']],
]);

/** Optimized services that use more than their own prefix. */
const COMPOSED: ReadonlyMap<string, readonly string[]> = new Map([
  ['athena', ['athena:*', 's3:*', 'glue:*', 'lakeformation:GetDataAccess']],
  ['eks', ['eks:*', 'iam:CreateServiceLinkedRole']],
  ['emr-containers', ['emr-containers:*', 'iam:CreateServiceLinkedRole']],
  ['emr-serverless', ['emr-serverless:*', 'iam:CreateServiceLinkedRole']],
]);

/** An optimized integration, by the service in its `Resource`. */
export function optimizedAccess(service: string): ServiceAccess {
  const plain = PLAIN.get(service);
  if (plain !== undefined) return { actions: plain, passesRoles: false, usesRules: false };
  return { actions: COMPOSED.get(service) ?? [`${service}:*`], passesRoles: true, usesRules: true };
}

/**
 * An AWS SDK integration, by the SDK's service id; an id that is not listed is its own IAM prefix. The pattern
 * `.sync`, and with it the managed rule, does not exist for these.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkAccess(service: string): ServiceAccess {
  return { actions: [`${prefixOf(service)}:*`], passesRoles: true, usesRules: false };
}
