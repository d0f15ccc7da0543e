/** EMR on EKS and EMR Serverless. */
import { allow, arn, both, documented, page, passRole, roleArn, rule, task } from './by-hand.mjs';

const VIRTUAL = page('emr-eks-iam', '62af5c4d38c68544bb22cf974539a1dd7444f785');
const VIRTUAL_CLUSTER = arn('emr-containers', '/virtualclusters/vc0a1b2c3d4e5f');
const VIRTUAL_CLUSTERS = arn('emr-containers', '/virtualclusters/*');
const EXECUTION = { StringEquals: { 'emr-containers:ExecutionRoleArn': [roleArn('emr-containers')] } };
const SPARK = {
  ExecutionRoleArn: roleArn('emr-containers'),
  ReleaseLabel: 'emr-7.1.0-latest',
  JobDriver: { SparkSubmitJobDriver: { EntryPoint: 'local:///pi.py' } },
};
const POLL = ['emr-containers:DescribeJobRun', 'emr-containers:CancelJobRun'];

const onKubernetes = [
  documented(
    'emr-containers-create-virtual-cluster',
    'EMR on EKS createVirtualCluster, with the misspelt role of the page',
    VIRTUAL,
    task('emr-containers:createVirtualCluster', {
      Name: 'spark',
      ContainerProvider: { Id: 'blue', Type: 'EKS', Info: { EksInfo: { Namespace: 'default' } } },
    }),
    [
      allow(['emr-containers:CreateVirtualCluster'], '*'),
      allow(
        'iam:CreateServiceLinkedRole',
        roleArn('aws-service-role/emr-containers.amazonaws.com/AnAWSServiceRoleForAmazonEMRContainers'),
        { StringLike: { 'iam:AWSServiceName': 'emr-containers.amazonaws.com' } },
      ),
    ],
  ),
  ...['', '.sync'].flatMap((suffix) => {
    const tail = suffix.replace('.', '-');
    const gone = ['emr-containers:DeleteVirtualCluster', 'emr-containers:DescribeVirtualCluster'];
    const actions = suffix === '' ? gone.slice(0, 1) : gone;
    const started = (on, runs) => [
      allow('emr-containers:StartJobRun', [on], EXECUTION),
      ...(suffix === '' ? [] : [allow(POLL, [runs])]),
    ];
    return [
      ...both(
        `emr-containers-delete-virtual-cluster${tail}`,
        `EMR on EKS deleteVirtualCluster${suffix}`,
        VIRTUAL,
        [
          task(`emr-containers:deleteVirtualCluster${suffix}`, { Id: 'vc0a1b2c3d4e5f' }),
          [allow(actions, [VIRTUAL_CLUSTER])],
        ],
        [
          task(`emr-containers:deleteVirtualCluster${suffix}`, { 'Id.$': '$.cluster' }),
          [allow(actions, [VIRTUAL_CLUSTERS])],
        ],
      ),
      ...both(
        `emr-containers-start-job-run${tail}`,
        `EMR on EKS startJobRun${suffix}`,
        VIRTUAL,
        [
          task(`emr-containers:startJobRun${suffix}`, { VirtualClusterId: 'vc0a1b2c3d4e5f', ...SPARK }),
          started(VIRTUAL_CLUSTER, `${VIRTUAL_CLUSTER}/jobruns/*`),
        ],
        [
          task(`emr-containers:startJobRun${suffix}`, { 'VirtualClusterId.$': '$.cluster', ...SPARK }),
          started(VIRTUAL_CLUSTERS, VIRTUAL_CLUSTERS),
        ],
      ),
    ];
  }),
];

const SERVERLESS = page('connect-emr-serverless');
const APPLICATION = arn('emr-serverless', '/applications/00f1a2b3c4d5e6f7');
const APPLICATIONS = arn('emr-serverless', '/applications/*');
const actionsOf = (...names) => names.map((name) => `emr-serverless:${name}`);
const LINKED = allow(
  'iam:CreateServiceLinkedRole',
  roleArn('aws-service-role/ops.emr-serverless.amazonaws.com/AWSServiceRoleForAmazonEMRServerless*'),
  { StringLike: { 'iam:AWSServiceName': 'ops.emr-serverless.amazonaws.com' } },
);
const APPLICATION_RULE = rule('StepFunctionsGetEventsForEMRServerlessApplicationRule');
const JOB_RULE = rule('StepFunctionsGetEventsForEMRServerlessJobRule');
const FIXED = { ApplicationId: '00f1a2b3c4d5e6f7' };
const OPEN = { 'ApplicationId.$': '$.application' };

const application = (file, api, name, polls) =>
  ['', '.sync'].flatMap((suffix) => {
    const actions = suffix === '' ? actionsOf(name) : actionsOf(name, ...polls);
    const more = suffix === '' ? [] : [APPLICATION_RULE];
    return both(
      `emr-serverless-${file}${suffix.replace('.', '-')}`,
      `EMR Serverless ${api}${suffix}`,
      SERVERLESS,
      [task(`emr-serverless:${api}${suffix}`, FIXED), [allow(actions, [APPLICATION]), ...more]],
      [task(`emr-serverless:${api}${suffix}`, OPEN), [allow(actions, [APPLICATIONS]), ...more]],
    );
  });

const RUN = {
  ExecutionRoleArn: roleArn('emr-serverless'),
  JobDriver: { SparkSubmit: { EntryPoint: 's3://origin-data/pi.py' } },
};
const PASS_RUN = passRole('emr-serverless', 'emr-serverless.amazonaws.com');
const START = actionsOf('StartJobRun');
const RUNS = actionsOf('GetJobRun', 'CancelJobRun');
const CREATED = { Name: 'spark', ReleaseLabel: 'emr-7.1.0', Type: 'SPARK' };
const CREATE = allow(actionsOf('CreateApplication'), [arn('emr-serverless', '/*')]);
const CANCEL = actionsOf('CancelJobRun', 'GetJobRun');

const serverless = [
  documented(
    'emr-serverless-create-application',
    'EMR Serverless createApplication',
    SERVERLESS,
    task('emr-serverless:createApplication', CREATED),
    [CREATE, LINKED],
  ),
  documented(
    'emr-serverless-create-application-sync',
    'EMR Serverless createApplication.sync',
    SERVERLESS,
    task('emr-serverless:createApplication.sync', CREATED),
    [
      CREATE,
      allow(actionsOf('GetApplication', 'DeleteApplication'), [APPLICATIONS]),
      APPLICATION_RULE,
      LINKED,
    ],
  ),
  ...application('start-application', 'startApplication', 'StartApplication', [
    'GetApplication',
    'StopApplication',
  ]),
  ...application('stop-application', 'stopApplication', 'StopApplication', ['GetApplication']),
  ...application('delete-application', 'deleteApplication', 'DeleteApplication', ['GetApplication']),
  ...both(
    'emr-serverless-start-job-run',
    'EMR Serverless startJobRun',
    SERVERLESS,
    [task('emr-serverless:startJobRun', { ...FIXED, ...RUN }), [allow(START, [APPLICATION]), PASS_RUN]],
    [task('emr-serverless:startJobRun', { ...OPEN, ...RUN }), [allow(START, [APPLICATIONS]), PASS_RUN]],
  ),
  ...both(
    'emr-serverless-start-job-run-sync',
    'EMR Serverless startJobRun.sync',
    SERVERLESS,
    [
      task('emr-serverless:startJobRun.sync', { ...FIXED, ...RUN }),
      [allow(START, [APPLICATION]), PASS_RUN, allow(RUNS, [`${APPLICATION}/jobruns/*`]), JOB_RULE],
    ],
    [
      task('emr-serverless:startJobRun.sync', { ...OPEN, ...RUN }),
      [allow([...START, ...RUNS], [APPLICATIONS]), PASS_RUN, JOB_RULE],
    ],
  ),
  ...['', '.sync'].flatMap((suffix) => {
    const actions = suffix === '' ? CANCEL.slice(0, 1) : CANCEL;
    const more = suffix === '' ? [] : [JOB_RULE];
    return both(
      `emr-serverless-cancel-job-run${suffix.replace('.', '-')}`,
      `EMR Serverless cancelJobRun${suffix}`,
      SERVERLESS,
      [
        task(`emr-serverless:cancelJobRun${suffix}`, { ...FIXED, JobRunId: '00f1a2b3' }),
        [allow(actions, [`${APPLICATION}/jobruns/00f1a2b3`]), ...more],
      ],
      [
        task(`emr-serverless:cancelJobRun${suffix}`, { ...OPEN, 'JobRunId.$': '$.run' }),
        [allow(actions, [APPLICATIONS]), ...more],
      ],
    );
  }),
];

export const emrTemplates = [...onKubernetes, ...serverless];
