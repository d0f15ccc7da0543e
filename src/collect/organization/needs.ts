/** IAM action of a question. */
export const DESCRIBE_ORGANIZATION = 'organizations:DescribeOrganization';
export const LIST_ROOTS = 'organizations:ListRoots';
export const LIST_UNITS = 'organizations:ListOrganizationalUnitsForParent';
export const LIST_ACCOUNTS = 'organizations:ListAccountsForParent';
export const LIST_POLICIES = 'organizations:ListPolicies';
export const DESCRIBE_POLICY = 'organizations:DescribePolicy';
export const LIST_TARGETS = 'organizations:ListTargetsForPolicy';

/** What reading an organization calls, in its management account or in one that it has delegated this to. */
export const organization: { readonly name: string; readonly needs: readonly string[] } = {
  name: 'organization',
  needs: [
    DESCRIBE_ORGANIZATION,
    LIST_ROOTS,
    LIST_UNITS,
    LIST_ACCOUNTS,
    LIST_POLICIES,
    DESCRIBE_POLICY,
    LIST_TARGETS,
  ],
};
