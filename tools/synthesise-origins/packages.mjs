/** The generators, which are no dependencies of the project: `tools/synthesise-origins.ts` installs them aside. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../.cache/origins');

/** Loads a package, or one of its modules, from the folder aside. */
export const load = createRequire(join(FOLDER, 'package.json'));

/** `aws-cdk-lib 2.276.0` */
export function versionOf(name) {
  return `${name} ${load(`${name}/package.json`).version}`;
}

export const cdk = load('aws-cdk-lib');
export const sfn = load('aws-cdk-lib/aws-stepfunctions');
export const tasks = load('aws-cdk-lib/aws-stepfunctions-tasks');
export const ec2 = load('aws-cdk-lib/aws-ec2');
export const ecs = load('aws-cdk-lib/aws-ecs');
export const eks = load('aws-cdk-lib/aws-eks');
export const events = load('aws-cdk-lib/aws-events');
export const iam = load('aws-cdk-lib/aws-iam');
export const kms = load('aws-cdk-lib/aws-kms');
export const lambda = load('aws-cdk-lib/aws-lambda');
export const logs = load('aws-cdk-lib/aws-logs');
export const s3 = load('aws-cdk-lib/aws-s3');
export const sns = load('aws-cdk-lib/aws-sns');
export const sqs = load('aws-cdk-lib/aws-sqs');
export const apigateway = load('aws-cdk-lib/aws-apigateway');
export const batch = load('aws-cdk-lib/aws-batch');
export const bedrock = load('aws-cdk-lib/aws-bedrock');
export const codebuild = load('aws-cdk-lib/aws-codebuild');
export const dynamodb = load('aws-cdk-lib/aws-dynamodb');
