import { asArray, asString, isRecord, type JsonRecord, own } from '../../model/json.ts';
import type { Answer } from '../answer.ts';
import { itemsOf, type Pages } from '../pages.ts';
import type { Access, CoverageEntry } from '../reader.ts';
import { DESCRIBE_ORGANIZATION, LIST_POLICIES, LIST_ROOTS } from './needs.ts';
import { collectOutcomes, type Outcomes } from './outcomes.ts';
import { type Attached, readAttached } from './policies.ts';
import { type PolicyType, type Questions, questionsOf } from './questions.ts';
import { type OrganizationAccount, readTree, type Tree } from './tree.ts';

/** An organization with all that its policies lay over its accounts. */
export interface OrganizationRead {
  readonly organizationId?: string;
  readonly managementAccountId?: string;
  /** By their ids; without those below what could not be listed. */
  readonly accounts: readonly OrganizationAccount[];
  /** The content of `organizations/policies.json` for one account; undefined where it is not among the accounts. */
  readonly policiesOf: (accountId: string) => JsonRecord | undefined;
  /** One entry for each action that was called. */
  readonly coverage: readonly CoverageEntry[];
}

/**
 * Reads the organization that the caller's account is in. The calls grow with units, policies and twentieths of accounts.
 * Where the account is in none there are no accounts, and nothing went wrong; what AWS refuses is coverage.
 */
export async function readOrganization(access: Pick<Access, 'clients' | 'pace'>): Promise<OrganizationRead> {
  const questions = await questionsOf(access);
  const outcomes = collectOutcomes();
  const described = await questions.organization();
  const isNone = described.kind === 'failed' && described.why.startsWith(`${NO_ORGANIZATION}:`);
  outcomes.add(DESCRIBE_ORGANIZATION, isNone ? { kind: 'known', value: {} } : described);
  if (described.kind !== 'known') return nothingIn({}, outcomes);
  const ids = idsOf(described);
  const roots = await questions.roots();
  const [root] = itemsOf(roots, 'Roots').filter(isRecord);
  const rootId = root === undefined ? undefined : asString(own(root, 'Id'));
  outcomes.add(LIST_ROOTS, rootId === undefined ? rootless(roots) : roots);
  if (root === undefined || rootId === undefined) return nothingIn(ids, outcomes);
  const tree = await readTree(questions, rootId, outcomes);
  const scps = await readType(questions, root, 'SERVICE_CONTROL_POLICY', outcomes);
  const rcps = await readType(questions, root, 'RESOURCE_CONTROL_POLICY', outcomes);
  return {
    ...ids,
    accounts: tree.accounts,
    policiesOf: (accountId) => policiesFile(accountId, { ids, tree, scps, rcps }),
    coverage: outcomes.coverage(),
  };
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html */
const NO_ORGANIZATION = 'AWSOrganizationsNotInUseException';

type Ids = Pick<OrganizationRead, 'organizationId' | 'managementAccountId'>;

function idsOf(described: Answer<JsonRecord>): Ids {
  const found = described.kind === 'known' ? own(described.value, 'Organization') : undefined;
  const organization = isRecord(found) ? found : {};
  const organizationId = asString(own(organization, 'Id'));
  const managementAccountId = asString(own(organization, 'MasterAccountId'));
  return {
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(managementAccountId === undefined ? {} : { managementAccountId }),
  };
}

function nothingIn(ids: Ids, outcomes: Outcomes): OrganizationRead {
  return { ...ids, accounts: [], policiesOf: () => undefined, coverage: outcomes.coverage() };
}

/** An organization has a root; a list without one is no answer. */
function rootless(roots: Pages): Pages {
  return roots.kind === 'known' ? { kind: 'failed', why: 'the answer has no root' } : roots;
}

/** The policies of a type that is enabled; none bind where it is not. One that is about to change is not known. */
async function readType(
  questions: Questions,
  root: JsonRecord,
  type: PolicyType,
  outcomes: Outcomes,
): Promise<Attached | 'not enabled' | undefined> {
  const entry = asArray(own(root, 'PolicyTypes'))
    .filter(isRecord)
    .find((one) => own(one, 'Type') === type);
  if (entry === undefined) return 'not enabled';
  const status = own(entry, 'Status');
  if (status === 'ENABLED') return readAttached(questions, type, outcomes);
  outcomes.add(LIST_POLICIES, { kind: 'failed', why: `the policy type is ${String(status)}` }, type);
  return undefined;
}

interface Parts {
  readonly ids: Ids;
  readonly tree: Tree;
  readonly scps: Attached | 'not enabled' | undefined;
  readonly rcps: Attached | 'not enabled' | undefined;
}

/** Types that were not read are left out; of those that are not enabled there are no levels. */
function policiesFile(accountId: string, { ids, tree, scps, rcps }: Parts): JsonRecord | undefined {
  const chain = tree.chainOf(accountId);
  if (chain === undefined) return undefined;
  const levels = (attached: Attached | 'not enabled') =>
    attached === 'not enabled' ? [] : chain.map((id) => attached.get(id) ?? []);
  return {
    ...ids,
    ...(scps === undefined ? {} : { serviceControlPolicies: levels(scps) }),
    ...(rcps === undefined ? {} : { resourceControlPolicies: levels(rcps) }),
  };
}
