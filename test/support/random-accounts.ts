import fc from 'fast-check';
import { ACCOUNT, type AccountJson, type RoleJson } from './rule-cases.ts';

const SAGEMAKER = `arn:aws:sagemaker:us-east-1:${ACCOUNT}`;
const ROLES = `arn:aws:iam::${ACCOUNT}:role`;

const JOB_NAME = fc.constantFrom<object>(
  { TrainingJobName: 'nightly' },
  { TrainingJobName: 'Nightly-EU' },
  { 'TrainingJobName.$': "States.Format('nightly-{}', $.run)" },
  { 'TrainingJobName.$': '$.name' },
);
const PASSED = fc.constantFrom<object>({ RoleArn: `${ROLES}/SageMakerTraining` }, { 'RoleArn.$': '$.role' });
const SUFFIX = fc.constantFrom('', '.sync');

const TRAIN = fc
  .tuple(JOB_NAME, PASSED, SUFFIX)
  .map(([name, role, suffix]) => task(`sagemaker:createTrainingJob${suffix}`, { ...name, ...role }));
const TRANSFORM = SUFFIX.map((suffix) =>
  task(`sagemaker:createTransformJob${suffix}`, { TransformJobName: 'scores' }),
);
const ENDPOINT = fc.constant(
  task('sagemaker:updateEndpoint', { EndpointName: 'scoring', 'EndpointConfigName.$': '$.config' }),
);
const TASK = fc.oneof({ weight: 3, arbitrary: TRAIN }, TRANSFORM, ENDPOINT);

function task(api: string, Parameters: object): object {
  return { Type: 'Task', Resource: `arn:aws:states:::${api}`, Parameters };
}

const ACTION = fc.constantFrom(
  'sagemaker:CreateTrainingJob',
  'sagemaker:*TrainingJob',
  'sagemaker:CreateTransformJob',
  'sagemaker:UpdateEndpoint',
  'sagemaker:AddTags',
  'sagemaker:ListTags',
  'sagemaker:*',
  'iam:PassRole',
  'events:*',
  'events:PutRule',
  's3:GetObject',
  '*',
);
const RESOURCE = fc.constantFrom(
  '*',
  `${SAGEMAKER}:training-job/nightly*`,
  `${SAGEMAKER}:training-job/nightly-eu`,
  `${SAGEMAKER}:*/s*`,
  `${ROLES}/SageMakerTraining`,
  `arn:aws:events:us-east-1:${ACCOUNT}:rule/StepFunctions*`,
);
const CONDITION = fc.constantFrom<object>(
  {},
  {},
  { Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } } },
  { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
  { Condition: { StringEquals: { 'aws:ResourceTag/team': 'ml' } } },
);

/** One statement that is written often, or written by mistake. */
const STATEMENT: fc.Arbitrary<object> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
    Action: fc.uniqueArray(ACTION, { minLength: 1, maxLength: 3 }),
    Resource: fc.uniqueArray(RESOURCE, { minLength: 1, maxLength: 2 }),
    condition: CONDITION,
  })
  .map(({ condition, ...statement }) => ({ ...statement, ...condition }));

const DOCUMENT = fc
  .array(STATEMENT, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

const ROLE = fc
  .record({
    policies: fc.dictionary(fc.constantFrom('a', 'b'), DOCUMENT, { maxKeys: 2 }),
    managed: fc.dictionary(
      fc.constantFrom('arn:aws:iam::aws:policy/AmazonSageMakerSome', `arn:aws:iam::${ACCOUNT}:policy/own`),
      DOCUMENT,
      { maxKeys: 1 },
    ),
    boundary: fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: DOCUMENT }),
  })
  .map(
    ({ policies, managed, boundary }): RoleJson => ({
      name: 'NightlyRole',
      // A dictionary of fast-check has no prototype, and JSON has one.
      policies: { ...policies },
      managed: { ...managed },
      ...(boundary === null ? {} : { boundary }),
    }),
  );

/** One role, one or two state machines that run with it, and the role that they pass. */
export const RANDOM_ACCOUNT: fc.Arbitrary<AccountJson> = fc
  .tuple(ROLE, fc.array(fc.array(TASK, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }))
  .map(([role, machines]) => ({
    machines: machines.map((tasks, index) => ({
      name: `machine-${index}`,
      role: role.name,
      definition: { States: Object.fromEntries(tasks.map((state, at) => [`T${at}`, state])) },
    })),
    roles: [role, { name: 'SageMakerTraining', trust: 'sagemaker' }],
  }));
