import { asArray, asString, isRecord, type JsonRecord, own } from '../model/json.ts';

/** The two lists of `iam/authorization-details.json`. */
export interface AuthorizationDetails {
  readonly roles: readonly unknown[];
  readonly policies: readonly unknown[];
}

/** In the shape of GetAccountAuthorizationDetails. */
export function detailsFile({ roles, policies }: AuthorizationDetails): JsonRecord {
  return { RoleDetailList: roles, Policies: policies };
}

/** ARNs of the managed policies that are attached to a role or bound it. */
export function managedPolicyArns(roles: readonly unknown[]): ReadonlySet<string> {
  const arns = new Set<string>();
  for (const role of roles) {
    if (!isRecord(role)) continue;
    const attached = asArray(own(role, 'AttachedManagedPolicies'));
    for (const arn of [
      ...attached.map((policy) => textAt(policy, 'PolicyArn')),
      textAt(own(role, 'PermissionsBoundary'), 'PermissionsBoundaryArn'),
    ])
      if (arn !== undefined) arns.add(arn);
  }
  return arns;
}

/** The text under a key, where there is one. */
export function textAt(value: unknown, key: string): string | undefined {
  return isRecord(value) ? asString(own(value, key)) : undefined;
}

/** A page of GetAccountAuthorizationDetails whose policies keep their default version only. */
export function withDefaultVersions(page: JsonRecord): JsonRecord {
  const policies = own(page, 'Policies');
  if (!Array.isArray(policies)) return page;
  return { ...page, Policies: policies.map(withDefaultVersion) };
}

function withDefaultVersion(policy: unknown): unknown {
  if (!isRecord(policy)) return policy;
  const defaultId = textAt(policy, 'DefaultVersionId');
  const isDefault = (version: unknown): boolean =>
    isRecord(version) &&
    (own(version, 'IsDefaultVersion') === true ||
      (defaultId !== undefined && own(version, 'VersionId') === defaultId));
  return { ...policy, PolicyVersionList: asArray(own(policy, 'PolicyVersionList')).filter(isDefault) };
}
