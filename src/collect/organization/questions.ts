import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
} from '@aws-sdk/client-organizations';
import type { JsonRecord } from '../../model/json.ts';
import { type Answer, ask, holding } from '../answer.ts';
import { organizationsPaging, type Pages, readPages } from '../pages.ts';
import type { Access } from '../reader.ts';
import {
  DESCRIBE_ORGANIZATION,
  DESCRIBE_POLICY,
  LIST_ACCOUNTS,
  LIST_POLICIES,
  LIST_ROOTS,
  LIST_TARGETS,
  LIST_UNITS,
} from './needs.ts';

export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** The questions to AWS Organizations; none throws. */
export interface Questions {
  readonly organization: () => Promise<Answer<JsonRecord>>;
  readonly roots: () => Promise<Pages>;
  readonly unitsOf: (parentId: string) => Promise<Pages>;
  readonly accountsOf: (parentId: string) => Promise<Pages>;
  readonly policies: (type: PolicyType) => Promise<Pages>;
  readonly policy: (policyId: string) => Promise<Answer<JsonRecord>>;
  readonly targetsOf: (policyId: string) => Promise<Pages>;
}

/** The most that a page of any of these lists holds. */
const MaxResults = 20;

/** Asks with the pace and the client of the access. */
export async function questionsOf({ clients, pace }: Pick<Access, 'clients' | 'pace'>): Promise<Questions> {
  const client = await clients.organizations();
  const question = (action: string, send: () => Promise<object>): Promise<Answer<JsonRecord>> =>
    ask(pace, action, 'global', send);
  const list = (
    action: string,
    key: string,
    send: (page: { MaxResults: number; NextToken: string | undefined }) => Promise<object>,
  ): Promise<Pages> =>
    readPages(
      (NextToken) => question(action, () => send({ MaxResults, NextToken })),
      organizationsPaging(key),
    );

  return {
    organization: async () =>
      holding(
        'Organization',
        await question(DESCRIBE_ORGANIZATION, () => client.send(new DescribeOrganizationCommand({}))),
      ),
    roots: () => list(LIST_ROOTS, 'Roots', (page) => client.send(new ListRootsCommand(page))),
    unitsOf: (ParentId) =>
      list(LIST_UNITS, 'OrganizationalUnits', (page) =>
        client.send(new ListOrganizationalUnitsForParentCommand({ ParentId, ...page })),
      ),
    accountsOf: (ParentId) =>
      list(LIST_ACCOUNTS, 'Accounts', (page) =>
        client.send(new ListAccountsForParentCommand({ ParentId, ...page })),
      ),
    policies: (Filter) =>
      list(LIST_POLICIES, 'Policies', (page) => client.send(new ListPoliciesCommand({ Filter, ...page }))),
    policy: async (PolicyId) =>
      holding(
        'Policy',
        await question(DESCRIBE_POLICY, () => client.send(new DescribePolicyCommand({ PolicyId }))),
      ),
    targetsOf: (PolicyId) =>
      list(LIST_TARGETS, 'Targets', (page) =>
        client.send(new ListTargetsForPolicyCommand({ PolicyId, ...page })),
      ),
  };
}
