import { roleNameOf } from '../model/arn.ts';
import { isRecord, type JsonRecord, own } from '../model/json.ts';
import { ABSENT } from '../model/snapshot.ts';
import { textAt } from './authorization.ts';
import {
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE,
  GET_ROLE_POLICY,
  type Iam,
  LIST_ATTACHED,
  LIST_ROLE_POLICIES,
} from './iam.ts';
import { itemsOf, type Pages } from './pages.ts';
import { type CoverageEntry, coverageOf } from './reader.ts';

/** One item of a list in `iam/authorization-details.json`, as far as it could be read, and what is missing. */
export interface Detail {
  readonly item?: JsonRecord;
  readonly coverage: readonly CoverageEntry[];
}

const region = 'global';

/**
 * The entry that GetAccountAuthorizationDetails would have for the role.
 * INVARIANT: a policy that was not read stays in the entry without document or ARN, so that no reader of the
 * file takes the role for complete.
 */
export async function readRole(iam: Iam, resource: string): Promise<Detail> {
  const name = roleNameOf(resource);
  const answer = await iam.role(name);
  if (answer.kind === 'absent')
    return { coverage: [{ source: GET_ROLE, region, resource, kind: 'known', why: ABSENT }] };
  if (answer.kind !== 'known')
    return { coverage: [coverageOf({ source: GET_ROLE, region, resource }, answer)] };
  const role = own(answer.value, 'Role');
  if (!isRecord(role) || own(role, 'Arn') !== resource) return { coverage: [otherRole(resource)] };

  const inline = await readInline(iam, name, resource);
  const attached = await readAttached(iam, name, resource);
  return {
    item: { ...role, RolePolicyList: inline.items, AttachedManagedPolicies: attached.items },
    coverage: [...inline.coverage, ...attached.coverage],
  };
}

/** A role is asked for by its name; the path may have been another one. */
function otherRole(resource: string): CoverageEntry {
  return { source: GET_ROLE, region, resource, kind: 'failed', why: 'the role of this name has another ARN' };
}

interface Items {
  readonly items: readonly unknown[];
  readonly coverage: readonly CoverageEntry[];
}

async function readInline(iam: Iam, roleName: string, resource: string): Promise<Items> {
  const names = await iam.rolePolicyNames(roleName);
  const items: unknown[] = [];
  const coverage = gapOf(LIST_ROLE_POLICIES, resource, names);
  for (const name of itemsOf(names, 'PolicyNames')) {
    const PolicyName = String(name);
    const answer = await iam.rolePolicy(roleName, PolicyName);
    if (answer.kind === 'known')
      items.push({ PolicyName, PolicyDocument: own(answer.value, 'PolicyDocument') });
    else {
      items.push({ PolicyName });
      coverage.push(coverageOf({ source: GET_ROLE_POLICY, region, resource }, answer));
    }
  }
  if (names.kind !== 'known') items.push({ PolicyName: 'inline policies that were not listed' });
  return { items, coverage };
}

async function readAttached(iam: Iam, roleName: string, resource: string): Promise<Items> {
  const attached = await iam.attachedPolicies(roleName);
  const items = [...itemsOf(attached, 'AttachedPolicies')];
  if (attached.kind !== 'known') items.push({ PolicyName: 'attached policies that were not listed' });
  return { items, coverage: gapOf(LIST_ATTACHED, resource, attached) };
}

function gapOf(source: string, resource: string, pages: Pages): CoverageEntry[] {
  return pages.kind === 'known' ? [] : [coverageOf({ source, region, resource }, pages)];
}

/** A managed policy with its default version; nothing where either could not be read. */
export async function readManagedPolicy(iam: Iam, resource: string): Promise<Detail> {
  const answer = await iam.policy(resource);
  if (answer.kind !== 'known')
    return { coverage: [coverageOf({ source: GET_POLICY, region, resource }, answer)] };
  const policy = own(answer.value, 'Policy');
  const versionId = textAt(policy, 'DefaultVersionId');
  if (!isRecord(policy) || versionId === undefined) {
    const why = 'the policy has no default version';
    return { coverage: [{ source: GET_POLICY, region, resource, kind: 'failed', why }] };
  }
  const version = await iam.policyVersion(resource, versionId);
  if (version.kind !== 'known')
    return { coverage: [coverageOf({ source: GET_POLICY_VERSION, region, resource }, version)] };
  return {
    item: { ...policy, PolicyVersionList: [own(version.value, 'PolicyVersion')] },
    coverage: [],
  };
}
