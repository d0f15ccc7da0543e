import { LAUNCH_POLICY } from './baselines/service-catalog-products.ts';

/** A role that the SageMaker console makes for projects and JumpStart. */
export interface ServiceCatalogRole {
  readonly name: string;
  /** `launch` and `use` came first; the others divide among them, since July 2022, what `use` is for. */
  readonly part: 'launch' | 'use' | 'other';
  /** Who has to be able to assume it; of several, one at least. */
  readonly services: readonly [string, ...string[]];
  /** The AWS managed policy that makes up all of its permissions; absent where no document says what they are. */
  readonly policy?: { readonly name: string; readonly path: string };
}

/** All of them live here: products name the launch role by this path, and it may pass roles from nowhere else. */
export const SERVICE_CATALOG_PATH = '/service-role/';

/**
 * The use role serves whatever a template makes, under a policy that the console writes and nobody documents; the
 * execution role has AmazonSageMakerFullAccess, which anybody may well narrow.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol-sc.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-projects-studio-updates.html
 */
export const SERVICE_CATALOG_ROLES: readonly ServiceCatalogRole[] = [
  {
    name: 'AmazonSageMakerServiceCatalogProductsLaunchRole',
    part: 'launch',
    services: ['servicecatalog.amazonaws.com'],
    policy: { name: LAUNCH_POLICY, path: '/' },
  },
  {
    name: 'AmazonSageMakerServiceCatalogProductsUseRole',
    part: 'use',
    services: [
      'apigateway.amazonaws.com',
      'cloudformation.amazonaws.com',
      'codebuild.amazonaws.com',
      'codepipeline.amazonaws.com',
      'events.amazonaws.com',
      'firehose.amazonaws.com',
      'glue.amazonaws.com',
      'lambda.amazonaws.com',
      'sagemaker.amazonaws.com',
      'states.amazonaws.com',
    ],
  },
  {
    name: 'AmazonSageMakerServiceCatalogProductsExecutionRole',
    part: 'other',
    services: ['sagemaker.amazonaws.com'],
  },
  other('ApiGateway', 'apigateway'),
  other('Cloudformation', 'cloudformation'),
  { ...other('CodeBuild', 'codebuild'), policy: { name: policyOf('CodeBuild'), path: '/' } },
  other('CodePipeline', 'codepipeline'),
  other('Events', 'events'),
  other('Firehose', 'firehose'),
  other('Glue', 'glue'),
  other('Lambda', 'lambda'),
];

function other(service: string, principal: string): ServiceCatalogRole {
  return {
    name: `AmazonSageMakerServiceCatalogProducts${service}Role`,
    part: 'other',
    services: [`${principal}.amazonaws.com`],
    policy: { name: policyOf(service), path: SERVICE_CATALOG_PATH },
  };
}

function policyOf(service: string): string {
  return `AmazonSageMakerServiceCatalogProducts${service}ServiceRolePolicy`;
}
