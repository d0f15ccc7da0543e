/** EMR in its three forms, Athena, SageMaker and Bedrock. */
import { allow, arn, both, documented, page, passRole, roleArn, rule, task } from './by-hand.mjs';

const EMR = page('connect-emr');
const EMR_BEFORE = page('emr-iam', '83ee806279aec2a65c425516f47babaad6c06297');
const CLUSTER = arn('elasticmapreduce', 'cluster/j-2AXXXXXXGAPLF');
const CLUSTERS = 'arn:aws:elasticmapreduce:*:*:cluster/*';
const FIXED = { ClusterId: 'j-2AXXXXXXGAPLF' };
const OPEN = { 'ClusterId.$': '$.cluster' };
const emrActions = (...names) => names.map((name) => `elasticmapreduce:${name}`);

const cluster = (file, api, actions, { more = {}, anywhere = CLUSTERS } = {}) =>
  both(
    `emr-${file}`,
    `EMR ${api}`,
    EMR,
    [task(`elasticmapreduce:${api}`, { ...FIXED, ...more }), [allow(actions, [CLUSTER])]],
    [task(`elasticmapreduce:${api}`, { ...OPEN, ...more }), [allow(actions, anywhere)]],
  );

/** The same with the rule that the page of 2023 adds, which today's no longer shows. */
const withRule = (file, api, actions, name, more = {}) =>
  both(
    `emr-${file}-2023`,
    `EMR ${api} of 2023`,
    EMR_BEFORE,
    [task(`elasticmapreduce:${api}`, { ...FIXED, ...more }), [allow(actions, [CLUSTER]), rule(name)]],
    [task(`elasticmapreduce:${api}`, { ...OPEN, ...more }), [allow(actions, CLUSTERS), rule(name)]],
  );

const STEP = { Step: { Name: 'count', HadoopJarStep: { Jar: 'command-runner.jar' } } };
const STEP_ACTIONS = emrActions('AddJobFlowSteps', 'DescribeStep', 'CancelSteps');
const END_ACTIONS = emrActions('TerminateJobFlows', 'DescribeCluster');
const CREATE = task('elasticmapreduce:createCluster.sync', {
  Name: 'nightly',
  ServiceRole: 'emr-service',
  JobFlowRole: 'emr-nodes',
  ReleaseLabel: 'emr-7.1.0',
  Instances: { InstanceCount: 1, MasterInstanceType: 'm5.xlarge' },
});
const CREATE_GRANTS = [
  allow(emrActions('RunJobFlow', 'DescribeCluster', 'TerminateJobFlows'), '*'),
  allow('iam:PassRole', [roleArn('emr-service'), roleArn('emr-nodes')]),
];

const emr = [
  ...cluster('add-step', 'addStep', STEP_ACTIONS, { more: STEP }),
  ...withRule(
    'add-step',
    'addStep.sync',
    STEP_ACTIONS,
    'StepFunctionsGetEventForEMRAddJobFlowStepsRule',
    STEP,
  ),
  ...cluster('cancel-step', 'cancelStep', 'elasticmapreduce:CancelSteps', { more: { 'StepId.$': '$.step' } }),
  ...cluster(
    'set-termination-protection',
    'setClusterTerminationProtection',
    'elasticmapreduce:SetTerminationProtection',
    { more: { TerminationProtected: false } },
  ),
  ...cluster(
    'modify-instance-fleet',
    'modifyInstanceFleetByName',
    emrActions('ModifyInstanceFleet', 'ListInstanceFleets'),
    { more: { InstanceFleetName: 'core', InstanceFleet: { TargetOnDemandCapacity: 2 } } },
  ),
  ...cluster(
    'modify-instance-group',
    'modifyInstanceGroupByName',
    emrActions('ModifyInstanceGroups', 'ListInstanceGroups'),
    { more: { InstanceGroupName: 'core', InstanceGroup: { InstanceCount: 2 } }, anywhere: '*' },
  ),
  ...cluster('terminate-cluster', 'terminateCluster', END_ACTIONS),
  ...withRule(
    'terminate-cluster',
    'terminateCluster.sync',
    END_ACTIONS,
    'StepFunctionsGetEventForEMRTerminateJobFlowsRule',
  ),
  documented('emr-create-cluster', 'EMR createCluster.sync', EMR, CREATE, CREATE_GRANTS),
  documented('emr-create-cluster-2023', 'EMR createCluster.sync of 2023', EMR_BEFORE, CREATE, [
    ...CREATE_GRANTS,
    rule('StepFunctionsGetEventForEMRRunJobFlowRule'),
  ]),
];

const GLUE_ACTIONS = [
  ...['CreateDatabase', 'GetDatabase', 'GetDatabases', 'UpdateDatabase', 'DeleteDatabase', 'CreateTable'],
  ...['UpdateTable', 'GetTable', 'GetTables', 'DeleteTable', 'BatchDeleteTable', 'BatchCreatePartition'],
  ...['CreatePartition', 'UpdatePartition', 'GetPartition', 'GetPartitions', 'BatchGetPartition'],
  ...['DeletePartition', 'BatchDeletePartition'],
].map((name) => `glue:${name}`);
const QUERY_STORAGE = [
  allow(
    [
      ...['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      ...['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload', 's3:CreateBucket', 's3:PutObject'],
    ],
    ['arn:aws:s3:::*'],
  ),
  allow(
    GLUE_ACTIONS,
    ['catalog', 'database/*', 'table/*', 'userDefinedFunction/*'].map((part) => arn('glue', part)),
  ),
  allow(['lakeformation:GetDataAccess'], ['*']),
];
const ATHENA = page('athena-iam', 'de67ba0a1c471f9a6e611e9bda182c71fa0f7eb0');
const start = (group, actions) => [
  allow(actions, [arn('athena', `workgroup/${group}`), arn('athena', 'datacatalog/*')]),
  ...QUERY_STORAGE,
];
const START = ['athena:startQueryExecution', 'athena:getDataCatalog'];
const START_SYNC = [START[0], 'athena:stopQueryExecution', 'athena:getQueryExecution', START[1]];
const ANY_GROUP = [arn('athena', 'workgroup/*')];
const QUERY_ID = { 'QueryExecutionId.$': '$.id' };

const athena = [
  ...['', '.sync'].flatMap((suffix) =>
    both(
      `athena-start-query-execution${suffix.replace('.', '-')}`,
      `Athena startQueryExecution${suffix}`,
      ATHENA,
      [
        task(`athena:startQueryExecution${suffix}`, { QueryString: 'SELECT 1', WorkGroup: 'primary' }),
        start('primary', suffix === '' ? START : START_SYNC),
      ],
      [
        task(`athena:startQueryExecution${suffix}`, { QueryString: 'SELECT 1', 'WorkGroup.$': '$.group' }),
        start('*', suffix === '' ? START : START_SYNC),
      ],
    ),
  ),
  ...['stopQueryExecution', 'getQueryExecution', 'getQueryResults'].map((api) =>
    documented(
      `athena-${api.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      `Athena ${api}`,
      ATHENA,
      task(`athena:${api}`, QUERY_ID),
      [
        allow([`athena:${api}`], ANY_GROUP),
        ...(api === 'getQueryResults' ? [allow(['s3:GetObject'], ['arn:aws:s3:::*'])] : []),
      ],
    ),
  ),
];

const SAGEMAKER = [
  { api: 'Training', type: 'training-job', fields: { RoleArn: roleArn('SageMakerExec') } },
  { api: 'Transform', type: 'transform-job', fields: { ModelName: 'churn' } },
];
const EDITIONS = [
  { edition: '2023', source: page('sagemaker-iam', '3d6752c'), tags: ['sagemaker:ListTags'] },
  { edition: '2025', source: page('connect-sagemaker'), tags: ['sagemaker:ListTags', 'sagemaker:AddTags'] },
];

const sagemaker = EDITIONS.flatMap(({ edition, source, tags }) =>
  SAGEMAKER.flatMap(({ api, type, fields }) =>
    ['', '.sync'].flatMap((suffix) => {
      const create = `sagemaker:Create${api}Job`;
      const sync = [`sagemaker:Describe${api}Job`, `sagemaker:Stop${api}Job`];
      const actions = suffix === '' ? [create] : [create, ...sync];
      const rest = [
        allow(tags, ['*']),
        passRole('SageMakerExec', 'sagemaker.amazonaws.com'),
        ...(suffix === '' ? [] : [rule(`StepFunctionsGetEventsForSageMaker${api}JobsRule`)]),
      ];
      const resource = `sagemaker:create${api}Job${suffix}`;
      return both(
        `sagemaker-create-${type}${suffix.replace('.', '-')}-${edition}`,
        `SageMaker create${api}Job${suffix} of ${edition}`,
        source,
        [
          task(resource, { [`${api}JobName`]: 'nightly', ...fields }),
          [allow(actions, [arn('sagemaker', `${type}/nightly*`)]), ...rest],
        ],
        [
          task(resource, { [`${api}JobName.$`]: '$.job', ...fields }),
          [allow(actions, [arn('sagemaker', `${type}/*`)]), ...rest],
        ],
      );
    }),
  ),
);

export const learningTemplates = [...emr, ...athena, ...sagemaker];
