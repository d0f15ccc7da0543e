import type { CoverageEntry } from '../../collect/reader.ts';
import type { JsonRecord } from '../../model/json.ts';

/** What a run over many accounts wants to know of an organization. */
export interface OrganizationView {
  readonly accounts: readonly { readonly accountId: string; readonly status: string }[];
  /** The content of `organizations/policies.json` of an account; undefined where it was not read. */
  readonly policiesOf: (accountId: string) => JsonRecord | undefined;
  readonly coverage: readonly CoverageEntry[];
}

export type ReadOrganization = () => Promise<OrganizationView>;
