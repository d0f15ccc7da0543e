/** A field that names a role, and who assumes that role. */
export interface RoleField {
  /** Dotted path in the output of Describe, `[]` behind a list. */
  readonly path: string;
  /** The service that assumes the role; absent where the role of the resource does. */
  readonly service?: string;
}

/** A kind of SageMaker resource that names a role, or the model whose role is used. */
export interface SageMakerKind {
  /** `TrainingJob`: the operations are `DescribeTrainingJob`, `CreateTrainingJob`, and so on. */
  readonly noun: string;
  /** The fields of the ARN and of the name in the output of Describe. */
  readonly arn: string;
  readonly name: string;
  readonly roles: readonly RoleField[];
  /** Jobs run once and pile up for ever; everything else is there until somebody deletes it. */
  readonly lifetime: 'job' | 'long-lived';
  /** Where its status stands, and the one that says that all it needed was granted. */
  readonly status?: { readonly field: string; readonly succeeded: string };
  /** The operation that describes these resources as well, so that nobody has to ask twice. */
  readonly describedAs?: string;
  /** Where Search returns these resources too, a hundred at once: the fields of Describe that it leaves out. */
  readonly search?: { readonly leavesOut: readonly string[] };
}

const SAGEMAKER = 'sagemaker.amazonaws.com';

/**
 * All kinds whose Describe operation reveals a role, and transform jobs, which use the role of their model. A test holds
 * the role fields against the schemas of the SDK.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Service.html
 */
export const SAGEMAKER_KINDS: readonly SageMakerKind[] = [
  job('AIBenchmarkJob', { succeeded: 'Completed' }),
  job('AIRecommendationJob', { succeeded: 'Completed' }),
  kind('Algorithm', { roles: ['ValidationSpecification.ValidationRole'] }),
  { ...job('AutoMLJob', { succeeded: 'Completed' }), describedAs: 'AutoMLJobV2' },
  job('AutoMLJobV2', {
    noun: 'AutoMLJob',
    succeeded: 'Completed',
    more: [
      {
        path: 'AutoMLComputeConfig.EmrServerlessComputeConfig.ExecutionRoleARN',
        service: 'emr-serverless.amazonaws.com',
      },
    ],
  }),
  kind('Cluster', {
    roles: ['InstanceGroups[].ExecutionRole', 'RestrictedInstanceGroups[].ExecutionRole', 'ClusterRole'],
  }),
  job('CompilationJob', { succeeded: 'COMPLETED' }),
  jobDefinition('DataQualityJobDefinition'),
  kind('DeviceFleet', { roles: [{ path: 'RoleArn', service: 'credentials.iot.amazonaws.com' }] }),
  kind('Domain', {
    roles: [
      ...userSettings('DefaultUserSettings'),
      { path: 'DomainSettings.RStudioServerProDomainSettings.DomainExecutionRoleArn', service: SAGEMAKER },
      { path: 'DefaultSpaceSettings.ExecutionRole', service: SAGEMAKER },
      ...emrRoles('DefaultSpaceSettings'),
    ],
  }),
  job('EdgePackagingJob', { succeeded: 'COMPLETED' }),
  kind('EndpointConfig', { roles: ['ExecutionRoleArn'] }),
  {
    ...kind('FeatureGroup', { roles: ['RoleArn'] }),
    search: { leavesOut: ['NextToken', 'OnlineStoreTotalSizeBytes', 'ThroughputConfig'] },
  },
  kind('FlowDefinition', { roles: ['RoleArn'] }),
  {
    ...job('HyperParameterTuningJob', {
      succeeded: 'Completed',
      roles: ['TrainingJobDefinition.RoleArn', 'TrainingJobDefinitions[].RoleArn'],
    }),
    search: { leavesOut: ['Autotune'] },
  },
  kind('Image', { roles: ['RoleArn'] }),
  { ...kind('InferenceExperiment', { roles: ['RoleArn'] }), arn: 'Arn', name: 'Name' },
  job('InferenceRecommendationsJob', { noun: 'Job', succeeded: 'COMPLETED', status: 'Status' }),
  job('Job', { succeeded: 'Completed' }),
  job('LabelingJob', { succeeded: 'Completed' }),
  { ...kind('MlflowApp', { roles: ['RoleArn'] }), arn: 'Arn', name: 'Name' },
  {
    ...kind('MlflowTrackingServer', { roles: ['RoleArn'] }),
    arn: 'TrackingServerArn',
    name: 'TrackingServerName',
  },
  { ...kind('Model', { roles: ['ExecutionRoleArn'] }), search: { leavesOut: [] } },
  jobDefinition('ModelBiasJobDefinition'),
  jobDefinition('ModelExplainabilityJobDefinition'),
  kind('ModelPackage', { roles: ['ValidationSpecification.ValidationRole'] }),
  jobDefinition('ModelQualityJobDefinition'),
  kind('MonitoringSchedule', { roles: ['MonitoringScheduleConfig.MonitoringJobDefinition.RoleArn'] }),
  kind('NotebookInstance', { roles: ['RoleArn'] }),
  job('OptimizationJob', { succeeded: 'COMPLETED' }),
  { ...kind('PartnerApp', { roles: ['ExecutionRoleArn'] }), arn: 'Arn', name: 'Name' },
  kind('Pipeline', { roles: ['RoleArn'] }),
  job('ProcessingJob', {
    succeeded: 'Completed',
    more: [
      {
        path: 'ProcessingInputs[].DatasetDefinition.RedshiftDatasetDefinition.ClusterRoleArn',
        service: 'redshift.amazonaws.com',
      },
    ],
  }),
  kind('Project', {
    roles: [
      {
        path: 'TemplateProviderDetails[].CfnTemplateProviderDetail.RoleARN',
        service: 'cloudformation.amazonaws.com',
      },
    ],
  }),
  {
    ...job('TrainingJob', { succeeded: 'Completed' }),
    search: {
      leavesOut: [
        'BillableTokenCount',
        'InfraCheckConfig',
        'MlflowConfig',
        'MlflowDetails',
        'ProfilerRuleConfigurations',
        'ProfilerRuleEvaluationStatuses',
        'ProfilingStatus',
        'ProgressInfo',
        'RemoteDebugConfig',
        'ServerlessJobConfig',
      ],
    },
  },
  { ...job('TransformJob', { succeeded: 'Completed' }), roles: [] },
  kind('UserProfile', { roles: userSettings('UserSettings') }),
];

/** The kind of that noun. */
export function sageMakerKind(noun: string): SageMakerKind | undefined {
  return BY_NOUN.get(noun);
}

const BY_NOUN: ReadonlyMap<string, SageMakerKind> = new Map(SAGEMAKER_KINDS.map((one) => [one.noun, one]));

/** `sagemaker:DescribeTrainingJob`: the action that reads one resource in full. */
export function describeAction({ noun }: SageMakerKind): string {
  return `sagemaker:Describe${noun}`;
}

/** `sagemaker:ListTrainingJobs`: the action that tells which resources of the kind there are. */
export function listAction({ noun }: SageMakerKind): string {
  return `sagemaker:List${noun.replace(/V2$/, '')}s`;
}

/** The action that returns whole resources of the kinds that have `search`. */
export const SEARCH_ACTION = 'sagemaker:Search';

/** Every action that reads resources of the kind; a gap with one of them as its source may leave some of them out. */
export function readActions(kind: SageMakerKind): readonly string[] {
  return [listAction(kind), describeAction(kind), ...(kind.search === undefined ? [] : [SEARCH_ACTION])];
}

/** The file of a kind below the folder of a region, named as the AWS CLI names the command. */
export function sageMakerFile({ noun }: SageMakerKind): string {
  return `sagemaker/describe-${hyphenated(noun)}.json`;
}

/**
 * `training-job`: what stands before the name in an ARN of the kind. AutoML jobs have one type for both operations.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function sageMakerArnType({ noun }: SageMakerKind): string {
  return noun.startsWith('AutoMLJob') ? 'automl-job' : hyphenated(noun);
}

function hyphenated(noun: string): string {
  const words = noun.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2');
  return words.toLowerCase();
}

function kind(noun: string, { roles }: { readonly roles: readonly (string | RoleField)[] }): SageMakerKind {
  return {
    noun,
    arn: `${noun}Arn`,
    name: noun === 'Domain' ? 'DomainName' : `${noun}Name`,
    roles: roles.map((field) => (typeof field === 'string' ? { path: field, service: SAGEMAKER } : field)),
    lifetime: 'long-lived',
  };
}

interface JobFacts {
  /** What the fields are named after, where that is not the operation. */
  readonly noun?: string;
  readonly succeeded: string;
  readonly status?: string;
  readonly roles?: readonly string[];
  readonly more?: readonly RoleField[];
}

function job(
  operation: string,
  { noun = operation, succeeded, status = `${noun}Status`, roles = ['RoleArn'], more = [] }: JobFacts,
): SageMakerKind {
  return {
    noun: operation,
    arn: `${noun}Arn`,
    name: `${noun}Name`,
    roles: [...roles.map((path) => ({ path, service: SAGEMAKER })), ...more],
    lifetime: 'job',
    status: { field: status, succeeded },
  };
}

/** What a monitoring schedule runs; it has no status of its own. */
function jobDefinition(noun: string): SageMakerKind {
  return { ...kind(noun, { roles: ['RoleArn'] }), arn: 'JobDefinitionArn', name: 'JobDefinitionName' };
}

/** Roles that a domain gives to its users, or that a user has of their own. */
function userSettings(at: string): readonly RoleField[] {
  const canvas = `${at}.CanvasAppSettings`;
  return [
    { path: `${at}.ExecutionRole`, service: SAGEMAKER },
    {
      path: `${canvas}.TimeSeriesForecastingSettings.AmazonForecastRoleArn`,
      service: 'forecast.amazonaws.com',
    },
    { path: `${canvas}.ModelRegisterSettings.CrossAccountModelRegisterRoleArn` },
    { path: `${canvas}.GenerativeAiSettings.AmazonBedrockRoleArn`, service: 'bedrock.amazonaws.com' },
    { path: `${canvas}.EmrServerlessSettings.ExecutionRoleArn`, service: 'emr-serverless.amazonaws.com' },
    ...emrRoles(at),
  ];
}

/** Roles that the user's own role assumes, and those that clusters take on for a user: no service assumes either. */
function emrRoles(at: string): readonly RoleField[] {
  const settings = `${at}.JupyterLabAppSettings.EmrSettings`;
  return [{ path: `${settings}.AssumableRoleArns[]` }, { path: `${settings}.ExecutionRoleArns[]` }];
}
