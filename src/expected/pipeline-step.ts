import type { ExecutionRole } from './execution-role.ts';
import { autoMlJob } from './execution-roles/auto-ml-job.ts';
import { hyperParameterTuningJob } from './execution-roles/hyper-parameter-tuning-job.ts';
import { model } from './execution-roles/model.ts';
import { processingJob } from './execution-roles/processing-job.ts';
import { trainingJob } from './execution-roles/training-job.ts';
import { transformJob } from './execution-roles/transform-job.ts';

/** What a step of a pipeline makes. */
export interface StepKind {
  /** `TrainingJob`: the pipeline calls `CreateTrainingJob`. */
  readonly noun: string;
  /** The types of ARN that the call is authorized on. */
  readonly arnTypes: readonly [string, ...string[]];
  /** True for what runs, so that the pipeline asks what has become of it. */
  readonly isJob: boolean;
  /** The objects of the step that name a role, and the field; none where no role is passed. */
  readonly roles: readonly { readonly at: string; readonly field: string }[];
  /** What that role needs. */
  readonly execution?: ExecutionRole;
  /** Actions that steps of this kind may need beside, of SageMaker. */
  readonly beside?: readonly string[];
  /** True where nobody has published which version of the API the pipeline calls. */
  readonly isDoubtful?: true;
}

const ROLE = [{ at: 'Arguments', field: 'RoleArn' }] as const;

function job(noun: string, arnType: string, execution: ExecutionRole): StepKind {
  return { noun, arnTypes: [arnType], isJob: true, roles: ROLE, execution };
}

const PROCESSING = job('ProcessingJob', 'processing-job', processingJob);
/** A check looks for what the last approved model package was measured by. */
const CHECK: StepKind = { ...PROCESSING, beside: ['DescribeModelPackage', 'ListModelPackages'] };

const MODEL: StepKind = {
  noun: 'Model',
  arnTypes: ['model'],
  isJob: false,
  roles: [{ at: 'Arguments', field: 'ExecutionRoleArn' }],
  execution: model,
};

/**
 * The steps whose arguments are the request of a SageMaker API, by their type.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html
 */
export const STEP_KINDS: ReadonlyMap<string, StepKind> = new Map<string, StepKind>([
  [
    'AutoML',
    {
      ...job('AutoMLJob', 'automl-job', autoMlJob),
      beside: ['CreateAutoMLJobV2', 'DescribeAutoMLJobV2', 'ListCandidatesForAutoMLJob'],
      isDoubtful: true,
    },
  ],
  ['ClarifyCheck', CHECK],
  ['CreateModel', MODEL],
  ['Model', MODEL],
  ['Processing', PROCESSING],
  ['QualityCheck', CHECK],
  [
    'RegisterModel',
    {
      noun: 'ModelPackage',
      arnTypes: ['model-package', 'model-package-group'],
      isJob: false,
      roles: [],
      beside: ['CreateModelPackageGroup', 'DescribeModelPackage', 'DescribeModelPackageGroup'],
      isDoubtful: true,
    },
  ],
  ['Training', job('TrainingJob', 'training-job', trainingJob)],
  ['Transform', { ...job('TransformJob', 'transform-job', transformJob), roles: [] }],
  [
    'Tuning',
    {
      ...job('HyperParameterTuningJob', 'hyper-parameter-tuning-job', hyperParameterTuningJob),
      roles: [
        { at: 'Arguments.TrainingJobDefinition', field: 'RoleArn' },
        { at: 'Arguments.TrainingJobDefinitions[]', field: 'RoleArn' },
      ],
    },
  ],
]);
