/** Distributed Map, HTTP, tracing, logs and encryption. */
import { allow, arn, documented, NO_TASKS, page, task } from './by-hand.mjs';

const MAP = page('iam-policies-eg-dist-map');
const START_SELF = allow(['states:StartExecution'], [arn('states', 'stateMachine:origin')]);
const POLL_SELF = allow(['states:DescribeExecution'], arn('states', 'execution:origin:*'));

/** A Distributed Map with what `fields` adds, and the statements that run it beside its own. */
const map = (file, title, fields, statements) =>
  documented(
    `map-distributed${file}`,
    `Distributed Map${title}`,
    MAP,
    {
      StartAt: 'Map',
      States: {
        Map: {
          Type: 'Map',
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...NO_TASKS },
          ...fields,
          End: true,
        },
      },
    },
    [START_SELF, POLL_SELF, ...statements],
  );

const reader = (api, Parameters, InputType) => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${api}`,
    ...(InputType === undefined ? {} : { ReaderConfig: { InputType } }),
    Parameters: { Bucket: 'origin-data', ...Parameters },
  },
});
const RESULTS = {
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: { Bucket: 'origin-results', Prefix: 'csvJobs' },
  },
};
const WRITE = allow(
  ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
  ['arn:aws:s3:::origin-results/csvJobs/*'],
);
const KEY = arn('kms', 'key/111aa2bb-333c-4d44-5555-a111bb2c33dd');

const maps = [
  map('', '', {}, []),
  map('-redrive', ' that may be redriven', { Label: 'Items' }, [
    allow(['states:RedriveExecution'], arn('states', 'execution:origin/Items:*')),
  ]),
  map('-csv', ' over a CSV file', reader('getObject', { Key: 'csvDataset/ratings.csv' }, 'CSV'), [
    allow(['s3:GetObject'], ['arn:aws:s3:::origin-data/csvDataset/ratings.csv']),
  ]),
  map('-objects', ' over the objects under a prefix', reader('listObjectsV2', { Prefix: 'json/' }), [
    allow(['s3:ListBucket'], ['arn:aws:s3:::origin-data'], { StringLike: { 's3:prefix': ['json/'] } }),
    allow(['s3:GetObject'], ['arn:aws:s3:::origin-data/json/*']),
  ]),
  map(
    '-manifest',
    ' over an inventory',
    reader('getObject', { Key: 'inventory/2026-01-01T00-00Z/manifest.json' }, 'MANIFEST'),
    [
      allow(
        ['s3:GetObject'],
        [
          'arn:aws:s3:::origin-data/inventory/2026-01-01T00-00Z/manifest.json',
          'arn:aws:s3:::origin-data/inventory/data/*',
        ],
      ),
    ],
  ),
  map('-writer', ' that writes its results', RESULTS, [WRITE]),
  map('-writer-encrypted', ' that writes its results to an encrypted bucket', RESULTS, [
    WRITE,
    allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], [KEY]),
  ]),
];

const CONNECTION = arn('events', 'connection/oauth_connection/aeabd89e-d39c-4181-9486-9fe03e6f286a');

const http = [
  documented(
    'http-invoke',
    'HTTP invoke',
    page('call-https-apis'),
    task('http:invoke', {
      ApiEndpoint: 'https://api.example.com/v1/customers',
      Authentication: { ConnectionArn: CONNECTION },
      Method: 'GET',
    }),
    [
      allow('states:InvokeHTTPEndpoint', arn('states', 'stateMachine:origin'), {
        StringEquals: { 'states:HTTPMethod': 'GET' },
        StringLike: { 'states:HTTPEndpoint': 'https://api.example.com/*' },
      }),
      allow(['events:RetrieveConnectionCredentials'], CONNECTION),
      allow(
        ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        'arn:aws:secretsmanager:*:*:secret:events!connection/*',
      ),
    ],
  ),
];

const LOG_GROUP = arn('logs', 'log-group:/aws/vendedlogs/states/origin:*');
const LOGS = {
  loggingConfiguration: {
    level: 'ALL',
    includeExecutionData: true,
    destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: LOG_GROUP } }],
  },
};
const LOG_ACTIONS = [
  ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
].map((name) => `logs:${name}`);
const LOG_ACTIONS_TODAY = [...LOG_ACTIONS, 'logs:CreateLogStream', 'logs:PutLogEvents'];
const ENCRYPTED = { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY } };
const AT_REST = page('encryption-at-rest');
const DATA_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];
const OWN_KEY = allow(DATA_KEY, [KEY], {
  StringEquals: {
    'kms:EncryptionContext:aws:states:stateMachineArn': [arn('states', 'stateMachine:origin')],
  },
});
const LOG_KEY = allow('kms:GenerateDataKey', KEY, {
  StringEquals: { 'kms:EncryptionContext:SourceArn': arn('logs', '*') },
});
const ACTIVITY = arn('states', 'activity:approve');
const ACTIVITY_KEY = allow(DATA_KEY, [KEY], {
  StringEquals: { 'kms:EncryptionContext:aws:states:activityArn': [ACTIVITY] },
});
const BY_HAND = {
  StartAt: 'Task',
  States: { Task: { Type: 'Task', Resource: ACTIVITY, End: true } },
};

const machines = [
  documented(
    'machine-tracing',
    'a machine with tracing',
    page('xray-iam', '86069ef3240371989875aa6b4b1e0cbb0ea06f8e'),
    NO_TASKS,
    [
      allow(
        [
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
        ],
        ['*'],
      ),
    ],
    { tracingConfiguration: { enabled: true } },
  ),
  documented(
    'machine-logs',
    'a machine with logs',
    page('cw-logs'),
    NO_TASKS,
    [allow(LOG_ACTIONS_TODAY, '*')],
    LOGS,
  ),
  documented(
    'machine-logs-2022',
    'a machine with logs, of 2022',
    page('cw-logs', '83ee806279aec2a65c425516f47babaad6c06297'),
    NO_TASKS,
    [allow(LOG_ACTIONS, '*')],
    LOGS,
  ),
  documented(
    'machine-encrypted',
    'a machine under a key of its own',
    AT_REST,
    NO_TASKS,
    [OWN_KEY],
    ENCRYPTED,
  ),
  documented(
    'machine-encrypted-logs',
    'a machine under a key of its own, with logs',
    AT_REST,
    NO_TASKS,
    [OWN_KEY, LOG_KEY, allow(LOG_ACTIONS_TODAY, '*')],
    { ...ENCRYPTED, ...LOGS },
  ),
  documented('activity-encrypted', 'an activity under a key of its own', AT_REST, BY_HAND, [ACTIVITY_KEY]),
  documented('activity-deny-all', 'an activity alone, with all denied', page('activities-iam'), BY_HAND, [
    { Effect: 'Deny', Action: '*', Resource: '*' },
  ]),
];

export const machineTemplates = [...maps, ...http, ...machines];
