import { describe, expect, test } from 'vitest';
import { createClients } from '../../../src/collect/clients.ts';
import { createLimiter } from '../../../src/collect/limiter.ts';
import { organization } from '../../../src/collect/organization/needs.ts';
import { type OrganizationRead, readOrganization } from '../../../src/collect/organization/read.ts';
import { AwsFault, denied, type FakeCall, fakeAws, type Routes } from '../../support/fake-aws.ts';
import {
  type FakeOrganization,
  MANAGEMENT,
  ORGANIZATION_ID,
  organizationRoutes,
  ROOT,
} from '../../support/fake-organization.ts';

const NO_WAIT = { now: () => 0, sleep: () => Promise.resolve() };

async function read(
  routes: Routes,
): Promise<{ readonly found: OrganizationRead; readonly calls: readonly FakeCall[] }> {
  const { requestHandler, calls } = fakeAws(routes);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const clients = createClients({ region: 'us-east-1', credentials, requestHandler });
  const pace = createLimiter(new Map(), NO_WAIT).paceOf('', Number.POSITIVE_INFINITY);
  const found = await readOrganization({ clients, pace });
  clients.destroy();
  return { found, calls };
}

/** Documents are told apart by their ids. */
function document(id: string): object {
  return { Version: '2012-10-17', Id: id, Statement: [] };
}

const SMALL: FakeOrganization = {
  units: [{ id: 'ou-work' }, { id: 'ou-prod', parent: 'ou-work' }, { id: 'ou-empty', parent: 'ou-work' }],
  accounts: [
    { id: MANAGEMENT },
    { id: '111122223333', parent: 'ou-prod' },
    { id: '444455556666', parent: 'ou-work', status: 'SUSPENDED' },
  ],
  policies: [
    {
      id: 'p-FullAWSAccess',
      awsManaged: true,
      document: document('full'),
      targets: [ROOT, 'ou-work', 'ou-prod', 'ou-empty', MANAGEMENT, '111122223333', '444455556666'],
    },
    { id: 'p-guard', document: document('guard'), targets: [ROOT, 'ou-prod'] },
    { id: 'p-own', document: document('own'), targets: ['111122223333'] },
    {
      id: 'p-RCPFullAWSAccess',
      type: 'RESOURCE_CONTROL_POLICY',
      awsManaged: true,
      document: document('rcp-full'),
      targets: [ROOT, 'ou-work', 'ou-prod', 'ou-empty', MANAGEMENT, '111122223333', '444455556666'],
    },
    {
      id: 'p-perimeter',
      type: 'RESOURCE_CONTROL_POLICY',
      document: document('perimeter'),
      targets: ['ou-work'],
    },
  ],
};

const ids = { organizationId: ORGANIZATION_ID, managementAccountId: MANAGEMENT };

describe('an organization', () => {
  test('is read with its accounts, and each account with the policies of its levels, from the root down', async () => {
    const { found } = await read(organizationRoutes(SMALL));
    expect(found.accounts).toEqual([
      { accountId: '111122223333', status: 'ACTIVE' },
      { accountId: '444455556666', status: 'SUSPENDED' },
      { accountId: MANAGEMENT, status: 'ACTIVE' },
    ]);
    const [full, guard] = [document('full'), document('guard')];
    expect(found.policiesOf('111122223333')).toEqual({
      ...ids,
      serviceControlPolicies: [[full, guard], [full], [full, guard], [full, document('own')]],
      resourceControlPolicies: [[], [document('perimeter')], [], []],
    });
    expect(found.policiesOf('444455556666')).toEqual({
      ...ids,
      serviceControlPolicies: [[full, guard], [full], [full]],
      resourceControlPolicies: [[], [document('perimeter')], []],
    });
    expect(found.policiesOf('000000000000')).toBeUndefined();
    expect(found).toMatchObject(ids);
    expect(found.coverage).toEqual(
      organization.needs.toSorted().map((source) => ({ source, region: 'global', kind: 'known' })),
    );
  });

  test('is read by the actions that are declared, and no other', async () => {
    const { calls } = await read(organizationRoutes(SMALL));
    expect([...new Set(calls.map(({ action }) => action))].toSorted()).toEqual(organization.needs.toSorted());
  });

  test('of 5,000 accounts in 200 units costs two lists for each unit, and pages of 20', async () => {
    const units = Array.from({ length: 200 }, (_, index) => ({ id: `ou-${index}` }));
    const accounts = Array.from({ length: 5000 }, (_, index) => ({
      id: String(100_000_000_000 + index),
      parent: `ou-${index % 200}`,
    }));
    const everything = [ROOT, ...units.map(({ id }) => id), ...accounts.map(({ id }) => id)];
    const policies = [
      { id: 'p-FullAWSAccess', awsManaged: true, document: document('full'), targets: everything },
      ...Array.from({ length: 30 }, (_, index) => ({
        id: `p-${index}`,
        document: document(String(index)),
        targets: [`ou-${index}`],
      })),
      {
        id: 'p-RCPFullAWSAccess',
        type: 'RESOURCE_CONTROL_POLICY',
        awsManaged: true,
        document: document('rcp-full'),
        targets: everything,
      },
    ] as const;
    const { found, calls } = await read(organizationRoutes({ units, accounts, policies }));
    const counts: Record<string, number> = {};
    for (const { action } of calls) counts[action] = (counts[action] ?? 0) + 1;
    expect(counts).toEqual({
      'organizations:DescribeOrganization': 1,
      'organizations:ListRoots': 1,
      // Ten pages below the root, and one below each unit.
      'organizations:ListOrganizationalUnitsForParent': 210,
      // One of the root, and two of each unit with its 25 accounts.
      'organizations:ListAccountsForParent': 401,
      'organizations:ListPolicies': 3,
      'organizations:DescribePolicy': 31,
      // 5,201 targets of the first one, and one of each other.
      'organizations:ListTargetsForPolicy': 261 + 30,
    });
    expect(found.accounts).toHaveLength(5000);
    expect(found.policiesOf('100000000007')).toEqual({
      ...ids,
      serviceControlPolicies: [[document('full')], [document('7'), document('full')], [document('full')]],
      resourceControlPolicies: [[], [], []],
    });
    expect(found.policiesOf('100000000207')).toEqual(found.policiesOf('100000000007'));
  });
});

describe('what is not there', () => {
  test('an account in no organization has none, and that is known', async () => {
    const { found, calls } = await read({
      'organizations:DescribeOrganization': () => {
        throw new AwsFault('AWSOrganizationsNotInUseException', 'Your account is not a member.');
      },
    });
    expect(found).toMatchObject({
      accounts: [],
      coverage: [{ source: 'organizations:DescribeOrganization', region: 'global', kind: 'known' }],
    });
    expect(found.organizationId).toBeUndefined();
    expect(calls).toHaveLength(1);
  });

  test('a policy type that is not enabled has no levels, and is not asked for', async () => {
    const types = { SERVICE_CONTROL_POLICY: 'ENABLED' };
    const { found, calls } = await read(organizationRoutes({ ...SMALL, types }));
    expect(found.policiesOf('111122223333')).toMatchObject({ resourceControlPolicies: [] });
    expect(calls.filter(({ action }) => action === 'organizations:ListPolicies')).toHaveLength(1);
    expect(found.coverage.every(({ kind }) => kind === 'known')).toBe(true);
  });

  test('a policy type that is about to change is not known', async () => {
    const types = { SERVICE_CONTROL_POLICY: 'ENABLED', RESOURCE_CONTROL_POLICY: 'PENDING_DISABLE' };
    const { found } = await read(organizationRoutes({ ...SMALL, types }));
    expect(found.policiesOf('111122223333')).not.toHaveProperty('resourceControlPolicies');
    expect(gapsIn(found)).toEqual([
      {
        source: 'organizations:ListPolicies',
        region: 'global',
        kind: 'failed',
        why: '`RESOURCE_CONTROL_POLICY`: the policy type is PENDING_DISABLE',
      },
    ]);
  });
});

describe('what goes wrong', () => {
  test.each(organization.needs)('%s denied: a gap names it', async (action) => {
    const { found } = await read({ ...organizationRoutes(SMALL), [action]: denied });
    expect(gapsIn(found)).toContainEqual(expect.objectContaining({ source: action, kind: 'denied', action }));
  });

  test.each(['DescribeOrganization', 'ListRoots'])('%s denied: no accounts, and a gap', async (name) => {
    const action = `organizations:${name}`;
    const { found } = await read({ ...organizationRoutes(SMALL), [action]: denied });
    expect(found.accounts).toEqual([]);
    expect(gapsIn(found)).toMatchObject([{ source: action, region: 'global', kind: 'denied', action }]);
  });

  test.each(['ListPolicies', 'ListTargetsForPolicy'])('%s denied: no levels, and one gap', async (name) => {
    const action = `organizations:${name}`;
    const { found } = await read({ ...organizationRoutes(SMALL), [action]: denied });
    expect(found.policiesOf('111122223333')).toEqual(ids);
    expect(gapsIn(found)).toMatchObject([{ source: action, kind: 'denied', action }]);
    expect(gapsIn(found)[0]?.why).toMatch(/; and others with it$/);
  });

  test('a policy that is denied stands at its level, and may say anything', async () => {
    const routes = organizationRoutes(SMALL);
    const { found } = await read({
      ...routes,
      'organizations:DescribePolicy': (input, region) =>
        input.PolicyId === 'p-own'
          ? denied()
          : (routes['organizations:DescribePolicy']?.(input, region) ?? {}),
    });
    const levels = found.policiesOf('111122223333')?.serviceControlPolicies;
    expect(Array.isArray(levels) ? levels.at(-1) : undefined).toEqual([document('full'), null]);
    expect(gapsIn(found)).toMatchObject([
      { source: 'organizations:DescribePolicy', kind: 'denied', why: expect.stringMatching(/^`p-own`: /) },
    ]);
  });

  test('units that cannot be listed hide the accounts below them, and no other', async () => {
    const routes = organizationRoutes(SMALL);
    const { found } = await read({
      ...routes,
      'organizations:ListOrganizationalUnitsForParent': (input, region) =>
        input.ParentId === 'ou-work'
          ? denied()
          : (routes['organizations:ListOrganizationalUnitsForParent']?.(input, region) ?? {}),
    });
    expect(found.accounts.map(({ accountId }) => accountId)).toEqual(['444455556666', MANAGEMENT]);
    expect(gapsIn(found)).toMatchObject([
      { source: 'organizations:ListOrganizationalUnitsForParent', kind: 'denied' },
    ]);
  });

  test.each([
    ['an empty body', { rawStatus: 200, rawBody: '' }, /the answer has no/],
    ["a proxy's page", { rawStatus: 200, rawBody: '<html>Sign in</html>' }, /not in its format/],
  ])('%s is no answer, whichever call gets it', async (_, reply, why) => {
    for (const action of organization.needs) {
      const { found } = await read({ ...organizationRoutes(SMALL), [action]: () => reply });
      const gaps = gapsIn(found);
      expect(gaps.map(({ source, kind }) => ({ source, kind }))).toEqual([
        { source: action, kind: 'failed' },
      ]);
      expect(gaps[0]?.why).toMatch(why);
    }
  });

  test('a list that breaks off is not taken for a whole one', async () => {
    const { found } = await read({
      ...organizationRoutes(SMALL),
      'organizations:ListPolicies': () => ({ Policies: [], NextToken: 'again' }),
    });
    expect(found.policiesOf('111122223333')).toEqual(ids);
    expect(gapsIn(found)).toMatchObject([{ source: 'organizations:ListPolicies', kind: 'partial' }]);
  });
});

function gapsIn({ coverage }: OrganizationRead): OrganizationRead['coverage'] {
  return coverage.filter(({ kind }) => kind !== 'known');
}
