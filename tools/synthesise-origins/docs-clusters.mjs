/** Containers, clusters, builds and queries. */
import { allow, arn, both, documented, page, passRole, roleArn, rule, task } from './by-hand.mjs';

const ECS = { Cluster: arn('ecs', 'cluster/blue'), LaunchType: 'FARGATE' };
const TASK_DEFINITION = arn('ecs', 'task-definition/report:2');
const ECS_RULE = rule('StepFunctionsGetEventsForECSTaskRule');

const containers = [
  ...both(
    'ecs-run-task',
    'ECS runTask',
    page('connect-ecs'),
    [
      task('ecs:runTask', { ...ECS, TaskDefinition: TASK_DEFINITION }),
      [allow(['ecs:RunTask'], [TASK_DEFINITION])],
    ],
    [task('ecs:runTask', { ...ECS, 'TaskDefinition.$': '$.task' }), [allow(['ecs:RunTask'], '*')]],
  ),
  documented(
    'ecs-run-task-callback',
    'ECS runTask, .waitForTaskToken, static',
    page('connect-ecs'),
    task('ecs:runTask.waitForTaskToken', { ...ECS, TaskDefinition: TASK_DEFINITION }),
    [allow(['ecs:RunTask'], [TASK_DEFINITION])],
  ),
  ...both(
    'ecs-run-task-sync',
    'ECS runTask, .sync',
    page('connect-ecs'),
    [
      task('ecs:runTask.sync', { ...ECS, TaskDefinition: TASK_DEFINITION }),
      [
        allow(['ecs:RunTask'], [TASK_DEFINITION]),
        allow(['ecs:StopTask', 'ecs:DescribeTasks'], '*'),
        ECS_RULE,
      ],
    ],
    [
      task('ecs:runTask.sync', { ...ECS, 'TaskDefinition.$': '$.task' }),
      [allow(['ecs:RunTask', 'ecs:StopTask', 'ecs:DescribeTasks'], '*'), ECS_RULE],
    ],
  ),
];

const BUILDS = page('connect-codebuild');
const PROJECT = arn('codebuild', 'project/site');
const PROJECTS = arn('codebuild', 'project/*');
const PROJECTS_OF_ALL = 'arn:aws:codebuild:us-east-1:*:project/*';

/** A call on a project whose template names `actions` on it. */
const build = (file, api, actions, { more = [], everywhere = PROJECTS, suffix = '' } = {}) =>
  both(
    `codebuild-${file}`,
    `CodeBuild ${api}${suffix === '' ? '' : `, ${suffix}`}`,
    BUILDS,
    [task(`codebuild:${api}${suffix}`, { ProjectName: 'site' }), [allow(actions, [PROJECT]), ...more]],
    [
      task(`codebuild:${api}${suffix}`, { 'ProjectName.$': '$.project' }),
      [allow(actions, [everywhere]), ...more],
    ],
  );

const START = 'codebuild:StartBuild';
const BATCH_SYNC = ['codebuild:StopBuildBatch', 'codebuild:BatchGetBuildBatches'];
const SYNC = '.sync';

const builds = [
  ...build('start-build', 'startBuild', [START], { everywhere: PROJECTS_OF_ALL }),
  ...build('start-build-sync', 'startBuild', [START, 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'], {
    suffix: SYNC,
    everywhere: PROJECTS_OF_ALL,
    more: [rule('StepFunctionsGetEventForCodeBuildStartBuildRule')],
  }),
  ...build('stop-build', 'stopBuild', ['codebuild:StopBuild'], { everywhere: PROJECTS_OF_ALL }),
  ...build('batch-delete-builds', 'batchDeleteBuilds', ['codebuild:BatchDeleteBuilds'], {
    everywhere: PROJECTS_OF_ALL,
  }),
  ...both(
    'codebuild-batch-get-reports',
    'CodeBuild batchGetReports',
    BUILDS,
    [
      task('codebuild:batchGetReports', { ReportArns: [arn('codebuild', 'report/units:a1b2c3')] }),
      [allow(['codebuild:BatchGetReports'], [arn('codebuild', 'report-group/units')])],
    ],
    [
      task('codebuild:batchGetReports', { 'ReportArns.$': '$.reports' }),
      [allow(['codebuild:BatchGetReports'], ['arn:aws:codebuild:us-east-1:*:report-group/*'])],
    ],
  ),
  ...build('start-build-batch', 'startBuildBatch', ['codebuild:StartBuildBatch']),
  ...build('start-build-batch-sync', 'startBuildBatch', ['codebuild:StartBuildBatch', ...BATCH_SYNC], {
    suffix: SYNC,
    more: [rule('StepFunctionsGetEventForCodeBuildStartBuildBatchRule')],
  }),
  ...build('stop-build-batch', 'stopBuildBatch', ['codebuild:StopBuildBatch']),
  ...build('retry-build-batch', 'retryBuildBatch', ['codebuild:RetryBuildBatch']),
  ...build('retry-build-batch-sync', 'retryBuildBatch', ['codebuild:RetryBuildBatch', ...BATCH_SYNC], {
    suffix: SYNC,
  }),
  ...build('delete-build-batch', 'deleteBuildBatch', ['codebuild:DeleteBuildBatch']),
];

const EKS = page('connect-eks');
const EKS_ROLE = roleArn('eks-cluster');
const NODE_ROLE = roleArn('eks-nodes');

const CREATE_EKS = [
  allow(['eks:CreateCluster'], '*'),
  allow(['eks:DescribeCluster', 'eks:DeleteCluster'], arn('eks', 'cluster/*')),
  passRole('eks-cluster', 'eks.amazonaws.com'),
];
const CREATE_NODES = [
  allow(['ec2:DescribeSubnets', 'eks:CreateNodegroup'], '*'),
  allow(['eks:DescribeNodegroup', 'eks:DeleteNodegroup'], arn('eks', 'nodegroup/*')),
  allow(['iam:GetRole', 'iam:ListAttachedRolePolicies'], roleArn('*')),
  passRole('eks-nodes', 'eks.amazonaws.com'),
];
const SUBNETS = ['subnet-0a1b2c3d4e5f60718'];

const kubernetes = ['', SYNC].flatMap((suffix) => {
  const [tail, words] = suffix === '' ? ['', ''] : ['-sync', ', .sync'];
  return [
    documented(
      `eks-create-cluster${tail}`,
      `EKS createCluster${words}`,
      EKS,
      task(`eks:createCluster${suffix}`, {
        Name: 'blue',
        RoleArn: EKS_ROLE,
        ResourcesVpcConfig: { SubnetIds: SUBNETS },
      }),
      CREATE_EKS,
    ),
    documented(
      `eks-create-nodegroup${tail}`,
      `EKS createNodegroup${words}`,
      EKS,
      task(`eks:createNodegroup${suffix}`, {
        ClusterName: 'blue',
        NodegroupName: 'small',
        NodeRole: NODE_ROLE,
        Subnets: SUBNETS,
      }),
      CREATE_NODES,
    ),
    documented(
      `eks-delete-cluster${tail}`,
      `EKS deleteCluster${words}`,
      EKS,
      task(`eks:deleteCluster${suffix}`, { Name: 'blue' }),
      [allow(['eks:DeleteCluster', 'eks:DescribeCluster'], [arn('eks', 'cluster/blue')])],
    ),
    documented(
      `eks-delete-nodegroup${tail}`,
      `EKS deleteNodegroup${words}`,
      EKS,
      task(`eks:deleteNodegroup${suffix}`, { ClusterName: 'blue', NodegroupName: 'small' }),
      [allow(['eks:DeleteNodegroup', 'eks:DescribeNodegroup'], [arn('eks', 'nodegroup/blue/small/*')])],
    ),
  ];
});

export const clusterTemplates = [...containers, ...builds, ...kubernetes];
