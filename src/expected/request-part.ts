import { type ParameterValue, type RequestTemplate, valuesAt } from '../model/definition-value.ts';
import { isRecord } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';
import type { ExecutionRequest } from './execution-request.ts';
import type { ExpectationGap } from './grant.ts';
import { type NamedRole, type Needs, rolesAt } from './named-role.ts';
import { SAGEMAKER_SERVICE } from './pass-role.ts';

/** An object within a request, such as one of its input channels. */
export interface RequestPart {
  readonly request: ExecutionRequest;
  /** The object as a template of its own; without parameters where only a run knows what is in it. */
  readonly template: RequestTemplate;
  /** What its paths begin with in the whole request: empty, or `InputDataConfig[].`. */
  readonly at: string;
}

/** The request as a part of itself. */
export function whole(request: ExecutionRequest): RequestPart {
  return { request, template: request.template, at: request.at ?? '' };
}

/** The objects at a dotted path, one for each entry of a list; none where the request has no such field. */
export function partsAt({ request, template, at }: RequestPart, path: string): readonly RequestPart[] {
  const { queryLanguage } = template;
  const parts: RequestPart[] = [];
  for (const value of valuesAt(template, path)) {
    const known = value.kind === 'literal' && isRecord(value.value) ? value.value : undefined;
    if (known === undefined && value.kind !== 'dynamic') continue;
    parts.push({ request, template: { queryLanguage, parameters: known }, at: `${at}${path}.` });
  }
  return parts;
}

/** The value of a field that stands in no list of the part. Describe writes an empty text for what was not given. */
export function valueIn({ template }: RequestPart, path: string): ParameterValue {
  const [value = ABSENT] = valuesAt(template, path);
  return value.kind === 'literal' && (value.value === '' || value.value === null) ? ABSENT : value;
}

const ABSENT: ParameterValue = { kind: 'absent' };

/** The text of a field, where the request tells it in full. */
export function textIn(part: RequestPart, path: string): string | undefined {
  const value = valueIn(part, path);
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** False for a field that is not there, and for one of which only a run knows whether it is. */
export function isCertain(value: ParameterValue): boolean {
  return value.kind !== 'absent' && !(value.kind === 'dynamic' && !value.present);
}

/** A gap at a field of the part. */
export function gapAt(
  { request: { task, template }, at }: RequestPart,
  path: string,
  kind: ExpectationGap['kind'],
  why: string,
): ExpectationGap {
  const field = `${at}${path}`;
  if (task.path === '$') return { kind, path: `$.${field}`, why };
  const parameters = template.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
  return { kind, path: `${task.path}.${parameters}.${field}`, why };
}

/** Each role that a field of the part names by its ARN; SageMaker assumes it, unless another service is given. */
export function rolesIn(
  { request, template, at }: RequestPart,
  path: string,
  needs: () => Needs,
  service: string = SAGEMAKER_SERVICE,
): readonly NamedRole[] {
  const roles = rolesAt({ ...request, template }, { path, service }, needs);
  return mapped(roles, (role) => ({ ...role, field: `${at}${path}` }));
}

/** The role of the model that a field names, whatever that role is. */
export function modelRolesIn(part: RequestPart, path: string, needs: () => Needs): readonly NamedRole[] {
  const name = textIn(part, path);
  if (name === undefined) return [];
  return [
    {
      state: part.request.task.path,
      field: `${part.at}${path}`,
      role: { kind: 'model', name },
      service: SAGEMAKER_SERVICE,
      needs,
    },
  ];
}
