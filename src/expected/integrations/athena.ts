import type { Integration } from '../integration.ts';
import { IN_SYNC, type Step, serviceIntegration } from '../service-integration.ts';
import { anywhere, named, someOf, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html';
const ATHENA = 'arn:{partition}:athena:{region}:{account}';
const GLUE = 'arn:{partition}:glue:{region}:{account}';

/** The templates grant the same actions on workgroup and catalogs. */
const workgroup = named(`${ATHENA}:workgroup/{WorkGroup}`, {
  absent: `${ATHENA}:workgroup/primary`,
  wider: [`${ATHENA}:datacatalog/*`],
});
/** A query is named by an id that does not tell its workgroup. */
const someWorkgroup = someOf(named(`${ATHENA}:workgroup/*`, { wider: ['*'] }));
const databases = named(`${GLUE}:catalog`, {
  wider: [`${GLUE}:database/*`, `${GLUE}:table/*`, `${GLUE}:userDefinedFunction/*`],
});

/** Which data a query reads and writes only a run knows; the templates grant all of it. */
function data(service: string, names: readonly string[], on: TargetsOf): readonly Step[] {
  return names.map((name) => ({
    action: `${service}:${name}`,
    need: 'create',
    on,
    neededIn: [],
    source: 'docs-2023',
  }));
}

const S3_ACTIONS: readonly string[] = [
  'GetBucketLocation',
  'GetObject',
  'ListBucket',
  'ListBucketMultipartUploads',
  'ListMultipartUploadParts',
  'AbortMultipartUpload',
  'CreateBucket',
  'PutObject',
];

const GLUE_ACTIONS: readonly string[] = [
  'CreateDatabase',
  'GetDatabase',
  'GetDatabases',
  'UpdateDatabase',
  'DeleteDatabase',
  'CreateTable',
  'UpdateTable',
  'GetTable',
  'GetTables',
  'DeleteTable',
  'BatchDeleteTable',
  'BatchCreatePartition',
  'CreatePartition',
  'UpdatePartition',
  'GetPartition',
  'GetPartitions',
  'BatchGetPartition',
  'DeletePartition',
  'BatchDeletePartition',
];

/** Only the template for `.sync` lists them, and nothing in the guide calls them. */
const listed: readonly Step[] = [
  'GetWorkGroup',
  'BatchGetQueryExecution',
  'GetQueryResults',
  'ListQueryExecutions',
].map((name) => ({
  action: `athena:${name}`,
  need: 'documented',
  on: workgroup,
  neededIn: [],
  grantedIn: IN_SYNC,
  source: 'docs-2025',
}));

function ofQuery(api: string, ...steps: readonly Step[]): Integration {
  const action = `athena:${api.charAt(0).toUpperCase()}${api.slice(1)}`;
  return serviceIntegration({
    resource: `athena:${api}`,
    patterns: ['request-response'],
    source: SOURCE,
    steps: [{ action, need: 'create', on: someWorkgroup }, ...steps],
  });
}

/** Queries; CDK grants `athena:GetQueryExecution` to one that is not waited for too. */
export const athena: readonly Integration[] = [
  ofQuery('getQueryExecution'),
  ofQuery('getQueryResults', ...data('s3', ['GetObject'], anywhere)),
  serviceIntegration({
    resource: 'athena:startQueryExecution',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'athena:StartQueryExecution', need: 'create', on: workgroup },
      {
        action: 'athena:GetQueryExecution',
        need: 'poll',
        on: workgroup,
        neededIn: IN_SYNC,
        grantedIn: ['request-response', '.sync'],
        source: 'docs-2023',
      },
      {
        action: 'athena:StopQueryExecution',
        need: 'cancel',
        on: workgroup,
        neededIn: IN_SYNC,
        source: 'docs-2023',
      },
      { action: 'athena:GetDataCatalog', need: 'create', on: workgroup, neededIn: [], source: 'docs-2023' },
      ...listed,
      ...data('s3', S3_ACTIONS, anywhere),
      ...data('glue', GLUE_ACTIONS, databases),
      ...data('lakeformation', ['GetDataAccess'], anywhere),
    ],
  }),
  ofQuery('stopQueryExecution'),
];
