import type { ExecutionRole } from './execution-role.ts';
import { mayUseKey } from './key.ts';
import { allowedFor, granting, together } from './needs.ts';
import { rolesIn, whole } from './request-part.ts';
import { FOLDER, mayDo, PREFIX, reads, writes } from './storage.ts';

const POTENTIALLY = { confidence: 'potential' } as const;

const REGISTRY_ACTIONS = [
  'sagemaker:AddTags',
  'sagemaker:CreateModelPackage',
  'sagemaker:CreateModelPackageGroup',
  'sagemaker:DescribeModelPackageGroup',
  'sagemaker:UpdateModelPackage',
] as const;

/**
 * A server of MLflow: it keeps artifacts in a bucket and may register models.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/mlflow-create-tracking-server-iam.html
 */
export function mlflowServer(noun: string): ExecutionRole {
  const path = 'ArtifactStoreUri';
  return {
    noun,
    source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/mlflow-create-tracking-server-iam.html',
    roles: (request) => {
      const server = whole(request);
      const ask = { resources: ['*'], need: 'write', source: 'docs-2025' } as const;
      const needs = () =>
        together(
          reads(server, path, PREFIX, POTENTIALLY),
          writes(server, path, FOLDER, POTENTIALLY),
          mayUseKey(server, 'KmsKeyId'),
          granting(...allowedFor(server, 'RoleArn', { ...ask, actions: REGISTRY_ACTIONS })),
          mayDo(server, path, ['s3:Get*', 's3:List*', 's3:Put*']),
        );
      return rolesIn(server, 'RoleArn', needs);
    },
  };
}
