/** Models and nested executions. */
import { allow, arn, both, documented, page, passRole, rule, task } from './by-hand.mjs';

const CHILD = arn('states', 'stateMachine:child');
const NESTED = page('connect-stepfunctions');
const NESTED_RULE = rule('StepFunctionsGetEventsForStepFunctionsExecutionRule');
const START_CHILD = allow(['states:StartExecution'], [CHILD]);
const POLL_CHILD = ['states:DescribeExecution', 'states:StopExecution'];

const nested = [
  documented(
    'states-start-execution',
    'Step Functions startExecution',
    NESTED,
    task('states:startExecution', { StateMachineArn: CHILD }),
    [START_CHILD],
  ),
  ...['.sync', '.sync:2'].map((suffix) =>
    documented(
      `states-start-execution${suffix.replace('.', '-').replace(':', '-')}`,
      `Step Functions startExecution${suffix}`,
      NESTED,
      task(`states:startExecution${suffix}`, { StateMachineArn: CHILD }),
      [START_CHILD, allow(POLL_CHILD, [arn('states', 'execution:child:*')]), NESTED_RULE],
    ),
  ),
  documented(
    'states-start-execution-sync-2019',
    'Step Functions startExecution.sync of 2019',
    page('stepfunctions-iam', '7af80d042de0718ae0177848005d1419d9fa5f87'),
    task('states:startExecution.sync', { StateMachineArn: CHILD }),
    [START_CHILD, allow(POLL_CHILD, '*'), NESTED_RULE],
  ),
];

const BEDROCK = page('connect-bedrock');
const FOUNDATION = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1';
const FOUNDATIONS = 'arn:aws:bedrock:us-east-1::foundation-model/*';
const PROVISIONED = arn('bedrock', 'provisioned-model/c2oi931ulksx');
const CUSTOM = arn('bedrock', 'custom-model/*');
const CUSTOMIZATIONS = arn('bedrock', 'model-customization-job/*');
const INVOKE = ['bedrock:InvokeModel'];
const BODY = { Body: { inputText: 'hi' } };
const CUSTOMIZE = {
  CustomModelName: 'tone',
  JobName: 'tone-1',
  RoleArn: 'arn:aws:iam::111122223333:role/bedrock',
  TrainingDataConfig: { S3Uri: 's3://origin-data/train.jsonl' },
  OutputDataConfig: { S3Uri: 's3://origin-data/out' },
};
const CUSTOM_MODEL = arn('bedrock', 'custom-model/amazon.titan-text-express-v1:0:8k/a1b2c3d4e5f6');

const customize = (suffix, base) => [
  allow(['bedrock:CreateModelCustomizationJob'], [...base, CUSTOM, CUSTOMIZATIONS]),
  ...(suffix === ''
    ? []
    : [allow(['bedrock:GetModelCustomizationJob', 'bedrock:StopModelCustomizationJob'], [CUSTOMIZATIONS])]),
  passRole('bedrock'),
];

const models = [
  ...both(
    'bedrock-invoke-model',
    'Bedrock invokeModel',
    BEDROCK,
    [task('bedrock:invokeModel', { ModelId: FOUNDATION, ...BODY }), [allow(INVOKE, [FOUNDATION])]],
    [
      task('bedrock:invokeModel', { 'ModelId.$': '$.model', ...BODY }),
      [allow(INVOKE, [FOUNDATIONS, arn('bedrock', 'provisioned-model/*')])],
    ],
  ),
  documented(
    'bedrock-invoke-model-provisioned',
    'Bedrock invokeModel of provisioned throughput',
    BEDROCK,
    task('bedrock:invokeModel', { ModelId: PROVISIONED, ...BODY }),
    [allow(INVOKE, [PROVISIONED])],
  ),
  ...['', '.sync'].flatMap((suffix) => {
    const file = `bedrock-create-model-customization-job${suffix.replace('.', '-')}`;
    const title = `Bedrock createModelCustomizationJob${suffix}`;
    const resource = `bedrock:createModelCustomizationJob${suffix}`;
    return [
      ...both(
        file,
        title,
        BEDROCK,
        [task(resource, { BaseModelIdentifier: FOUNDATION, ...CUSTOMIZE }), customize(suffix, [FOUNDATION])],
        [
          task(resource, { 'BaseModelIdentifier.$': '$.model', ...CUSTOMIZE }),
          customize(suffix, [FOUNDATIONS]),
        ],
      ),
      documented(
        `${file}-custom`,
        `${title} of a custom model`,
        BEDROCK,
        task(resource, { BaseModelIdentifier: CUSTOM_MODEL, ...CUSTOMIZE }),
        customize(suffix, []),
      ),
    ];
  }),
  ...both(
    'bedrockagentcore-invoke-harness',
    'Bedrock AgentCore invokeHarness',
    page('connect-bedrockagentcore'),
    ...[
      [{ HarnessArn: arn('bedrock-agentcore', 'harness/orders') }, 'harness/orders'],
      [{ 'HarnessArn.$': '$.harness' }, 'harness/*'],
    ].map(([harness, resource]) => [
      task('bedrockagentcore:invokeHarness', { ...harness, Messages: [] }),
      [
        allow(
          ['bedrock-agentcore:InvokeHarness', 'bedrock-agentcore:InvokeAgentRuntime'],
          arn('bedrock-agentcore', resource),
        ),
      ],
    ]),
  ),
];

export const modelTemplates = [...nested, ...models];
