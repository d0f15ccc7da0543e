import { asString, isRecord, own } from '../../model/json.ts';
import type { ExecutionRequest } from '../execution-request.ts';
import type { ExecutionRole } from '../execution-role.ts';
import type { Needs } from '../named-role.ts';
import { gapping, NOTHING, together } from '../needs.ts';
import { parsePipelineDefinition } from '../pipeline-definition.ts';
import { callsOf } from '../pipeline-needs.ts';
import { stepUses } from '../pipeline-roles.ts';
import { gapAt, type RequestPart, rolesIn, textIn, valueIn, whole } from '../request-part.ts';
import { anyStorage } from '../storage.ts';

const DEFINITION = 'PipelineDefinition';

/** A pipeline: its role makes what the steps tell, and each step runs with that role or with one of its own. */
export const pipeline: ExecutionRole = {
  noun: 'Pipeline',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html',
  roles: (request) => {
    const part = whole(request);
    const text = definitionIn(request);
    const ownRole = textIn(part, 'RoleArn') ?? '';
    if (text === undefined)
      return rolesIn(part, 'RoleArn', () =>
        unread(part, 'undecided', DEFINITION, 'it is not in the request'),
      );
    const { steps, problems, readsFiles } = parsePipelineDefinition(text);
    const needs = () =>
      together(
        ...steps.map((step) => callsOf(request, step, ownRole)),
        ...problems.map(({ path, why }) => unread(part, 'malformed', [DEFINITION, ...path].join('.'), why)),
        readsFiles ? anyStorage(part, DEFINITION) : NOTHING,
      );
    return [...rolesIn(part, 'RoleArn', needs), ...steps.flatMap((step) => stepUses(request, step, ownRole))];
  },
};

/** As it stands in the record, where `${` is text. That of a task may be an expression. */
function definitionIn(request: ExecutionRequest): string | undefined {
  const { parameters } = request.template;
  if (request.task.path !== '$' && valueIn(whole(request), DEFINITION).kind !== 'literal') return undefined;
  return isRecord(parameters) ? asString(own(parameters, DEFINITION)) : undefined;
}

function unread(part: RequestPart, kind: 'malformed' | 'undecided', path: string, why: string): Needs {
  return gapping(gapAt(part, path, kind, why), 'what some of its steps ask for is not known');
}
