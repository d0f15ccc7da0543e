import { anyModel, modelAt, writtenModel } from '../bedrock-model.ts';
import { type Call, regionalArn } from '../call.ts';
import type { ExpectationGap, Pattern } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { isGiven, valueAt } from '../parameter.ts';
import type { RoleParameter } from '../pass-role.ts';
import { type Step, serviceIntegration } from '../service-integration.ts';
import { named, type Target, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html';

const NEVER: readonly Pattern[] = [];
const SYNC: readonly Pattern[] = ['.sync'];

/** The template passes the role without saying to whom. */
const ROLE: RoleParameter = {
  path: 'RoleArn',
  presence: 'required',
  service: 'bedrock.amazonaws.com',
  unconditioned: true,
};

const CREATE = 'bedrock:CreateModelCustomizationJob';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html */
const guardrail = named('arn:{partition}:bedrock:{region}:{account}:guardrail/{GuardrailIdentifier}', {
  mayBeArn: true,
  unknown: ['*'],
});

/** What a model is asked, and how one is made from another. */
export const bedrock: readonly Integration[] = [
  {
    ...serviceIntegration({
      resource: 'bedrock:invokeModel',
      patterns: ['request-response', '.waitForTaskToken'],
      source: SOURCE,
      steps: [
        { action: 'bedrock:InvokeModel', need: 'create', on: asked },
        { action: 'bedrock:InvokeModel', need: 'create', on: behindRouter, neededIn: NEVER },
        { action: 'bedrock:ApplyGuardrail', need: 'create', on: givenGuardrail },
        {
          action: 'bedrock:ApplyGuardrail',
          need: 'create',
          on: unlessAbsent('GuardrailIdentifier', guardrail),
          neededIn: NEVER,
        },
        { action: 's3:GetObject', need: 'create', on: object('Input.S3Uri'), neededIn: NEVER, source: 'cdk' },
        {
          action: 's3:PutObject',
          need: 'create',
          on: object('Output.S3Uri'),
          neededIn: NEVER,
          source: 'cdk',
        },
      ],
    }),
    gaps: routerGaps,
  },
  serviceIntegration({
    resource: 'bedrock:createModelCustomizationJob',
    patterns: ['request-response', '.sync', '.waitForTaskToken'],
    source: SOURCE,
    steps: [
      { action: CREATE, need: 'create', on: baseModel },
      { action: CREATE, need: 'create', on: own('custom-model') },
      { action: CREATE, need: 'documented', on: own('model-customization-job'), neededIn: NEVER },
      ...[baseModel, own('custom-model'), own('model-customization-job')].map(
        (on): Step => ({ action: 'bedrock:TagResource', need: 'tag', on, neededIn: NEVER, source: 'cdk' }),
      ),
      {
        action: 'bedrock:GetModelCustomizationJob',
        need: 'poll',
        on: own('model-customization-job'),
        neededIn: SYNC,
      },
      {
        action: 'bedrock:StopModelCustomizationJob',
        need: 'cancel',
        on: own('model-customization-job'),
        neededIn: SYNC,
      },
    ],
    roles: [ROLE],
  }),
];

function asked(call: Call): readonly Target[] {
  const model = modelAt(call, 'ModelId');
  switch (model.kind) {
    case 'model':
      return [writtenModel(call, 'ModelId', model.resources)];
    case 'router':
      return [writtenModel(call, 'ModelId', [model.resource])];
    case 'unknown':
      return [anyModel(call)];
  }
}

function behindRouter(call: Call): readonly Target[] {
  const model = modelAt(call, 'ModelId');
  return model.kind === 'router'
    ? [{ exact: [model.models], loose: [model.models], quantifier: 'some' }]
    : [];
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html */
function routerGaps(call: Call): readonly ExpectationGap[] {
  if (modelAt(call, 'ModelId').kind !== 'router') return [];
  const why =
    'which models, of which regions, an inference profile or prompt router reaches is not told by its name';
  return [{ kind: 'undecided', path: call.task.path, why }];
}

/** The part of `BaseModelIdentifier` behind a colon, `:0:8k`, is missing in the example of the guide. */
function baseModel(call: Call): readonly Target[] {
  const model = modelAt(call, 'BaseModelIdentifier');
  if (model.kind !== 'model') return [anyModel(call)];
  const [exact, ...others] = model.resources;
  const short = exact.replace(/(\/[^:]*):.*$/, (_, name: string) => name);
  const resources = [exact, ...others, ...(short === exact ? [] : [short])] as const;
  return [writtenModel(call, 'BaseModelIdentifier', resources)];
}

/** What the service itself names; templates grant all of the account. */
function own(type: string): TargetsOf {
  return ({ machine }) => {
    const exact = regionalArn(machine, 'bedrock', `${type}/*`);
    return [{ exact: [exact], loose: [exact], quantifier: 'some' }];
  };
}

/** Step Functions reads and writes what does not fit into a state; the guide shows no permission for it. */
function object(path: string): TargetsOf {
  return unlessAbsent(
    path,
    named(`arn:{partition}:s3:::{${path}}`, {
      unknown: ['*'],
      read: (uri) => /^s3:\/\/([^/]+\/.+)$/s.exec(uri)?.[1],
    }),
  );
}

/** The run may decide that there is none. */
function givenGuardrail(call: Call): readonly Target[] {
  return isGiven(call, 'GuardrailIdentifier') ? guardrail(call) : [];
}

function unlessAbsent(path: string, targets: TargetsOf): TargetsOf {
  return (call) => (valueAt(call, path).kind === 'absent' ? [] : targets(call));
}
