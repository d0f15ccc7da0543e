import { escapeLiteral } from '../policy/pattern.ts';
import { regionalArn } from './call.ts';
import type { ExecutionRequest } from './execution-request.ts';
import type { Need, Spellings } from './grant.ts';
import { invokes } from './invocation.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, gapping, granting, leavesOpen, NOTHING, requiredFor, together } from './needs.ts';
import type { PipelineStep } from './pipeline-definition.ts';
import { passes } from './pipeline-roles.ts';
import { STEP_KINDS, type StepKind } from './pipeline-step.ts';
import { gapAt, partsAt, type RequestPart, textIn, valueIn } from './request-part.ts';
import { mayUse } from './storage.ts';

/** What a step asks of the role of its pipeline; `ownRole` is its ARN. */
export function callsOf(request: ExecutionRequest, step: PipelineStep, ownRole: string): Needs {
  const part: RequestPart = { request, template: step.template, at: `PipelineDefinition.${step.path}.` };
  const kind = STEP_KINDS.get(step.type);
  if (kind !== undefined) return together(makes(part, kind), passes(part, kind, ownRole), registers(part));
  switch (step.type) {
    case 'Fail':
      return NOTHING;
    case 'Lambda':
      return invokes(part, 'FunctionArn');
    case 'Callback':
      return sends(part);
    case 'EMR':
      return leavesOpen('what its steps ask of EMR is not published');
    default:
      return gapping(
        gapAt(part, 'Type', 'unsupported', 'a step of this type is not known to this version'),
        'it has steps of a kind that this version does not know',
      );
  }
}

/**
 * SageMaker gives a name to what a step makes, and tags it. Stopping it is documented nowhere.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html
 */
function makes(part: RequestPart, kind: StepKind): Needs {
  const { noun, arnTypes, isJob, isDoubtful = false, beside = [] } = kind;
  const [first, ...others] = arnTypes.map((type) =>
    regionalArn(part.request.place, 'sagemaker', `${type}/*`),
  );
  const resources: Spellings = [first ?? '*', ...others];
  const on = (action: string, need: Need) => ({
    actions: [`sagemaker:${action}`],
    resources,
    quantifier: 'some' as const,
    need,
    source: 'docs-2023' as const,
  });
  const create = on(`Create${noun}`, 'create');
  const describe = { ...on(`Describe${noun}`, 'poll'), confidence: 'potential' } as const;
  const tag = { ...on('AddTags', 'tag'), confidence: 'potential' } as const;
  const stop = on(`Stop${noun}`, 'cancel');
  const potentially = { confidence: isDoubtful ? 'potential' : 'confirmed' } as const;
  const documented = { need: 'documented', source: 'api' } as const;
  return granting(
    ...requiredFor(part, 'Arguments', { ...create, ...potentially }),
    ...(isJob && !isDoubtful ? requiredFor(part, 'Arguments', describe) : []),
    ...requiredFor(part, 'Arguments', tag),
    ...[create, describe, tag, ...(isJob ? [stop] : [])].flatMap((ask) => allowedFor(part, 'Arguments', ask)),
    ...allowedFor(part, 'Arguments', {
      ...documented,
      actions: [...beside, 'ListTags', ...LINEAGE].map((name) => `sagemaker:${name}`),
      resources: ['*'],
    }),
  );
}

/** Experiments and lineage, which a pipeline keeps by itself. */
const LINEAGE = [
  'AddAssociation',
  'AssociateTrialComponent',
  'CreateAction',
  'CreateArtifact',
  'CreateContext',
  'CreateExperiment',
  'CreateTrial',
  'CreateTrialComponent',
  'UpdateTrialComponent',
] as const;

/** A model is registered with artifacts that somebody may look at. */
function registers(part: RequestPart): Needs {
  return together(
    ...partsAt(part, 'Arguments.InferenceSpecification').flatMap((specification) =>
      partsAt(specification, 'Containers[]').map((container) => mayUse(container, 'ModelDataUrl')),
    ),
  );
}

const QUEUE_URL = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]+)$/;

/** https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-callback */
function sends(part: RequestPart): Needs {
  const path = 'SqsQueueUrl';
  if (valueIn(part, path).kind === 'absent') return NOTHING;
  const { partition } = part.request.place;
  const [, region, accountId, name] = QUEUE_URL.exec(textIn(part, path) ?? '') ?? [];
  const isKnown = region !== undefined && accountId !== undefined && name !== undefined;
  const queue = isKnown
    ? regionalArn({ partition, region, accountId }, 'sqs', escapeLiteral(name))
    : `arn:${escapeLiteral(partition)}:sqs:*:*:*`;
  const ask = { actions: ['sqs:SendMessage'], resources: [queue], need: 'invoke', source: 'api' } as const;
  return granting(...(isKnown ? requiredFor(part, path, ask) : []), ...allowedFor(part, path, ask));
}
