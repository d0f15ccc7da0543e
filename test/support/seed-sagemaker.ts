import {
  CreateClusterCommand,
  CreateCompilationJobCommand,
  CreateDataQualityJobDefinitionCommand,
  CreateDomainCommand,
  CreateEndpointConfigCommand,
  CreateFeatureGroupCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelBiasJobDefinitionCommand,
  CreateModelCommand,
  CreateModelExplainabilityJobDefinitionCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  CreateModelQualityJobDefinitionCommand,
  CreateNotebookInstanceCommand,
  CreatePipelineCommand,
  CreateProcessingJobCommand,
  CreateTrainingJobCommand,
  CreateTransformJobCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';

/** Resources of every kind that moto can make, by noun. */
export const SEEDED_KINDS: readonly string[] = [
  'Cluster',
  'CompilationJob',
  'DataQualityJobDefinition',
  'Domain',
  'EndpointConfig',
  'FeatureGroup',
  'HyperParameterTuningJob',
  'Model',
  'ModelBiasJobDefinition',
  'ModelExplainabilityJobDefinition',
  'ModelPackage',
  'ModelQualityJobDefinition',
  'NotebookInstance',
  'Pipeline',
  'ProcessingJob',
  'TrainingJob',
  'TransformJob',
];

/** Makes one of each kind for a team, all with the role of that team. */
export async function seedSageMaker(client: SageMakerClient, team: string, RoleArn: string): Promise<void> {
  await seedTraining(client, team, RoleArn);
  await seedHosting(client, team, RoleArn);
  await seedMonitoring(client, team, RoleArn);
  await seedWorkshop(client, team, RoleArn);
}

const INSTANCE = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 } as const;
const STOP = { MaxRuntimeInSeconds: 3600 };

async function seedTraining(client: SageMakerClient, team: string, RoleArn: string): Promise<void> {
  const training = {
    RoleArn,
    AlgorithmSpecification: { TrainingImage: `${team}:latest`, TrainingInputMode: 'File' },
    OutputDataConfig: { S3OutputPath: `s3://${team}-models/` },
    ResourceConfig: INSTANCE,
    StoppingCondition: STOP,
  } as const;
  await client.send(new CreateTrainingJobCommand({ TrainingJobName: `${team}-first`, ...training }));
  await client.send(
    new CreateHyperParameterTuningJobCommand({
      HyperParameterTuningJobName: `${team}-tuning`,
      HyperParameterTuningJobConfig: {
        Strategy: 'Bayesian',
        ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 1 },
      },
      TrainingJobDefinition: training,
    }),
  );
  await client.send(
    new CreateProcessingJobCommand({
      ProcessingJobName: `${team}-cleaning`,
      RoleArn,
      AppSpecification: { ImageUri: `${team}:latest` },
      ProcessingResources: { ClusterConfig: INSTANCE },
    }),
  );
  await client.send(
    new CreateCompilationJobCommand({
      CompilationJobName: `${team}-compiled`,
      RoleArn,
      InputConfig: { S3Uri: `s3://${team}-models/m.tar.gz`, DataInputConfig: '{}', Framework: 'XGBOOST' },
      OutputConfig: { S3OutputLocation: `s3://${team}-models/compiled/`, TargetDevice: 'ml_m5' },
      StoppingCondition: STOP,
    }),
  );
}

async function seedHosting(client: SageMakerClient, team: string, RoleArn: string): Promise<void> {
  const ModelName = `${team}-model`;
  const PrimaryContainer = { Image: `${team}:latest`, ModelDataUrl: `s3://${team}-models/m.tar.gz` };
  await client.send(new CreateModelCommand({ ModelName, ExecutionRoleArn: RoleArn, PrimaryContainer }));
  await client.send(
    new CreateTransformJobCommand({
      TransformJobName: `${team}-scores`,
      ModelName,
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${team}-models/in/` } },
      },
      TransformOutput: { S3OutputPath: `s3://${team}-models/out/` },
      TransformResources: INSTANCE,
    }),
  );
  await client.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: `${team}-endpoint`,
      ProductionVariants: [
        { VariantName: 'all', ModelName, InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
      ],
    }),
  );
  await client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: `${team}-packages` }));
  await client.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: `${team}-packages`,
      ValidationSpecification: { ValidationRole: RoleArn, ValidationProfiles: [] },
    }),
  );
}

async function seedMonitoring(client: SageMakerClient, team: string, RoleArn: string): Promise<void> {
  const definition = { RoleArn, JobResources: { ClusterConfig: INSTANCE } };
  const EndpointInput = { EndpointName: `${team}-endpoint`, LocalPath: '/opt/ml/in' };
  const truth = { EndpointInput, GroundTruthS3Input: { S3Uri: `s3://${team}-models/truth/` } };
  const output = {
    MonitoringOutputs: [{ S3Output: { S3Uri: `s3://${team}-models/reports/`, LocalPath: '/opt/ml/out' } }],
  };
  const ImageUri = `${team}:latest`;
  const ConfigUri = `s3://${team}-models/config.json`;
  await client.send(
    new CreateDataQualityJobDefinitionCommand({
      ...definition,
      JobDefinitionName: `${team}-data`,
      DataQualityAppSpecification: { ImageUri },
      DataQualityJobInput: { EndpointInput },
      DataQualityJobOutputConfig: output,
    }),
  );
  await client.send(
    new CreateModelQualityJobDefinitionCommand({
      ...definition,
      JobDefinitionName: `${team}-quality`,
      ModelQualityAppSpecification: { ImageUri },
      ModelQualityJobInput: truth,
      ModelQualityJobOutputConfig: output,
    }),
  );
  await client.send(
    new CreateModelBiasJobDefinitionCommand({
      ...definition,
      JobDefinitionName: `${team}-bias`,
      ModelBiasAppSpecification: { ImageUri, ConfigUri },
      ModelBiasJobInput: truth,
      ModelBiasJobOutputConfig: output,
    }),
  );
  await client.send(
    new CreateModelExplainabilityJobDefinitionCommand({
      ...definition,
      JobDefinitionName: `${team}-reasons`,
      ModelExplainabilityAppSpecification: { ImageUri, ConfigUri },
      ModelExplainabilityJobInput: { EndpointInput },
      ModelExplainabilityJobOutputConfig: output,
    }),
  );
}

async function seedWorkshop(client: SageMakerClient, team: string, RoleArn: string): Promise<void> {
  await client.send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: `${team}-notebook`,
      InstanceType: 'ml.t3.medium',
      RoleArn,
    }),
  );
  await client.send(
    new CreateDomainCommand({
      DomainName: team,
      AuthMode: 'IAM',
      DefaultUserSettings: { ExecutionRole: RoleArn },
      SubnetIds: ['subnet-1'],
      VpcId: 'vpc-1',
    }),
  );
  await client.send(
    new CreatePipelineCommand({
      PipelineName: `${team}-pipeline`,
      PipelineDefinition: JSON.stringify({
        Version: '2020-12-01',
        Steps: [{ Name: 'Train', Type: 'Training', Arguments: { RoleArn } }],
      }),
      ClientRequestToken: `${team}-`.padEnd(32, '0'),
      RoleArn,
    }),
  );
  await client.send(
    new CreateFeatureGroupCommand({
      FeatureGroupName: `${team}-features`,
      RecordIdentifierFeatureName: 'id',
      EventTimeFeatureName: 'at',
      FeatureDefinitions: ['id', 'at'].map((FeatureName) => ({ FeatureName, FeatureType: 'String' })),
      OfflineStoreConfig: { S3StorageConfig: { S3Uri: `s3://${team}-models/features/` } },
      RoleArn,
    }),
  );
  await client.send(
    new CreateClusterCommand({
      ClusterName: `${team}-cluster`,
      InstanceGroups: [
        {
          InstanceGroupName: 'workers',
          InstanceCount: 1,
          InstanceType: 'ml.m5.large',
          LifeCycleConfig: { SourceS3Uri: `s3://sagemaker-${team}/`, OnCreate: 'start.sh' },
          ExecutionRole: RoleArn,
          ThreadsPerCore: 1,
        },
      ],
    }),
  );
}
