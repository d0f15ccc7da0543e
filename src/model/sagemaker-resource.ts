import type { Gap } from './coverage.ts';
import type { RequestTemplate } from './definition-value.ts';
import { valuesAt } from './definition-value.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own } from './json.ts';
import { describeAction, type RoleField, type SageMakerKind } from './sagemaker-kinds.ts';

/** A SageMaker resource as its Describe operation tells it. */
export interface SageMakerResource {
  readonly kind: SageMakerKind;
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  /** The output of Describe. */
  readonly record: JsonRecord;
  /** The roles that it names. */
  readonly roles: readonly NamedRole[];
  /** True where it has run to its end: everything that it needed was then granted to it, in whatever way. */
  readonly succeeded: boolean;
}

/** A role in a field of a resource. */
export interface NamedRole {
  readonly field: RoleField;
  readonly roleArn: string;
}

/** The resources of one kind in one region; an item without ARN is a gap. */
export function parseSageMakerResources(
  file: JsonRecord,
  kind: SageMakerKind,
  region: string,
): { resources: SageMakerResource[]; gaps: Gap[] } {
  const resources: SageMakerResource[] = [];
  const gaps: Gap[] = [];
  const items = own(file, 'items');
  const gap = (why: string): Gap => ({ source: describeAction(kind), region, kind: 'malformed', why });
  if (!Array.isArray(items)) gaps.push(gap(`$.items: expected an array, found ${kindOf(items)}`));
  for (const [index, item] of asArray(items).entries()) {
    const arn = isRecord(item) ? asString(own(item, kind.arn)) : undefined;
    if (!isRecord(item) || arn === undefined) {
      gaps.push(gap(`$.items[${index}]: expected a resource with ${kind.arn}, found ${kindOf(item)}`));
      continue;
    }
    const { status } = kind;
    resources.push({
      kind,
      arn,
      name: asString(own(item, kind.name)) ?? arn.slice(arn.lastIndexOf('/') + 1),
      region,
      record: item,
      roles: rolesIn(item, kind),
      succeeded: status !== undefined && own(item, status.field) === status.succeeded,
    });
  }
  return { resources, gaps };
}

/** The record as the request that would make such a resource: the fields have the same names. */
export function requestOf({ record }: SageMakerResource): RequestTemplate {
  return { queryLanguage: 'JSONPath', parameters: record };
}

function rolesIn(record: JsonRecord, { roles }: SageMakerKind): readonly NamedRole[] {
  return roles.flatMap((field) =>
    valuesAt({ queryLanguage: 'JSONPath', parameters: record }, field.path).flatMap((value) =>
      value.kind === 'literal' && typeof value.value === 'string' ? [{ field, roleArn: value.value }] : [],
    ),
  );
}
