import type { Gap } from './coverage.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own } from './json.ts';
import type { Read } from './read.ts';
import { decodeDocument } from './role.ts';

/** A policy that hangs on a resource and says who else may use it. */
export interface ResourcePolicy {
  /** Of the resource. */
  readonly arn: string;
  readonly region: string;
  readonly type: ResourcePolicyKind['noun'];
  readonly document: Read<unknown>;
}

/** A kind of SageMaker resource that may have a policy of its own. */
export interface ResourcePolicyKind {
  readonly noun: 'LineageGroup' | 'ModelPackageGroup';
  /** Below the folder of a region; it holds those resources only that have a policy. */
  readonly file: string;
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_GetLineageGroupPolicy.html
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_GetModelPackageGroupPolicy.html
 */
export const RESOURCE_POLICY_KINDS: readonly ResourcePolicyKind[] = [
  { noun: 'LineageGroup', file: 'sagemaker/get-lineage-group-policy.json' },
  { noun: 'ModelPackageGroup', file: 'sagemaker/get-model-package-group-policy.json' },
];

/** `sagemaker:GetLineageGroupPolicy`: the action that reads the policy of one resource. */
export function getPolicyAction({ noun }: ResourcePolicyKind): string {
  return `sagemaker:Get${noun}Policy`;
}

/** `sagemaker:ListLineageGroups`: the action that tells which resources there are. */
export function listGroupsAction({ noun }: ResourcePolicyKind): string {
  return `sagemaker:List${noun}s`;
}

/** The policies of one kind in one region; an item without ARN is a gap. */
export function parseResourcePolicies(
  file: JsonRecord,
  kind: ResourcePolicyKind,
  region: string,
): { policies: ResourcePolicy[]; gaps: Gap[] } {
  const policies: ResourcePolicy[] = [];
  const gaps: Gap[] = [];
  const items = own(file, 'items');
  const gap = (why: string): Gap => ({ source: getPolicyAction(kind), region, kind: 'malformed', why });
  if (!Array.isArray(items)) gaps.push(gap(`$.items: expected an array, found ${kindOf(items)}`));
  for (const [index, item] of asArray(items).entries()) {
    const arn = isRecord(item) ? asString(own(item, `${kind.noun}Arn`)) : undefined;
    if (isRecord(item) && arn !== undefined)
      policies.push({ arn, region, type: kind.noun, document: decodeDocument(own(item, 'ResourcePolicy')) });
    else gaps.push(gap(`$.items[${index}]: expected a policy with ${kind.noun}Arn, found ${kindOf(item)}`));
  }
  return { policies, gaps };
}
