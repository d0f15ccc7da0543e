import type { Organization } from '../model/organization.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { parseResourceControlPolicy } from '../policy/document.ts';
import { resourceControlLayer } from '../policy/resource-control.ts';
import type { Account } from './evidence.ts';
import { parsedText } from './parsed-text.ts';
import { isServiceLinked } from './scope.ts';

/** What an organization lays over the permissions of an account, ready to be asked. */
export type Guardrails = Pick<
  Account,
  'serviceControlPolicies' | 'resourceControlPolicies' | 'organizationId'
>;

const NONE = { serviceControlPolicies: [], resourceControlPolicies: [] } as const;

/**
 * Neither kind binds the management account: its roles, and its resources.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export function guardrailsOf(snapshot: Organization & Pick<Snapshot, 'accountId'>): Guardrails {
  const { accountId, managementAccountId, organizationId } = snapshot;
  const known = organizationId === undefined ? {} : { organizationId };
  if (accountId === managementAccountId) return { ...NONE, ...known };
  return {
    ...known,
    serviceControlPolicies: snapshot.serviceControlPolicies.map((level) => level.map(parsedText)),
    resourceControlPolicies: snapshot.resourceControlPolicies.map((level) =>
      resourceControlLayer(
        level.map(({ document, name }) => parseResourceControlPolicy(readValue(document), name)),
        accountId,
      ),
    ),
  };
}

/** What of it binds the role: nothing where a service alone may use it. */
export function guardrailsOn(role: Role, guardrails: Guardrails): Guardrails {
  return isServiceLinked(role.arn) ? NONE : guardrails;
}
