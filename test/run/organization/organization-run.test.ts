import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readValue } from '../../../src/model/read.ts';
import { stateStore } from '../../../src/state/state-store.ts';
import { type ManyAccounts, manyAccounts, OWN } from '../../support/many-accounts.ts';

const topic = mockClient(SNSClient);
afterAll(() => topic.restore());
const A = '444455556666';
const B = '777788889999';
const ACCOUNTS = [OWN, A, B];
const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string];

beforeEach(() => {
  topic.reset();
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
});

function messages(): readonly string[] {
  return topic
    .commandCalls(PublishCommand)
    .map(({ args: [{ input }] }) => JSON.parse(input.Message ?? '').default);
}

async function wholeRun(many: ManyAccounts, run: string): ReturnType<ManyAccounts['finish']> {
  await many.plan(run, ACCOUNTS);
  for (const account of ACCOUNTS) await many.member(run, account);
  return many.finish(run);
}

async function activeIn({ objects }: ManyAccounts, accountId: string): Promise<number> {
  const { head } = await stateStore(objects).load({ accountId, region: 'us-east-1' });
  return Object.values(head?.findings ?? {}).filter(({ kind }) => kind === 'active').length;
}

describe('a run over three accounts', () => {
  test('tells people once, when all are audited, and names each of them', async () => {
    const many = manyAccounts();
    await many.plan(FIRST, ACCOUNTS);
    for (const account of ACCOUNTS) await many.member(FIRST, account);
    expect(messages()).toEqual([]);
    const summary = await many.finish(FIRST);
    expect(summary).toMatchObject({
      accounts: { planned: 3, complete: 3, partial: 0, unreachable: 0, missing: 0, leftOut: 0 },
      incomplete: [],
      findings: { critical: 3 },
      deliveries: [{ channel: 'sns', delivered: 3, messages: 1 }],
      problems: [],
    });
    const [text, ...others] = messages();
    expect(others).toEqual([]);
    for (const account of ACCOUNTS) expect(text).toContain(account);
  });

  test('is one run where each of its parts is called twice', async () => {
    const many = manyAccounts();
    const planned = await many.plan(FIRST, ACCOUNTS);
    expect(await many.plan(FIRST, [OWN])).toEqual(planned);
    for (const account of [...ACCOUNTS, ...ACCOUNTS])
      expect(await many.member(FIRST, account)).toEqual({ account });
    expect(many.read).toEqual(ACCOUNTS);
    const summary = await many.finish(FIRST);
    expect(await many.finish(FIRST)).toEqual(summary);
    expect(messages()).toHaveLength(1);
  });

  test('names an account whose worker died, and says so when a later run has audited it', async () => {
    const many = manyAccounts();
    await many.plan(FIRST, ACCOUNTS);
    await many.member(FIRST, OWN);
    await many.member(FIRST, A);
    const summary = await many.finish(FIRST);
    expect(summary.accounts).toMatchObject({ complete: 2, missing: 1 });
    expect(summary.percentRead).toBeCloseTo(200 / 3);
    expect(summary.incomplete).toMatchObject([{ account: B, kind: 'missing', gaps: 1 }]);
    expect(messages()[0]).toMatch(new RegExp(`organization in account ${B}.*did not end`));

    // The worker comes late: the run has its answer.
    await many.member(FIRST, B);
    expect(many.read).not.toContain(B);
    expect((await wholeRun(many, SECOND)).accounts).toMatchObject({ complete: 3, missing: 0 });
    expect(messages()[1]).toMatch(new RegExp(`Audited again:\\n *organization in account ${B}`));
  });

  test('ends where no worker did anything', async () => {
    const many = manyAccounts();
    await many.plan(FIRST, ACCOUNTS);
    expect((await many.finish(FIRST)).accounts).toMatchObject({ planned: 3, missing: 3 });
    expect(messages()).toHaveLength(1);
  });
});

describe('an account that cannot be read', () => {
  test('keeps its findings, is told once with the action, and once when it can be read again', async () => {
    const many = manyAccounts();
    await wholeRun(many, FIRST);
    expect(await activeIn(many, A)).toBe(1);

    many.refused.add(A);
    for (const run of [SECOND, THIRD]) {
      const { accounts, incomplete } = await wholeRun(many, run);
      expect(accounts).toMatchObject({ complete: 2, unreachable: 1, missing: 0 });
      expect(incomplete).toMatchObject([{ account: A, gaps: 1, first: [{ source: 'sts:AssumeRole' }] }]);
      expect(await activeIn(many, A)).toBe(1);
    }
    const told = messages().slice(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`sts:AssumeRole in account ${A}.*grant sts:AssumeRole`));

    many.refused.clear();
    const { accounts } = await wholeRun(many, '4'.repeat(64));
    expect(accounts).toMatchObject({ complete: 3 });
    expect(messages().slice(2)).toEqual([
      expect.stringMatching(new RegExp(`Audited again:.*\\n.*${A}.*restored`)),
    ]);
  });

  test('has its first findings as one digest once it can be read', async () => {
    const many = manyAccounts();
    many.refused.add(A);
    await wholeRun(many, FIRST);
    many.refused.clear();
    await wholeRun(many, SECOND);
    const entries = messages()[1] ?? '';
    expect(messages()).toHaveLength(2);
    expect(entries).toContain('1 finding, worst is critical');
  });
});

describe('a worker', () => {
  test.each([
    ['a run that nobody planned', SECOND, OWN, '`$.run`: no such run is planned'],
    ['an account that the run does not name', FIRST, '000000000000', '`$.account`: the run does not audit'],
  ])('reads nothing for %s', async (_, run, account, message) => {
    const many = manyAccounts();
    await many.plan(FIRST, ACCOUNTS);
    await expect(many.member(run, account)).rejects.toThrow(message);
    await expect(many.member(run, account)).rejects.toMatchObject({ name: 'InvalidPayload' });
    expect(many.read).toEqual([]);
  });

  test('gets what only the organization knows: policies, and what of it could not be read', async () => {
    const many = manyAccounts();
    const policies = { serviceControlPolicies: [[]], resourceControlPolicies: [] };
    await many.plan(FIRST, [], {
      readOrganization: async () => ({
        accounts: [{ accountId: A, status: 'ACTIVE' }],
        policiesOf: () => policies,
        coverage: [
          { source: 'organizations:ListRoots', region: 'global', kind: 'known' },
          {
            source: 'organizations:ListPolicies',
            region: 'global',
            kind: 'denied',
            why: 'not authorized',
            action: 'organizations:ListPolicies',
          },
        ],
      }),
    });
    await many.member(FIRST, A);
    const file = many.files.get(A)?.get('organizations/policies.json');
    expect(file === undefined ? undefined : readValue(file)).toEqual(policies);
    expect((await many.finish(FIRST)).incomplete).toMatchObject([
      { account: A, kind: 'partial', first: [{ source: 'organizations:ListPolicies', kind: 'denied' }] },
    ]);
  });
});

describe('a plan', () => {
  const accounts = [
    { accountId: OWN, status: 'ACTIVE' },
    { accountId: A, status: 'SUSPENDED' },
    { accountId: B, status: 'ACTIVE' },
  ];
  const read = (all: typeof accounts) => async () => ({
    accounts: all,
    policiesOf: () => undefined,
    coverage: [],
  });
  const planned = async (allowed: readonly string[], all?: typeof accounts): Promise<unknown> => {
    const many = manyAccounts();
    const readOrganization = all === undefined ? {} : { readOrganization: read(all) };
    await many.plan(FIRST, allowed, readOrganization);
    const plan = await many.runs.planOf(FIRST);
    return [plan?.accounts.map(({ account }) => account), plan?.leftOut];
  };

  test('leaves out accounts that are suspended, and counts them', async () => {
    expect(await planned([], accounts)).toEqual([[OWN, B], 1]);
  });

  test('keeps to the accounts that the configuration names', async () => {
    expect(await planned([B, A], accounts)).toEqual([[B], 2]);
  });

  test('is about the accounts that are named where there is no organization, else about the own one', async () => {
    expect(await planned([B, A])).toEqual([[A, B], 0]);
    expect(await planned([])).toEqual([[OWN], 0]);
  });

  test('audits the own account where the organization does not tell its accounts', async () => {
    expect(await planned([], [])).toEqual([[OWN], 0]);
  });

  test('is written as the list that the state machine maps over', async () => {
    const many = manyAccounts();
    const { key, accounts: number } = await many.plan(FIRST, ACCOUNTS);
    const stored = await many.objects.get(key);
    expect(key).toBe(`runs/organization/${FIRST}/accounts.json`);
    expect(JSON.parse(new TextDecoder().decode(stored?.body))).toEqual(
      [OWN, A, B].map((account) => ({ account, run: FIRST })),
    );
    expect(number).toBe(3);
  });
});
