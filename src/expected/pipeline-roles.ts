import { isRecord, own } from '../model/json.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { anyRole, type ManyAsk } from './call.ts';
import type { ExecutionRequest } from './execution-request.ts';
import type { NamedRole, Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, requiredFor, together } from './needs.ts';
import { PASSED_TO, SAGEMAKER_SERVICE } from './pass-role.ts';
import type { PipelineStep } from './pipeline-definition.ts';
import { STEP_KINDS, type StepKind } from './pipeline-step.ts';
import { isCertain, partsAt, type RequestPart, textIn, valueIn } from './request-part.ts';

/**
 * Passing the roles of a step. A job without one runs with that of the pipeline, which then passes itself.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html
 */
export function passes(step: RequestPart, { roles, isJob }: StepKind, ownRole: string): Needs {
  const holders = roles.flatMap(({ at, field }) => partsAt(step, at).map((holder) => ({ holder, field })));
  return together(
    ...holders.map(({ holder, field }) => {
      if (valueIn(holder, field).kind !== 'absent') return passesRole(holder, field);
      const ask = { ...PASS, resources: [escapeLiteral(ownRole)], confidence: 'potential' } as const;
      return isJob ? passing(holder, field, ask, true) : NOTHING;
    }),
  );
}

const PASS = {
  actions: ['iam:PassRole'],
  need: 'pass-role',
  source: 'docs-2023',
  context: { [PASSED_TO]: SAGEMAKER_SERVICE },
} as const;

function passesRole(holder: RequestPart, field: string): Needs {
  const text = textIn(holder, field);
  if (text === undefined) {
    const ask = {
      ...PASS,
      resources: [anyRole(holder.request.place)],
      quantifier: 'some',
      confidence: 'potential',
    } as const;
    return passing(holder, field, ask, isCertain(valueIn(holder, field)));
  }
  return ROLE_ARN.test(text)
    ? passing(holder, field, { ...PASS, resources: [escapeLiteral(text)] }, true)
    : NOTHING;
}

const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\//;

function passing(holder: RequestPart, field: string, ask: ManyAsk, isNeeded: boolean): Needs {
  return granting(...(isNeeded ? requiredFor(holder, field, ask) : []), ...allowedFor(holder, field, ask));
}

/** The roles that a step runs with. SageMaker names the jobs, so that a name in the request is a beginning at most. */
export function stepUses(
  request: ExecutionRequest,
  { path, type, template }: PipelineStep,
  ownRole: string,
): readonly NamedRole[] {
  const kind = STEP_KINDS.get(type);
  const execution = kind?.execution;
  if (kind === undefined || execution === undefined) return [];
  const step = isRecord(template.parameters) ? template.parameters : {};
  const written = own(step, 'Arguments');
  if (!isRecord(written)) return [];
  const { TrainingJobName: _, ...named } = written;
  const takesOwn = kind.isJob && kind.roles.some(({ at }) => at === 'Arguments');
  return execution.roles({
    ...request,
    noun: execution.noun,
    template: { ...template, parameters: takesOwn ? { RoleArn: ownRole, ...named } : named },
    at: `PipelineDefinition.${path}.Arguments.`,
  });
}
