import { AwsFault, type Route, type Routes } from './fake-aws.ts';

export const ORGANIZATION_ID = 'o-exampleorgid';
export const MANAGEMENT = '999988887777';
export const ROOT = 'r-root';

export interface FakeUnit {
  readonly id: string;
  /** Default: the root. */
  readonly parent?: string;
}

export interface FakeMember {
  readonly id: string;
  /** Default: the root. */
  readonly parent?: string;
  readonly status?: string;
}

export interface FakePolicy {
  readonly id: string;
  readonly type?: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly awsManaged?: true;
  readonly document: unknown;
  /** Ids of roots, units and accounts. */
  readonly targets: readonly string[];
}

export interface FakeOrganization {
  readonly units: readonly FakeUnit[];
  readonly accounts: readonly FakeMember[];
  readonly policies: readonly FakePolicy[];
  /** Status by policy type; default: both are enabled. */
  readonly types?: Readonly<Record<string, string>>;
}

const PAGE = 20;
const ENABLED: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: 'ENABLED',
  RESOURCE_CONTROL_POLICY: 'ENABLED',
};

/** Routes that answer as AWS Organizations does: pages of at most 20, and typed errors. */
export function organizationRoutes(organization: FakeOrganization): Routes {
  const { types = ENABLED } = organization;
  const units = byParent(organization.units, ({ id }) => ({ Id: id, Name: id }));
  const accounts = byParent(organization.accounts, ({ id, status = 'ACTIVE' }) => ({
    Id: id,
    Name: id,
    Status: status,
  }));
  const policies = new Map(organization.policies.map((policy) => [policy.id, policy]));
  const policyOf = (id: unknown): FakePolicy => {
    const policy = policies.get(String(id));
    if (policy === undefined) throw new AwsFault('PolicyNotFoundException');
    return policy;
  };
  return {
    'organizations:DescribeOrganization': () => ({
      Organization: { Id: ORGANIZATION_ID, MasterAccountId: MANAGEMENT, FeatureSet: 'ALL' },
    }),
    'organizations:ListRoots': list('Roots', () => [
      { Id: ROOT, PolicyTypes: Object.entries(types).map(([Type, Status]) => ({ Type, Status })) },
    ]),
    'organizations:ListOrganizationalUnitsForParent': list(
      'OrganizationalUnits',
      ({ ParentId }) => units.get(String(ParentId)) ?? [],
    ),
    'organizations:ListAccountsForParent': list(
      'Accounts',
      ({ ParentId }) => accounts.get(String(ParentId)) ?? [],
    ),
    'organizations:ListPolicies': list('Policies', ({ Filter }) => {
      if (types[String(Filter)] === undefined) throw new AwsFault('PolicyTypeNotEnabledException');
      return [...policies.values()].filter((policy) => typeOf(policy) === Filter).map(summaryOf);
    }),
    'organizations:DescribePolicy': ({ PolicyId }) => {
      const policy = policyOf(PolicyId);
      const content = typeof policy.document === 'string' ? policy.document : JSON.stringify(policy.document);
      return { Policy: { PolicySummary: summaryOf(policy), Content: content } };
    },
    'organizations:ListTargetsForPolicy': list('Targets', ({ PolicyId }) =>
      policyOf(PolicyId).targets.map((TargetId) => ({ TargetId, Type: targetType(TargetId) })),
    ),
  };
}

function typeOf({ type = 'SERVICE_CONTROL_POLICY' }: FakePolicy): string {
  return type;
}

function summaryOf(policy: FakePolicy): object {
  return { Id: policy.id, Name: policy.id, Type: typeOf(policy), AwsManaged: policy.awsManaged === true };
}

function targetType(id: string): string {
  if (id === ROOT) return 'ROOT';
  return id.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT';
}

function byParent<Item extends { readonly parent?: string }>(
  items: readonly Item[],
  shown: (item: Item) => object,
): ReadonlyMap<string, readonly object[]> {
  const found = new Map<string, object[]>();
  for (const item of items) {
    const parent = item.parent ?? ROOT;
    const siblings = found.get(parent) ?? [];
    siblings.push(shown(item));
    found.set(parent, siblings);
  }
  return found;
}

function list(key: string, all: (input: Parameters<Route>[0]) => readonly object[]): Route {
  return (input) => {
    const items = all(input);
    const start = Number(input.NextToken ?? 0);
    const end = start + Math.min(PAGE, Number(input.MaxResults ?? PAGE));
    return { [key]: items.slice(start, end), NextToken: end < items.length ? String(end) : undefined };
  };
}
