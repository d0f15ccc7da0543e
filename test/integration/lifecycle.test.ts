import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { atLeast, type Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { completedEvent } from '../../src/publish/completed-event.ts';
import type { Response } from '../../src/run/response.ts';
import { type Handlers, sourceHandlers } from '../support/handlers.ts';
import {
  type Installation,
  install,
  minutesLater,
  runOf,
  type ScheduledRun,
  schedule,
} from '../support/installation.ts';
import type { Heard } from '../support/listeners.ts';
import { denyingReadsOf, failing, hiding, meddlingWith } from '../support/meddlings.ts';
import { motoForTests } from '../support/moto.ts';
import type { Meddling } from '../support/proxy.ts';
import {
  activeIn,
  changedIn,
  findingOf,
  idsOf,
  isWrite,
  kindsOf,
  recordOf,
  statesOf,
  statusesOf,
  waitingIn,
  writesOfState,
} from '../support/told.ts';

// Log and metrics read their settings when the handlers are loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT').stubEnv('POWERTOOLS_METRICS_DISABLED', 'true'));

const moto = motoForTests();

// Each audit asks some hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 240_000 });

const SILENCE: Heard = { mails: [], chats: [], events: [] };
const REMEDY = 'FromRemedy';
const machineArn = (name: string): string => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;

// One story: every step finds the account and the state as the step before it has left them.
describe.skipIf(moto === undefined)('the findings of an installation', () => {
  let installation: Installation;
  let handlers: Handlers;
  let iam: IAMClient;
  let states: SFNClient;
  let day = 0;

  beforeAll(async () => {
    if (moto === undefined) return;
    installation = await install(moto);
    handlers = await sourceHandlers();
    iam = new IAMClient({});
    states = new SFNClient({});
  }, 240_000);

  afterAll(async () => {
    iam?.destroy();
    states?.destroy();
    await installation?.stop();
    vi.unstubAllEnvs();
  });

  function runOnSchedule(): Promise<ScheduledRun> {
    day += 1;
    return runOf(installation, handlers, schedule(day));
  }

  function whileMeddling<Result>(meddling: Meddling, work: () => Promise<Result>): Promise<Result> {
    return meddlingWith(installation.account.proxy, meddling, work);
  }

  async function repair({ role, remedy }: Finding): Promise<void> {
    const PolicyDocument = JSON.stringify(remedy.policy);
    await iam.send(new PutRolePolicyCommand({ RoleName: role.name, PolicyName: REMEDY, PolicyDocument }));
  }

  async function unrepair({ role }: Finding): Promise<void> {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: REMEDY }));
  }

  let first: Report;
  let firstAnswer: Response;
  let missing: Finding;

  test('are all told at once in the first run: to people in one digest, to programs one by one', async () => {
    const { answer, report, heard, calls } = await runOnSchedule();
    first = report;
    firstAnswer = answer;
    missing = findingOf(report, 'transform-policy-missing', 'fraud-score');
    expect(answer).toMatchObject({ problems: [], findings: [], omittedFindings: report.findings.length });
    expect(statusesOf(report)).toEqual(['new']);
    const { findings } = report;
    expect(new Set(findings.map(({ region }) => region))).toEqual(
      new Set(['eu-west-1', 'global', 'us-east-1']),
    );

    expect([heard.mails.length, heard.chats.length]).toEqual([1, 1]);
    expect(heard.mails[0]?.Subject).toContain('123456789012');
    const told = findings.filter(({ severity }) => atLeast(severity, 'medium'));
    expect(JSON.parse(heard.mails[0]?.Message ?? '')).toMatchObject({
      entries: told.map(() => ({ kind: 'opened', isBaseline: true })),
      omitted: 0,
    });
    expect(kindsOf(heard)).toEqual(new Map(findings.map(({ id }) => [id, 'Finding Opened'])));
    expect(heard.events.every(({ detail }) => detail.isBaseline)).toBe(true);
    expect(statesOf(await installation.imported())).toEqual(
      new Map(findings.map(({ id }) => [id, 'ACTIVE FAILED'])),
    );
    expect((await installation.transitions()).map(({ eventId }) => eventId).sort()).toEqual(
      heard.events.map(({ detail }) => detail.eventId).sort(),
    );

    expect(installation.completed()).toEqual([completedEvent(report, [])]);
    const heads = await installation.heads();
    expect([...heads.keys()]).toEqual(['eu-west-1', 'global', 'us-east-1']);
    expect(activeIn(heads)).toEqual(idsOf(findings));
    expect(waitingIn(await installation.heads())).toEqual([]);
    expect(writesOfState(calls).size).toBe(3);
  });

  test('are not looked for again when the event of the schedule comes twice', async () => {
    const { result, calls } = await installation.watch(() => handlers.audit(schedule(day)));
    expect(result).toEqual(firstAnswer);
    expect(calls.map(({ service, operation, path }) => [service, operation, path.split('/')[2]])).toEqual([
      ['s3', 'GET', 'runs'],
    ]);
    expect([await installation.hear(), installation.completed()]).toEqual([SILENCE, []]);
    expect(await installation.reports()).toHaveLength(1);
  });

  test('are told to nobody where nothing has changed, and written once', async () => {
    const before = await installation.transitions();
    const { report, heard, calls } = await runOnSchedule();
    expect(heard).toEqual(SILENCE);
    expect(installation.completed()).toEqual([completedEvent(report, [])]);
    expect(idsOf(report.findings)).toEqual(idsOf(first.findings));
    expect(statusesOf(report)).toEqual(['active']);
    expect(await installation.transitions()).toHaveLength(before.length);
    expect([...writesOfState(calls).values()]).toEqual([1, 1, 1]);
    expect(calls.filter(({ service }) => service === 'securityhub')).toEqual([]);
  });

  test('are told against the state on demand, and nothing is written or sent', async () => {
    await repair(missing);
    const { result, calls } = await installation.watch(() =>
      handlers.audit({ kind: 'audit', publish: false }),
    );
    expect(changedIn(result)).toEqual([[missing.id, 'resolved', 'fixed']]);
    expect(result.findings.every(({ firstSeen }) => firstSeen === first.takenAt)).toBe(true);
    expect(result.deliveries).toEqual([]);
    expect(calls.filter(isWrite)).toEqual([]);
    expect(await installation.hear()).toEqual(SILENCE);
  });

  test('end by their own remedy, and no other changes', async () => {
    const { report, heard } = await runOnSchedule();
    expect(changedIn(report)).toEqual([[missing.id, 'resolved', 'fixed']]);
    expect(kindsOf(heard)).toEqual(new Map([[missing.id, 'Finding Resolved']]));
    expect(heard.events[0]?.detail).toMatchObject({ reason: 'fixed', isBaseline: false });
    expect([heard.mails.length, heard.chats.length]).toEqual([1, 1]);
    const others = idsOf(first.findings).filter((id) => id !== missing.id);
    expect(statesOf(await installation.imported())).toEqual(
      new Map([
        ...others.map((id): [string, string] => [id, 'ACTIVE FAILED']),
        [missing.id, 'ARCHIVED PASSED'],
      ]),
    );
    expect(activeIn(await installation.heads())).toEqual(others);
  });

  test('stay as they are while a read is refused, which is told once, and once more when it is granted', async () => {
    const before = activeIn(await installation.heads());
    const { lost, still } = await whileMeddling(denyingReadsOf(machineArn('fraud-fan-out')), async () => ({
      lost: await runOnSchedule(),
      still: await runOnSchedule(),
    }));
    for (const { report } of [lost, still]) {
      expect(report.coverage.complete).toBe(false);
      expect(report.coverage.gaps).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' }),
          expect.objectContaining({
            kind: 'denied',
            action: 'states:DescribeStateMachine',
            resource: machineArn('fraud-fan-out'),
          }),
        ]),
      );
      expect(changedIn(report)).toEqual([]);
      expect(idsOf(report.findings)).toEqual(before);
      const unseen = findingOf(report, 'task-permission-missing', 'fraud-fan-out');
      expect(unseen.lastSeen < lost.report.takenAt).toBe(true);
    }
    expect([...kindsOf(lost.heard).values()]).toEqual(['Coverage Incomplete', 'Coverage Incomplete']);
    expect([lost.heard.mails.length, lost.heard.chats.length]).toEqual([1, 1]);
    for (const action of ['iam:GetAccountAuthorizationDetails', 'states:DescribeStateMachine'])
      for (const { Message } of [...lost.heard.mails, ...lost.heard.chats]) expect(Message).toContain(action);
    expect(still.heard).toEqual(SILENCE);

    const whole = await runOnSchedule();
    expect([...kindsOf(whole.heard).keys()].sort()).toEqual([...kindsOf(lost.heard).keys()].sort());
    expect([...kindsOf(whole.heard).values()]).toEqual(['Coverage Restored', 'Coverage Restored']);
    expect([whole.heard.mails, whole.heard.chats]).toEqual([[], []]);
    expect(idsOf(whole.report.findings)).toEqual(before);
    expect(changedIn(whole.report)).toEqual([]);
  });

  test('end with the state machine that is proved to be deleted, and not with one that a list lacks', async () => {
    const orphan = findingOf(first, 'execution-role-missing', 'deleted-last-year');
    await states.send(new DeleteStateMachineCommand({ stateMachineArn: machineArn('legacy-orphan') }));
    const unlisted = hiding('fraud-fan-out', 'us-east-1');
    const { report, heard, calls } = await whileMeddling(unlisted, runOnSchedule);
    const asked = calls.filter(({ operation }) => operation === 'DescribeStateMachine');
    for (const name of ['legacy-orphan', 'fraud-fan-out'])
      expect(asked.filter(({ body }) => body.includes(machineArn(name)))).toHaveLength(1);

    expect(changedIn(report)).toEqual([[orphan.id, 'resolved', 'resource-deleted']]);
    expect(kindsOf(heard)).toEqual(new Map([[orphan.id, 'Finding Resolved']]));
    expect(statesOf(await installation.imported()).get(orphan.id)).toBe('ARCHIVED NOT_AVAILABLE');
    const stays = findingOf(report, 'task-permission-missing', 'fraud-fan-out');
    expect(stays).toMatchObject({ status: 'active', lastSeen: report.takenAt });
    expect(report.summary.stateMachines).toBe(first.summary.stateMachines - 1);
    expect(report.coverage.complete).toBe(first.coverage.complete);
  });

  test('wait for a channel that is down, and are delivered to it once when it is up again', async () => {
    await unrepair(missing);
    const { report, answer, heard } = await whileMeddling(failing('PutEvents'), runOnSchedule);
    expect(changedIn(report)).toEqual([[missing.id, 'reopened', undefined]]);
    expect(answer.problems).toEqual([
      expect.stringMatching(/^`event-bus` is not told that the audit is over/),
    ]);
    expect(answer.deliveries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: 'event-bus', delivered: 0, waiting: 1, why: expect.any(String) }),
        expect.objectContaining({ channel: 'security-hub', delivered: 1, waiting: 0 }),
        expect.objectContaining({ channel: 'sns', delivered: 1, messages: 1 }),
      ]),
    );
    expect([heard.mails.length, heard.chats.length, heard.events.length]).toEqual([1, 1, 0]);
    expect(waitingIn(await installation.heads())).toEqual([['event-bus']]);

    // A run that is not over may be about to deliver them itself.
    expect((await handlers.drain()).deliveries).toEqual([]);
    const delivered = { channel: 'event-bus', delivered: 1, waiting: 0, refused: 0, messages: 0 };
    const later = await minutesLater(16, handlers.drain);
    expect(later).toEqual({ deliveries: [delivered], problems: [] });
    const { events, ...people } = await installation.hear();
    expect(kindsOf({ ...SILENCE, events })).toEqual(new Map([[missing.id, 'Finding Reopened']]));
    expect(people).toEqual({ mails: [], chats: [] });
    expect(waitingIn(await installation.heads())).toEqual([]);
    expect(await minutesLater(32, handlers.drain)).toEqual({ deliveries: [], problems: [] });
    expect(await installation.hear()).toEqual(SILENCE);
  });

  test('change once where two runs meet', async () => {
    await repair(missing);
    const before = await installation.heads();
    const runs = [schedule(day + 1), schedule(day + 2)].map(handlers.audit);
    day += 2;
    const answers = await Promise.all(runs);
    for (const problem of answers.flatMap(({ problems }) => problems))
      expect(problem).toContain('another run has committed');

    const after = await installation.heads();
    expect(recordOf(after, missing)).toMatchObject({ kind: 'resolved', reason: 'fixed' });
    const seq = (recordOf(before, missing)?.seq ?? 0) + 1;
    const { events, mails, chats } = await installation.hear();
    // Whoever comes second may deliver once more what the first has not marked yet.
    expect(new Set(events.map(({ detail }) => detail.eventId))).toEqual(new Set([`${missing.id}:${seq}`]));
    for (const told of [mails, chats]) expect([1, 2]).toContain(told.length);
    const eventIds = (await installation.transitions()).map(({ eventId }) => eventId);
    expect(eventIds.filter((id) => id === `${missing.id}:${seq}`)).toHaveLength(1);
    for (const [region, { commitSeq, outbox }] of after) {
      expect(outbox).toEqual([]);
      expect([1, 2]).toContain(commitSeq - (before.get(region)?.commitSeq ?? 0));
    }
    expect(activeIn(after)).toEqual(activeIn(before).filter((id) => id !== missing.id));
    const { report, heard } = await runOnSchedule();
    expect([changedIn(report), heard]).toEqual([[], SILENCE]);
  });
});
