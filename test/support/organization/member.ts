import { createClients } from '../../../src/collect/clients.ts';
import { collect } from '../../../src/collect/collect.ts';
import type { Clock } from '../../../src/collect/limiter.ts';
import { known } from '../../../src/model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../../../src/model/snapshot.ts';
import { run } from '../../../src/run/run.ts';
import type { OpenSource } from '../../../src/run/source.ts';
import { AwsFault, type FakeCall, fakeAws, type OnTheWay } from '../fake-aws.ts';
import { accountRoutes } from '../fake-aws-account.ts';
import { failuresOf, fakeAccountOf, type MemberAccount, REGIONS } from './accounts.ts';
import { computing, latencyOf, quotaOf } from './assumptions.ts';
import { between, type Hub } from './hub.ts';
import type { Life } from './life.ts';
import type { TokenBuckets } from './token-buckets.ts';

/** What one invocation of the worker is given. */
export interface Invocation {
  readonly life: Life;
  /** The time of the clock when the function is stopped. */
  readonly end: number;
  readonly hub: Hub;
}

export interface Audited {
  readonly account: MemberAccount;
  readonly gaps: number;
  /** Transitions that channels for programs are told of. */
  readonly transitions: number;
}

/** Reads an account, audits it and commits: what the worker does when it has its credentials. */
export type AuditMember = (account: MemberAccount, invocation: Invocation) => Promise<Audited>;

export interface MemberWorld {
  readonly clock: Clock;
  /** The wall clock, which stands still where the other does. */
  readonly date: () => Date;
  readonly random: () => number;
  /** Of the member accounts. */
  readonly buckets: TokenBuckets;
  readonly megabytes: number;
  /** Told of every call to a member account. */
  readonly onCall: (call: FakeCall) => void;
}

/** Of the time of a function for everything but reading, as the handler has it. */
const AFTER_READING_MS = 60_000;

/** The real thing: the collector with the SDK's own serialisers, the audit and the commit, against an account in the process. */
export function auditLive(world: MemberWorld): AuditMember {
  return async (account, { life, end, hub }) => {
    const memory = { objects: hub.objectsFor(life), retireOthers: true };
    const source = async (): Promise<OpenSource> => sourceOf(account, world, life, end);
    const { report } = await run(source, { accounts: [account.id], memory });
    const transitions = report.findings.filter(({ status }) => status !== 'active').length;
    return { account, gaps: report.coverage.gaps.length, transitions };
  };
}

/** The account as the worker opens it; reading takes the time of all calls and of the computing behind them. */
export function sourceOf(account: MemberAccount, world: MemberWorld, life: Life, end: number): OpenSource {
  const { clock, date, megabytes } = world;
  let calls = 0;
  let machines = 0;
  const onTheWay = wayTo(account, world, life);
  const { requestHandler } = fakeAws(accountRoutes(fakeAccountOf(account)), (call, signal) => {
    calls += 1;
    if (call.action === 'states:DescribeStateMachine') machines += 1;
    return onTheWay(call, signal);
  });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const clients = createClients({ region: REGIONS[0] ?? '', credentials, requestHandler });
  const deadline = new Date(date().getTime() + end - clock.now() - AFTER_READING_MS);
  return {
    partition: 'aws',
    accountId: account.id,
    regions: REGIONS,
    read: async ({ confirm }) => {
      const files = account.isReachable
        ? await collect(clients, { regions: REGIONS, now: date, clock, confirm, deadline })
        : unreachable(account, date());
      await clock.sleep(computing({ machines, calls }, megabytes));
      return { files, fileTime: date().toISOString() };
    },
    close: clients.destroy,
  };
}

/** A call takes a token, fails where it is to, and takes its time. */
function wayTo(account: MemberAccount, world: MemberWorld, life: Life): OnTheWay {
  const { clock, random, buckets, onCall } = world;
  const failures = failuresOf(account);
  const asked = new Map<string, number>();
  return async (call) => {
    await life.step();
    onCall(call);
    const { action, region, input } = call;
    const quota = quotaOf(action);
    if (quota !== undefined && !buckets.take(`${account.id} ${region} ${action}`, quota))
      throw new AwsFault('ThrottlingException', 'Rate exceeded', 400);
    await clock.sleep(between(latencyOf(action), random));
    const arn = String(input.stateMachineArn);
    const failure = action === 'states:DescribeStateMachine' ? failures.get(arn) : undefined;
    const times = (asked.get(arn) ?? 0) + 1;
    asked.set(arn, times);
    if (failure === 'for-ever' || (failure === 'for-now' && times <= 2))
      throw new AwsFault('InternalServerException', 'Internal failure', 500);
  };
}

/** An account whose role cannot be assumed. */
function unreachable({ id }: MemberAccount, takenAt: Date): SnapshotFiles {
  const action = 'sts:AssumeRole';
  const resource = `arn:aws:iam::${id}:role/PlumblineMember`;
  const gap = { source: action, action, region: 'global', resource, kind: 'denied', why: 'AccessDenied' };
  const header = { schemaVersion: 1, takenAt: takenAt.toISOString(), partition: 'aws', accountId: id };
  return new Map([[SNAPSHOT_FILE, known({ ...header, regions: REGIONS, coverage: [gap] })]]);
}
