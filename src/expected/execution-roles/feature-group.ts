import type { ExecutionRole } from '../execution-role.ts';
import { encrypts, mayUseKey } from '../key.ts';
import type { Needs } from '../named-role.ts';
import { allowedFor, granting, NOTHING, together } from '../needs.ts';
import { type RequestPart, rolesIn, valueIn, whole } from '../request-part.ts';
import { FOLDER, mayDo, writes } from '../storage.ts';

const STORE = 'OfflineStoreConfig.S3StorageConfig';

/** A feature group; its role writes the offline store and its table in the catalog of Glue. */
export const featureGroup: ExecutionRole = {
  noun: 'FeatureGroup',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-adding-policies.html',
  roles: (request) => {
    const group = whole(request);
    const needs = () =>
      together(
        writes(group, `${STORE}.S3Uri`, FOLDER),
        encrypts(group, `${STORE}.KmsKeyId`),
        mayUseKey(group, 'OnlineStoreConfig.SecurityConfig.KmsKeyId'),
        catalogNeeds(group),
      );
    return rolesIn(group, 'RoleArn', needs);
  },
};

const CATALOG_ACTIONS = [
  'glue:CreateDatabase',
  'glue:CreateTable',
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetTable',
  'glue:GetTables',
  'glue:UpdateTable',
] as const;

/** https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol-feature-store.html */
function catalogNeeds(group: RequestPart): Needs {
  const path = `${STORE}.S3Uri`;
  if (valueIn(group, path).kind === 'absent') return NOTHING;
  const ask = { need: 'write', source: 'docs-2023', resources: ['*'] } as const;
  return together(
    mayDo(group, path, ['s3:GetBucketAcl', 's3:PutObjectAcl']),
    granting(...allowedFor(group, path, { ...ask, actions: CATALOG_ACTIONS })),
  );
}
