/** Containers, builds and batch jobs. */
import { batch, cdk, codebuild, ec2, ecs, sfn, tasks } from './packages.mjs';

const { JsonPath } = sfn;

const queueOf = (scope) => ({
  jobDefinitionArn: new batch.EcsJobDefinition(scope, 'Job', {
    container: new batch.EcsFargateContainerDefinition(scope, 'Container', {
      cpu: 1,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox'),
      memory: cdk.Size.gibibytes(2),
    }),
  }).jobDefinitionArn,
  jobName: 'nightly',
  jobQueueArn: 'arn:aws:batch:us-east-1:111122223333:job-queue/spot',
});

const clusterOf = (scope) =>
  ecs.Cluster.fromClusterAttributes(scope, 'Cluster', {
    clusterName: 'blue',
    clusterArn: 'arn:aws:ecs:us-east-1:111122223333:cluster/blue',
    vpc: ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      availabilityZones: ['us-east-1a'],
      privateSubnetIds: ['subnet-0a1b2c3d4e5f60718'],
      publicSubnetIds: ['subnet-0a1b2c3d4e5f60719'],
    }),
    securityGroups: [],
  });

const fargate = (scope, withExecutionRole = false) => {
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDef', { family: 'report' });
  taskDefinition.addContainer('main', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox'),
    ...(withExecutionRole ? { logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'report' }) } : {}),
  });
  return taskDefinition;
};

const onEc2 = (scope) => {
  const taskDefinition = new ecs.Ec2TaskDefinition(scope, 'TaskDef', { family: 'report' });
  taskDefinition.addContainer('main', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox'),
    memoryLimitMiB: 256,
  });
  return taskDefinition;
};

const overrides = (pattern, taskDefinition) =>
  pattern === 'callback'
    ? {
        containerOverrides: [
          {
            containerDefinition: taskDefinition.defaultContainer,
            environment: [{ name: 'TOKEN', value: JsonPath.taskToken }],
          },
        ],
      }
    : {};

const projectOf = (scope) =>
  new codebuild.Project(scope, 'Project', { buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }) });

export const computeCases = [
  {
    file: 'batch-submit-job',
    title: 'Batch submitJob',
    task: 'BatchSubmitJob',
    patterns: ['rr', 'sync'],
    props: queueOf,
  },
  {
    file: 'ecs-run-task-fargate',
    title: 'ECS runTask on Fargate',
    task: 'EcsRunTask',
    patterns: ['rr', 'sync', 'callback'],
    props: (scope, pattern) => {
      const taskDefinition = fargate(scope);
      return {
        cluster: clusterOf(scope),
        taskDefinition,
        launchTarget: new tasks.EcsFargateLaunchTarget(),
        ...overrides(pattern, taskDefinition),
      };
    },
  },
  {
    file: 'ecs-run-task-fargate-execution-role',
    title: 'ECS runTask on Fargate of a definition with an execution role',
    task: 'EcsRunTask',
    patterns: ['sync'],
    props: (scope) => ({
      cluster: clusterOf(scope),
      taskDefinition: fargate(scope, true),
      launchTarget: new tasks.EcsFargateLaunchTarget(),
    }),
  },
  {
    file: 'ecs-run-task-ec2',
    title: 'ECS runTask on EC2',
    task: 'EcsRunTask',
    patterns: ['sync'],
    props: (scope) => ({
      cluster: clusterOf(scope),
      taskDefinition: onEc2(scope),
      launchTarget: new tasks.EcsEc2LaunchTarget(),
    }),
  },
  {
    file: 'ecs-run-task-tags',
    title: 'ECS runTask that propagates tags, at a revision',
    task: 'EcsRunTask',
    patterns: ['sync'],
    props: (scope) => ({
      cluster: clusterOf(scope),
      taskDefinition: fargate(scope),
      launchTarget: new tasks.EcsFargateLaunchTarget(),
      propagatedTagSource: ecs.PropagatedTagSource.TASK_DEFINITION,
      revisionNumber: 1,
    }),
  },
  {
    file: 'codebuild-start-build',
    title: 'CodeBuild startBuild',
    task: 'CodeBuildStartBuild',
    patterns: ['rr', 'sync'],
    props: (scope) => ({ project: projectOf(scope) }),
  },
  {
    file: 'codebuild-start-build-batch',
    title: 'CodeBuild startBuildBatch',
    task: 'CodeBuildStartBuildBatch',
    patterns: ['rr', 'sync'],
    props: (scope) => {
      const project = projectOf(scope);
      project.enableBatchBuilds();
      return { project };
    },
  },
];
