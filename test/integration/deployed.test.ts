import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import type { OrganizationSummary } from '../../src/run/organization/summary.ts';
import { batchOf, changeEvent, readChangeCases } from '../support/change-cases.ts';
import { type DeployedService, startService } from '../support/deployed-service.ts';
import type { Heard } from '../support/listeners.ts';
import { denyingRolesOf, meddlingWith } from '../support/meddlings.ts';
import { motoForTests } from '../support/moto.ts';
import { lacking } from '../support/moto-enforcement.ts';
import { type NodeBinary, nodesForTests } from '../support/nodes.ts';
import { activeIn, changedIn, findingOf, idsOf, kindsOf, statusesOf, waitingIn } from '../support/told.ts';

const moto = motoForTests();
const nodes = nodesForTests();

// Each audit asks some hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 240_000 });

const SILENCE: Heard = { mails: [], chats: [], events: [] };
const REGIONS = ['eu-west-1', 'global', 'us-east-1'];

interface OrganizationRun {
  readonly summary: OrganizationSummary;
  /** One for each account that was read, by account. */
  readonly reports: ReadonlyMap<string, Report>;
  readonly heard: Heard;
}

/*
 * One story: every step finds the accounts and the state as the step before it has left them. What moto lacks stands in for
 * AWS only in part: it skips schedules, bucket policies and destinations of failed invocations; looks at no condition, no key
 * policy and no trust between accounts; invokes no function for a state machine or a queue, so that the test hands on what
 * they would hand on; and has few of the lists of SageMaker, which the proxy answers as empty, whoever asks.
 */
describe.skipIf(moto === undefined || nodes === undefined)('a deployment', () => {
  let service: DeployedService;
  let day = 0;

  beforeAll(async () => {
    if (moto === undefined) return;
    service = await startService(moto);
  }, 240_000);

  afterAll(async () => {
    await service?.stop();
    vi.unstubAllEnvs();
  });

  function nodeCalled(name: NodeBinary['name']): NodeBinary {
    const found = nodes?.find((node) => node.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  }

  async function answerOf(node: NodeBinary, name: string, event: object): Promise<unknown> {
    const answer = await service.invoke(node, name, event);
    if (answer.kind === 'response') return answer.value;
    throw new Error(`${name}: ${answer.errorType}: ${answer.errorMessage}`);
  }

  /** The steps of the state machine. */
  async function runOver(name: NodeBinary['name']): Promise<OrganizationRun> {
    day += 1;
    const node = nodeCalled(name);
    const before = (await service.reports()).length;
    const plan = { kind: 'plan', execution: `day-${day}`, input: {} };
    const { run, key } = (await answerOf(node, 'organization', plan)) as { run: string; key: string };
    const items = (await service.kept(key)) as readonly { run: string; account: string }[];
    for (const item of items) {
      const answer = await answerOf(node, 'audit', { kind: 'member', ...item });
      expect(answer).toEqual({ account: item.account });
    }
    const summary = (await answerOf(node, 'organization', { kind: 'finish', run })) as OrganizationSummary;
    const reports = (await service.reports()).slice(before);
    return {
      summary,
      reports: new Map(reports.map((report) => [report.accountId, report])),
      heard: onceEach(await service.hear()),
    };
  }

  let first: OrganizationRun;

  test('tells of every account and region what has drifted, to people in one digest, to programs one by one', async () => {
    first = await runOver('n22');
    const { summary, reports, heard } = first;
    expect(summary).toMatchObject({
      accounts: { planned: 3, complete: 3, partial: 0, unreachable: 0, missing: 0 },
      incomplete: [],
      problems: [],
    });
    expect([...reports.keys()].sort()).toEqual([...service.accounts].sort());
    for (const report of reports.values()) {
      expect([...new Set(report.findings.map(({ region }) => region))].sort()).toEqual(REGIONS);
      expect(statusesOf(report)).toEqual(['new']);
    }
    const findings = [...reports.values()].flatMap((report) => report.findings);
    expect(kindsOf(heard)).toEqual(new Map(findings.map(({ id }) => [id, 'Finding Opened'])));
    expect([heard.mails.length, heard.chats.length]).toEqual([1, 1]);
    for (const account of service.accounts) expect(heard.mails[0]?.Message).toContain(account);

    const heads = await service.heads();
    expect([...heads.keys()].sort()).toEqual(
      service.accounts.flatMap((account) => REGIONS.map((region) => `${account} ${region}`)).sort(),
    );
    expect(activeIn(heads)).toEqual(idsOf(findings));
    expect(waitingIn(heads)).toEqual([]);
  });

  test('finds nothing to see to in its own roles', () => {
    const [own = ''] = service.accounts;
    const { summary, findings } = reportOf(first, own);
    expect(summary.stateMachines).toBeGreaterThan(
      reportOf(first, service.accounts[1] ?? '').summary.stateMachines,
    );
    const ofStack = findings.filter(
      ({ role, severity }) => /^plumbline-/.test(role.name) && severity !== 'info',
    );
    expect(ofStack).toEqual([]);
  });

  test('finds the same under the other Node, and tells nobody again', async () => {
    const { summary, reports, heard } = await runOver('n24');
    expect(summary.findings).toEqual(first.summary.findings);
    for (const [account, report] of reports) {
      expect(idsOf(report.findings)).toEqual(idsOf(reportOf(first, account).findings));
      expect(statusesOf(report)).toEqual(['active']);
    }
    expect(reports.size).toBe(3);
    expect(heard).toEqual(SILENCE);
  });

  test('names the account whose role is gone, once, and audits the others', async () => {
    const [, , broken = ''] = service.accounts;
    const before = activeIn(await service.heads());
    await service.removeMember(broken);
    // moto gives credentials of roles that are not there.
    const { lost, still } = await meddlingWith(
      service.deployment.proxy,
      denyingRolesOf(broken),
      async () => ({ lost: await runOver('n24'), still: await runOver('n22') }),
    );
    const roleArn = `arn:aws:iam::${broken}:role/plumbline-member`;
    for (const run of [lost, still]) {
      const { summary } = run;
      expect(summary.accounts).toMatchObject({ planned: 3, complete: 2, unreachable: 1 });
      const gap = { source: 'sts:AssumeRole', action: 'sts:AssumeRole', resource: roleArn };
      expect(summary.incomplete).toMatchObject([{ account: broken, kind: 'unreachable', first: [gap] }]);
      for (const account of service.accounts.filter((each) => each !== broken))
        expect(statusesOf(reportOf(run, account))).toEqual(['active']);
    }
    expect([...kindsOf(lost.heard).values()]).toEqual(['Coverage Incomplete']);
    expect([lost.heard.mails.length, lost.heard.chats.length]).toEqual([1, 1]);
    expect(lost.heard.mails[0]?.Message).toContain(roleArn);
    expect(still.heard).toEqual(SILENCE);
    expect(activeIn(await service.heads())).toEqual(before);
  });

  test('resolves what its own remedy has repaired, and nothing else, when all can be read again', async () => {
    const [, repaired = '', broken = ''] = service.accounts;
    await service.addMember(broken);
    const missing = findingOf(reportOf(first, repaired), 'transform-policy-missing', 'fraud-score');
    const iam = await service.iamOf(repaired);
    const PolicyDocument = JSON.stringify(missing.remedy.policy);
    await iam.send(
      new PutRolePolicyCommand({ RoleName: missing.role.name, PolicyName: 'FromRemedy', PolicyDocument }),
    );

    const { summary, reports, heard } = await runOver('n24');
    expect(summary.accounts).toMatchObject({ planned: 3, complete: 3 });
    expect([...reports.values()].flatMap(changedIn)).toEqual([[missing.id, 'resolved', 'fixed']]);
    expect([...kindsOf(heard).values()].sort()).toEqual(['Coverage Restored', 'Finding Resolved']);
    expect(kindsOf(heard).get(missing.id)).toBe('Finding Resolved');
    expect(heard.mails.length).toBe(1);
    const others = [...first.reports.values()].flatMap(({ findings }) => idsOf(findings));
    expect(activeIn(await service.heads())).toEqual(others.filter((id) => id !== missing.id).sort());
  });

  test('follows a call that changes a role of another account, and says who has made it', async () => {
    const [, changed = ''] = service.accounts;
    const missing = findingOf(reportOf(first, changed), 'transform-policy-missing', 'fraud-score');
    const parameters = { RoleName: missing.role.name, PolicyName: 'FromRemedy' };
    await (await service.iamOf(changed)).send(new DeleteRolePolicyCommand(parameters));
    const time = new Date().toISOString().replace(/\.\d+/, '');
    const requestParameters = { roleName: missing.role.name, policyName: 'FromRemedy' };
    const detail = { eventName: 'DeleteRolePolicy', eventTime: time, requestParameters };
    const event = changeEvent('put-role-policy', detail, { account: changed, time });

    expect(await answerOf(nodeCalled('n22'), 'change', batchOf(event))).toEqual({ batchItemFailures: [] });
    const heard = onceEach(await service.hear());
    expect(kindsOf(heard)).toEqual(new Map([[missing.id, 'Finding Reopened']]));
    const { by } = readChangeCases().get('put-role-policy') ?? {};
    for (const text of [heard.mails[0]?.Message, JSON.stringify(heard.events)]) {
      expect(text).toContain('DeleteRolePolicy');
      expect(text).toContain(by);
    }
  });

  test.each(['n22', 'n24'] as const)(
    'answers on demand, and has nothing left to deliver, under %s',
    async (name) => {
      const node = nodeCalled(name);
      const [own = ''] = service.accounts;
      const answer = await answerOf(node, 'audit', { kind: 'audit', accounts: [own], publish: false });
      expect(answer).toMatchObject({ coverage: { complete: true, gaps: [] } });
      expect(idsOf((answer as Report).findings)).toEqual(idsOf(reportOf(first, own).findings));
      expect(await answerOf(node, 'drain', { kind: 'drain' })).toEqual({ deliveries: [], problems: [] });
      const refused = await service.invoke(node, 'audit', { kind: 'drop' });
      expect(refused).toMatchObject({ kind: 'error', errorType: 'InvalidPayload' });
      expect(await service.hear()).toEqual(SILENCE);
    },
  );

  test('names the action that its role lacks', async () => {
    const [own = ''] = service.accounts;
    const auditor = { RoleName: service.physical('AuditorRole'), PolicyName: 'auditor' };
    const action = 'states:DescribeStateMachine';
    const answer = await lacking(await service.iamOf(own), auditor, action, () =>
      answerOf(nodeCalled('n24'), 'audit', { kind: 'audit', accounts: [own], publish: false }),
    );
    const { coverage, findings } = answer as Report;
    expect(coverage.complete).toBe(false);
    expect(coverage.gaps).toContainEqual(expect.objectContaining({ kind: 'denied', action }));
    expect(findings.filter(({ status }) => status === 'resolved')).toEqual([]);
  });

  test('leaves, when it is removed, its bucket and its key', async () => {
    const kept = [service.physical('StateBucket'), service.physical('Key')];
    await service.deployment.remove();
    expect(await service.deployment.leftovers()).toEqual(kept);
  });
});

/** A call whose answer is late is made once more, and moto is late at times. Programs know an event again by its id. */
function onceEach({ events, ...people }: Heard): Heard {
  const unique = new Map(events.map((event) => [event.detail.eventId, event]));
  return { ...people, events: [...unique.values()] };
}

function reportOf({ reports }: OrganizationRun, account: string): Report {
  const report = reports.get(account);
  if (report === undefined) throw new Error(`there is no report of ${account}`);
  return report;
}
