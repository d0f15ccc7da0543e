import type { Gap } from './coverage.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own, parseJson, TOO_DEEP } from './json.ts';
import { mapped } from './mapped.ts';
import { failed, known, type Read } from './read.ts';

/** A policy as it hangs on a role; the document is JSON that only the policy room looks into. */
export interface PolicyText {
  readonly name: string;
  readonly origin: 'inline' | 'customer-managed' | 'aws-managed' | 'trust' | 'boundary' | 'scp' | 'rcp';
  readonly arn?: string;
  readonly document: Read<unknown>;
  /** Of a managed policy: the version that is the default one, such as `v3`. */
  readonly versionId?: string;
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly accountId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: PolicyText;
  /** Inline policies, then attached ones, in the order in which IAM lists them. */
  readonly policies: readonly PolicyText[];
  readonly boundary?: PolicyText;
  /** ISO 8601; absent where it was not read. */
  readonly createdAt?: string;
  /** `never`: within the time that IAM looks back. Absent where it was not read. */
  readonly lastUsed?: { readonly at: string } | 'never';
}

/** The default version of a managed policy. */
export interface ManagedPolicy {
  readonly versionId?: string;
  readonly document: Read<unknown>;
}

/** By ARN. */
export type ManagedPolicies = ReadonlyMap<string, ManagedPolicy>;

const SOURCE = 'iam:GetAccountAuthorizationDetails';

/** A policy document as AWS returns it: an object, JSON text, or percent-encoded JSON text (RFC 3986). */
export function decodeDocument(value: unknown): Read<unknown> {
  if (typeof value !== 'string') return value === undefined ? failed('the document is absent') : known(value);
  const text = decoded(value);
  const json = text === undefined ? undefined : parseJson(text);
  if (json?.kind === 'json') return known(json.value);
  return failed(json?.why === TOO_DEEP ? `the document: ${TOO_DEEP}` : 'the document is not JSON');
}

function decoded(value: string): string | undefined {
  if (!/^\s*%7B/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The `RoleDetailList` of GetAccountAuthorizationDetails; an entry without ARN or name is a gap. */
export function parseRoles(details: JsonRecord, managed: ManagedPolicies): { roles: Role[]; gaps: Gap[] } {
  const roles: Role[] = [];
  const gaps: Gap[] = [];
  for (const [index, entry] of asArray(own(details, 'RoleDetailList')).entries()) {
    const at = `$.RoleDetailList[${index}]`;
    const role = isRecord(entry) ? parseRole(entry, managed) : undefined;
    if (role !== undefined) roles.push(role);
    else
      gaps.push({
        source: SOURCE,
        region: 'global',
        kind: 'malformed',
        why: `${at}: expected a role with Arn and RoleName, found ${kindOf(entry)}`,
      });
  }
  return { roles, gaps };
}

function parseRole(entry: JsonRecord, managed: ManagedPolicies): Role | undefined {
  const arn = asString(own(entry, 'Arn'));
  const name = asString(own(entry, 'RoleName'));
  if (arn === undefined || name === undefined) return undefined;
  const boundaryArn = boundaryOf(entry);
  return {
    arn,
    name,
    path: asString(own(entry, 'Path')) ?? '/',
    accountId: arn.split(':')[4] ?? '',
    tags: parseTags(own(entry, 'Tags')),
    trust: {
      name: 'trust policy',
      origin: 'trust',
      document: decodeDocument(own(entry, 'AssumeRolePolicyDocument')),
    },
    policies: [...inlinePolicies(entry), ...attachedPolicies(entry, managed)],
    ...(boundaryArn === undefined
      ? {}
      : { boundary: { ...managedPolicy(boundaryArn, managed), origin: 'boundary' as const } }),
    ...useOf(entry),
  };
}

/**
 * IAM tells the last use of a role within some 400 days; an empty record means none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
function useOf(entry: JsonRecord): Pick<Role, 'createdAt' | 'lastUsed'> {
  const createdAt = asString(own(entry, 'CreateDate'));
  const record = own(entry, 'RoleLastUsed');
  const at = isRecord(record) ? asString(own(record, 'LastUsedDate')) : undefined;
  return {
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(isRecord(record) ? { lastUsed: at === undefined ? 'never' : { at } } : {}),
  };
}

function inlinePolicies(entry: JsonRecord): PolicyText[] {
  return mapped(asArray(own(entry, 'RolePolicyList')), (policy, index) => ({
    name: (isRecord(policy) && asString(own(policy, 'PolicyName'))) || `inline policy ${index}`,
    origin: 'inline',
    document: isRecord(policy)
      ? decodeDocument(own(policy, 'PolicyDocument'))
      : failed(`expected a policy, found ${kindOf(policy)}`),
  }));
}

function attachedPolicies(entry: JsonRecord, managed: ManagedPolicies): PolicyText[] {
  return mapped(asArray(own(entry, 'AttachedManagedPolicies')), (policy) => {
    const arn = isRecord(policy) ? asString(own(policy, 'PolicyArn')) : undefined;
    return arn === undefined
      ? {
          name: 'attached policy',
          origin: 'customer-managed',
          document: failed('the attached policy has no PolicyArn'),
        }
      : managedPolicy(arn, managed);
  });
}

function managedPolicy(arn: string, managed: ManagedPolicies): PolicyText {
  return {
    name: arn.slice(arn.lastIndexOf('/') + 1),
    origin: /^arn:[^:]+:iam::aws:/.test(arn) ? 'aws-managed' : 'customer-managed',
    arn,
    ...(managed.get(arn) ?? { document: failed('the document of the managed policy was not read') }),
  };
}

function boundaryOf(entry: JsonRecord): string | undefined {
  const boundary = own(entry, 'PermissionsBoundary');
  return isRecord(boundary) ? asString(own(boundary, 'PermissionsBoundaryArn')) : undefined;
}

function parseTags(value: unknown): Record<string, string> {
  const tags: Record<string, string> = Object.create(null);
  for (const tag of asArray(value)) {
    if (!isRecord(tag)) continue;
    const key = asString(own(tag, 'Key'));
    if (key !== undefined) tags[key] = asString(own(tag, 'Value')) ?? '';
  }
  return tags;
}

/** The default version of every managed policy in the details. */
export function parseManagedPolicies(details: JsonRecord): ManagedPolicies {
  const managed = new Map<string, ManagedPolicy>();
  for (const policy of asArray(own(details, 'Policies'))) {
    if (!isRecord(policy)) continue;
    const arn = asString(own(policy, 'Arn'));
    if (arn !== undefined) managed.set(arn, defaultVersion(policy));
  }
  return managed;
}

function defaultVersion(policy: JsonRecord): ManagedPolicy {
  const defaultId = asString(own(policy, 'DefaultVersionId'));
  const versionId = defaultId === undefined ? {} : { versionId: defaultId };
  for (const version of asArray(own(policy, 'PolicyVersionList'))) {
    if (!isRecord(version)) continue;
    const isDefault = defaultId !== undefined && own(version, 'VersionId') === defaultId;
    if (isDefault || own(version, 'IsDefaultVersion') === true)
      return { ...versionId, document: decodeDocument(own(version, 'Document')) };
  }
  return { ...versionId, document: failed('the default version of the managed policy was not read') };
}
