/** When a call asks for another action beside its own. */
export type Occasion =
  /** Every call does: the request has to name a role. */
  | 'always'
  /** Where the request names a role. */
  | 'role'
  /** Where the request carries tags. */
  | 'tags'
  /** The first call of an account, which makes the service-linked role. */
  | 'first'
  /** Where the request uses something of another service, such as a cluster of EKS. */
  | 'option';

/** An action that a call asks for beside its own. */
export interface Dependent {
  readonly action: string;
  readonly occasion: Occasion;
}

/**
 * The day of the authorization tables that were the last to list dependent actions; what the requests of the API have to name tells
 * which roles are always passed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export const DEPENDENTS_DATE = '2025-12-06';

interface Row {
  readonly actions: string;
  readonly occasion: Occasion;
  /** SageMaker actions, without their prefix. */
  readonly of: string;
}

const ROWS: readonly Row[] = [
  {
    actions: 'iam:PassRole',
    occasion: 'always',
    of:
      'CreateAutoMLJob CreateAutoMLJobV2 CreateCompilationJob CreateDataQualityJobDefinition ' +
      'CreateEdgePackagingJob CreateFlowDefinition CreateImage CreateInferenceExperiment ' +
      'CreateInferenceRecommendationsJob CreateLabelingJob CreateMlflowApp CreateMlflowTrackingServer ' +
      'CreateModelBiasJobDefinition CreateModelExplainabilityJobDefinition ' +
      'CreateModelQualityJobDefinition CreateNotebookInstance CreateOptimizationJob CreatePipeline ' +
      'CreateProcessingJob CreateTrainingJob RenderUiTemplate',
  },
  {
    actions: 'iam:PassRole',
    occasion: 'role',
    of:
      'CreateCluster CreateDeviceFleet CreateDomain CreateEdgeDeploymentPlan CreateEdgeDeploymentStage ' +
      'CreateEndpointConfig CreateFeatureGroup CreateHyperParameterTuningJob CreateModel ' +
      'CreateMonitoringSchedule CreateUserProfile UpdateCluster UpdateClusterInference UpdateImage ' +
      'UpdateMonitoringSchedule UpdatePipeline',
  },
  { actions: 'iam:CreateServiceLinkedRole', occasion: 'first', of: 'CreateCluster CreateDomain' },
  {
    actions: 'sagemaker:AddTags',
    occasion: 'tags',
    of:
      'CreateAction CreateAlgorithm CreateApp CreateAppImageConfig CreateArtifact CreateAutoMLJob ' +
      'CreateAutoMLJobV2 CreateCluster CreateClusterSchedulerConfig CreateCodeRepository ' +
      'CreateCompilationJob CreateComputeQuota CreateContext CreateDataQualityJobDefinition ' +
      'CreateDeviceFleet CreateDomain CreateEdgeDeploymentPlan CreateEdgeDeploymentStage ' +
      'CreateEdgePackagingJob CreateEndpoint CreateEndpointConfig CreateExperiment CreateFeatureGroup ' +
      'CreateFlowDefinition CreateHub CreateHubContentReference CreateHumanTaskUi ' +
      'CreateHyperParameterTuningJob CreateImage CreateInferenceComponent CreateInferenceExperiment ' +
      'CreateInferenceRecommendationsJob CreateLabelingJob CreateMlflowApp CreateMlflowTrackingServer ' +
      'CreateModel CreateModelBiasJobDefinition CreateModelCard CreateModelExplainabilityJobDefinition ' +
      'CreateModelPackage CreateModelPackageGroup CreateModelQualityJobDefinition ' +
      'CreateMonitoringSchedule CreateNotebookInstance CreateNotebookInstanceLifecycleConfig ' +
      'CreateOptimizationJob CreatePartnerApp CreatePipeline CreateProcessingJob CreateProject ' +
      'CreateReservedCapacity CreateSpace CreateStudioLifecycleConfig CreateTrainingJob ' +
      'CreateTrainingPlan CreateTransformJob CreateTrial CreateTrialComponent CreateUserProfile ' +
      'CreateWorkforce CreateWorkteam ImportHubContent',
  },
  {
    actions: 'ec2:AttachVolume ec2:DescribeVolumes eks:DescribeCluster',
    occasion: 'option',
    of: 'AttachClusterNodeVolume',
  },
  {
    actions: 'eks:DescribeCluster',
    occasion: 'option',
    of: 'BatchAddClusterNodes BatchDeleteClusterNodes',
  },
  {
    actions:
      'ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute ' +
      'eks:AssociateAccessPolicy eks:CreateAccessEntry eks:DeleteAccessEntry eks:DescribeAccessEntry ' +
      'eks:DescribeCluster',
    occasion: 'option',
    of: 'CreateCluster',
  },
  {
    actions:
      'eks:AssociateAccessPolicy eks:DescribeCluster eks:ListAssociatedAccessPolicies ' +
      'sagemaker:DescribeCluster',
    occasion: 'option',
    of: 'CreateClusterSchedulerConfig CreateComputeQuota UpdateClusterInference',
  },
  {
    actions: 'sagemaker:CreateReservedCapacity',
    occasion: 'always',
    of: 'CreateTrainingPlan',
  },
  {
    actions: 'eks:DeleteAccessEntry',
    occasion: 'option',
    of: 'DeleteCluster',
  },
  {
    actions: 'ec2:DescribeVolumes ec2:DetachVolume eks:DescribeCluster',
    occasion: 'option',
    of: 'DetachClusterNodeVolume',
  },
  {
    actions:
      'ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute ' +
      'eks:AssociateAccessPolicy eks:CreateAccessEntry eks:DeleteAccessEntry eks:DescribeAccessEntry ' +
      'eks:DescribeCluster sagemaker:BatchAddClusterNodes sagemaker:BatchDeleteClusterNodes',
    occasion: 'option',
    of: 'UpdateCluster',
  },
  {
    actions:
      'ec2:DescribeImages ec2:DescribeSnapshots ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute ' +
      'eks:DescribeCluster',
    occasion: 'option',
    of: 'UpdateClusterSoftware',
  },
];

const BY_ACTION: ReadonlyMap<string, readonly Dependent[]> = byAction();

function byAction(): ReadonlyMap<string, readonly Dependent[]> {
  const found = new Map<string, Dependent[]>();
  for (const { actions, occasion, of } of ROWS)
    for (const name of of.split(' ')) {
      const key = `sagemaker:${name}`.toLowerCase();
      const dependents = actions.split(' ').map((action) => ({ action, occasion }));
      found.set(key, [...(found.get(key) ?? []), ...dependents]);
    }
  return found;
}

/** What a call of the action asks for as well; none for actions of which nothing is known. */
export function dependentsOf(action: string): readonly Dependent[] {
  return BY_ACTION.get(action.toLowerCase()) ?? [];
}
