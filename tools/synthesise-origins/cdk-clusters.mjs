/** EMR, EMR on EKS and EKS. */
import { eks, iam, sfn, tasks } from './packages.mjs';

const { JsonPath, TaskInput } = sfn;

const importedCluster = (scope) =>
  eks.Cluster.fromClusterAttributes(scope, 'Cluster', {
    clusterName: 'blue',
    clusterEndpoint: 'https://0A1B2C3D.gr7.us-east-1.eks.amazonaws.com',
    clusterCertificateAuthorityData: 'Y2E=',
  });

const INSTANCES = { instances: { instanceCount: 1, masterInstanceType: 'm5.xlarge' }, name: 'nightly' };
const CLUSTER = 'j-2AXXXXXXGAPLF';

const roleOf = (scope, id, service) =>
  new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal(service) });

const SPARK = {
  releaseLabel: tasks.ReleaseLabel.EMR_6_3_0,
  jobDriver: {
    sparkSubmitJobDriver: { entryPoint: TaskInput.fromText('local:///usr/lib/spark/examples/pi.py') },
  },
};

const emr = [
  {
    file: 'emr-create-cluster',
    title: 'EMR createCluster',
    task: 'EmrCreateCluster',
    patterns: ['rr', 'sync'],
    props: () => INSTANCES,
  },
  {
    file: 'emr-create-cluster-roles',
    title: 'EMR createCluster with roles of its own',
    task: 'EmrCreateCluster',
    patterns: ['sync'],
    props: (scope) => ({
      ...INSTANCES,
      clusterRole: roleOf(scope, 'Nodes', 'ec2.amazonaws.com'),
      serviceRole: roleOf(scope, 'Service', 'elasticmapreduce.amazonaws.com'),
      autoScalingRole: roleOf(scope, 'Scaling', 'application-autoscaling.amazonaws.com'),
      tags: { team: 'data' },
    }),
  },
  {
    file: 'emr-terminate-cluster',
    title: 'EMR terminateCluster',
    task: 'EmrTerminateCluster',
    patterns: ['rr', 'sync'],
    props: () => ({ clusterId: CLUSTER }),
  },
  {
    file: 'emr-terminate-cluster-dynamic',
    title: 'EMR terminateCluster of a cluster that the input names',
    task: 'EmrTerminateCluster',
    patterns: ['sync'],
    props: () => ({ clusterId: JsonPath.stringAt('$.cluster') }),
  },
  {
    file: 'emr-add-step',
    title: 'EMR addStep',
    task: 'EmrAddStep',
    patterns: ['rr', 'sync'],
    props: () => ({ clusterId: CLUSTER, name: 'count', jar: 'command-runner.jar' }),
  },
  {
    file: 'emr-add-step-dynamic',
    title: 'EMR addStep to a cluster that the input names',
    task: 'EmrAddStep',
    patterns: ['sync'],
    props: () => ({
      clusterId: JsonPath.stringAt('$.cluster'),
      name: 'count',
      jar: 'command-runner.jar',
      executionRoleArn: 'arn:aws:iam::111122223333:role/emr-step',
    }),
  },
  {
    file: 'emr-cancel-step',
    title: 'EMR cancelStep',
    task: 'EmrCancelStep',
    props: () => ({ clusterId: CLUSTER, stepId: JsonPath.stringAt('$.step') }),
  },
  {
    file: 'emr-set-termination-protection',
    title: 'EMR setClusterTerminationProtection',
    task: 'EmrSetClusterTerminationProtection',
    props: () => ({ clusterId: CLUSTER, terminationProtected: false }),
  },
  {
    file: 'emr-modify-instance-fleet',
    title: 'EMR modifyInstanceFleetByName',
    task: 'EmrModifyInstanceFleetByName',
    props: () => ({
      clusterId: CLUSTER,
      instanceFleetName: 'core',
      targetOnDemandCapacity: 2,
      targetSpotCapacity: 0,
    }),
  },
  {
    file: 'emr-modify-instance-group',
    title: 'EMR modifyInstanceGroupByName',
    task: 'EmrModifyInstanceGroupByName',
    props: () => ({
      clusterId: CLUSTER,
      instanceGroupName: 'core',
      instanceGroup: { instanceCount: 2 },
    }),
  },
];

const kubernetes = [
  {
    file: 'emr-containers-create-virtual-cluster',
    title: 'EMR on EKS createVirtualCluster',
    task: 'EmrContainersCreateVirtualCluster',
    props: () => ({
      eksCluster: tasks.EksClusterInput.fromTaskInput(TaskInput.fromText('blue')),
      virtualClusterName: 'spark',
    }),
  },
  {
    file: 'emr-containers-delete-virtual-cluster',
    title: 'EMR on EKS deleteVirtualCluster',
    task: 'EmrContainersDeleteVirtualCluster',
    patterns: ['rr', 'sync'],
    props: () => ({ virtualClusterId: TaskInput.fromText('vc0a1b2c3d4e5f') }),
  },
  {
    file: 'emr-containers-delete-virtual-cluster-dynamic',
    title: 'EMR on EKS deleteVirtualCluster of a cluster that the input names',
    task: 'EmrContainersDeleteVirtualCluster',
    patterns: ['sync'],
    props: () => ({ virtualClusterId: TaskInput.fromJsonPathAt('$.cluster') }),
  },
  {
    file: 'emr-containers-start-job-run',
    title: 'EMR on EKS startJobRun',
    task: 'EmrContainersStartJobRun',
    patterns: ['rr', 'sync'],
    props: (scope) => ({
      ...SPARK,
      virtualCluster: tasks.VirtualClusterInput.fromVirtualClusterId('vc0a1b2c3d4e5f'),
      executionRole: iam.Role.fromRoleArn(
        scope,
        'Execution',
        'arn:aws:iam::111122223333:role/emr-containers',
      ),
    }),
  },
  {
    file: 'emr-containers-start-job-run-dynamic',
    title: 'EMR on EKS startJobRun on a cluster that the input names',
    task: 'EmrContainersStartJobRun',
    patterns: ['sync'],
    props: (scope) => ({
      ...SPARK,
      virtualCluster: tasks.VirtualClusterInput.fromTaskInput(TaskInput.fromJsonPathAt('$.cluster')),
      executionRole: iam.Role.fromRoleArn(
        scope,
        'Execution',
        'arn:aws:iam::111122223333:role/emr-containers',
      ),
    }),
  },
  {
    file: 'eks-call',
    title: 'EKS call',
    task: 'EksCall',
    props: (scope) => ({
      cluster: importedCluster(scope),
      httpMethod: tasks.HttpMethods.GET,
      httpPath: '/api/v1/namespaces/default/pods',
    }),
  },
];

export const clusterCases = [...emr, ...kubernetes];
