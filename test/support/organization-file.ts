import { known, type Read } from '../../src/model/read.ts';

/** What an organization lays over an account, as `organizations/policies.json` has it. */
export interface OrganizationJson {
  readonly organizationId?: string;
  readonly managementAccountId?: string;
  readonly serviceControlPolicies?: readonly (readonly unknown[])[];
  readonly resourceControlPolicies?: readonly (readonly unknown[])[];
}

/** Adds the file where the account says something of an organization. */
export function addOrganization(files: Map<string, Read<unknown>>, account: OrganizationJson): void {
  const { organizationId, managementAccountId, serviceControlPolicies, resourceControlPolicies } = account;
  const all = { organizationId, managementAccountId, serviceControlPolicies, resourceControlPolicies };
  const given = Object.entries(all).filter(([, part]) => part !== undefined);
  if (given.length > 0) files.set('organizations/policies.json', known(Object.fromEntries(given)));
}
