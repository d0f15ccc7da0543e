/** EMR, CodeBuild and EKS. */
import { arn, roleArn, task } from './by-hand.mjs';
import { grant, passRole, row, rule } from './terraform-module.mjs';

const CLUSTER = [arn('elasticmapreduce', 'cluster/j-2AXXXXXXGAPLF')];
const emr = (integration, api, names, { more = {}, after = [], on = CLUSTER } = {}) =>
  row(integration, task(`elasticmapreduce:${api}`, { ClusterId: 'j-2AXXXXXXGAPLF', ...more }), [
    grant(
      'emr',
      names.map((name) => `elasticmapreduce:${name}`),
      on,
    ),
    ...after,
  ]);
const PROJECT = [arn('codebuild', 'project/site')];
const BUILD = ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'];
const EKS = [arn('eks', 'cluster/blue')];
const SUBNETS = ['subnet-0a1b2c3d4e5f60718'];

export const clusterIntegrations = [
  emr('emr_AddStep', 'addStep.sync', ['AddJobFlowSteps', 'DescribeStep', 'CancelSteps'], {
    more: { Step: { Name: 'count', HadoopJarStep: { Jar: 'command-runner.jar' } } },
    after: [rule('StepFunctionsGetEventForEMRAddJobFlowStepsRule')],
  }),
  emr('emr_CancelStep', 'cancelStep', ['CancelSteps'], { more: { 'StepId.$': '$.step' } }),
  row(
    'emr_CreateCluster',
    task('elasticmapreduce:createCluster.sync', {
      Name: 'nightly',
      ServiceRole: 'emr-service',
      JobFlowRole: 'emr-service',
      Instances: { InstanceCount: 1, MasterInstanceType: 'm5.xlarge' },
    }),
    [
      grant(
        'emr',
        ['RunJobFlow', 'DescribeCluster', 'TerminateJobFlows'].map((name) => `elasticmapreduce:${name}`),
      ),
      passRole('iam_PassRole', 'emr-service'),
      rule('StepFunctionsGetEventForEMRRunJobFlowRule'),
    ],
  ),
  emr(
    'emr_SetClusterTerminationProtection',
    'setClusterTerminationProtection',
    ['SetTerminationProtection'],
    {
      more: { TerminationProtected: false },
    },
  ),
  emr(
    'emr_ModifyInstanceFleetByName',
    'modifyInstanceFleetByName',
    ['ModifyInstanceFleet', 'ListInstanceFleets'],
    {
      more: { InstanceFleetName: 'core', InstanceFleet: { TargetOnDemandCapacity: 2 } },
    },
  ),
  emr(
    'emr_ModifyInstanceGroupByName',
    'modifyInstanceGroupByName',
    ['ModifyInstanceGroups', 'ListInstanceGroups'],
    {
      more: { InstanceGroupName: 'core', InstanceGroup: { InstanceCount: 2 } },
    },
  ),
  emr('emr_TerminateCluster', 'terminateCluster.sync', ['TerminateJobFlows', 'DescribeCluster'], {
    after: [rule('StepFunctionsGetEventForEMRTerminateJobFlowsRule')],
  }),
  row('codebuild_StartBuild_Sync', task('codebuild:startBuild.sync', { ProjectName: 'site' }), [
    grant('codebuild', BUILD, PROJECT),
    rule('StepFunctionsGetEventForCodeBuildStartBuildRule'),
  ]),
  row('codebuild_StartBuild', task('codebuild:startBuild', { ProjectName: 'site' }), [
    grant('codebuild', BUILD, PROJECT),
  ]),
  row('codebuild_StopBuild', task('codebuild:stopBuild', { 'Id.$': '$.build' }), [
    grant('codebuild', ['codebuild:StopBuild'], PROJECT),
  ]),
  row('codebuild_BatchDeleteBuilds', task('codebuild:batchDeleteBuilds', { 'Ids.$': '$.builds' }), [
    grant('codebuild', ['codebuild:BatchDeleteBuilds'], PROJECT),
  ]),
  row('codebuild_BatchGetReports', task('codebuild:batchGetReports', { 'ReportArns.$': '$.reports' }), [
    grant('codebuild', ['codebuild:BatchGetReports'], [arn('codebuild', 'report-group/units')]),
  ]),
  row(
    'eks_CreateCluster',
    task('eks:createCluster.sync', {
      Name: 'blue',
      RoleArn: roleArn('eks-cluster'),
      ResourcesVpcConfig: { SubnetIds: SUBNETS },
    }),
    [
      grant('eks', ['eks:CreateCluster']),
      grant('eks_Wildcard', ['eks:DescribeCluster', 'eks:DeleteCluster'], EKS),
      passRole('eks_IamPassRole', 'eks-cluster', 'eks.amazonaws.com'),
    ],
  ),
  row(
    'eks_CreateNodeGroup',
    task('eks:createNodegroup.sync', {
      ClusterName: 'blue',
      NodegroupName: 'small',
      NodeRole: roleArn('eks-nodes'),
      Subnets: SUBNETS,
    }),
    [
      grant('eks', ['ec2:DescribeSubnets', 'eks:CreateNodegroup']),
      grant('eks_Wildcard', ['eks:DescribeNodegroup', 'eks:DeleteNodegroup'], [arn('eks', 'nodegroup/*')]),
      grant('iam_Role', ['iam:GetRole', 'iam:ListAttachedRolePolicies'], [roleArn('*')]),
      passRole('eks_IamPassRole', 'eks-nodes', 'eks.amazonaws.com'),
    ],
  ),
  row('eks_DeleteCluster', task('eks:deleteCluster.sync', { Name: 'blue' }), [
    grant('eks', ['eks:DeleteCluster', 'eks:DescribeCluster'], EKS),
  ]),
  row(
    'eks_DeleteNodegroup',
    task('eks:deleteNodegroup.sync', { ClusterName: 'blue', NodegroupName: 'small' }),
    [grant('eks', ['eks:DeleteNodegroup', 'eks:DescribeNodegroup'], [arn('eks', 'nodegroup/blue/small/*')])],
  ),
];
