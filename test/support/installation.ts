import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { vi } from 'vitest';
import type { Head } from '../../src/findings/head.ts';
import type { Report } from '../../src/findings/report.ts';
import type { Response } from '../../src/run/response.ts';
import { bucketObjects } from '../../src/state/bucket-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import type { Handlers } from './handlers.ts';
import { type Heard, type Listeners, STATE_BUCKET, startListeners } from './listeners.ts';
import type { MotoCommand } from './moto.ts';
import type { ProxiedCall } from './proxy.ts';
import { type RunningAccount, startSeededAccount } from './seed-account.ts';
import { planSmallAccount } from './small-account.ts';

/** A small account that is audited, remembered and told of, all of it behind one proxy. */
export interface Installation extends Listeners {
  readonly account: RunningAccount;
  readonly regions: readonly string[];
  /** Everything that is remembered, by region. */
  readonly heads: () => Promise<ReadonlyMap<string, Head>>;
  /** The calls that the work makes, beside its result. */
  readonly watch: <Result>(work: () => Promise<Result>) => Promise<Watched<Result>>;
}

export interface Watched<Result> {
  readonly result: Result;
  readonly calls: readonly ProxiedCall[];
}

const REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** Leads this process to the installation, too: its environment is stubbed, and the test takes that back. */
export async function install(command: MotoCommand): Promise<Installation> {
  const account = await startSeededAccount(command, planSmallAccount());
  const { accountId, region, endpoint, proxy } = account;
  for (const [name, value] of Object.entries(account.env)) vi.stubEnv(name, value);
  await createOverseas();
  const listeners = await startListeners(endpoint, REGIONS);
  const settings = { PLUMBLINE_REGIONS: REGIONS.join(), PLUMBLINE_ACCOUNTS: accountId, ...listeners.env };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const objects = bucketObjects({ bucket: STATE_BUCKET, region });
  const store = stateStore(objects);

  async function heads(): Promise<ReadonlyMap<string, Head>> {
    const all = new Map<string, Head>();
    for (const shard of await store.shards()) {
      const { head } = await store.load(shard);
      if (head !== undefined) all.set(shard.region, head);
    }
    return all;
  }

  return {
    ...listeners,
    account,
    regions: REGIONS,
    heads,
    watch: async (work) => {
      const before = proxy.calls.length;
      const result = await work();
      return { result, calls: proxy.calls.slice(before) };
    },
    stop: async () => {
      objects.close();
      listeners.stop();
      await account.stop();
    },
  };
}

/** A state machine in the other region, whose role is none. */
async function createOverseas(): Promise<void> {
  const client = new SFNClient({ region: REGIONS[1] });
  const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
  const roleArn = 'arn:aws:iam::123456789012:role/never-made';
  await client.send(new CreateStateMachineCommand({ name: 'overseas', definition, roleArn }));
  client.destroy();
}

/** The event of one occasion of the schedule. */
export function schedule(day: number): object {
  const scheduleArn = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/audit';
  return { kind: 'schedule', scheduleArn, scheduledTime: new Date(Date.UTC(2026, 0, day)).toISOString() };
}

export interface ScheduledRun {
  readonly answer: Response;
  /** Kept by the archive. */
  readonly report: Report;
  readonly heard: Heard;
  readonly calls: readonly ProxiedCall[];
}

/** A run, with what everybody heard of it. */
export async function runOf(
  installation: Installation,
  { audit }: Handlers,
  event: object,
): Promise<ScheduledRun> {
  const { result: answer, calls } = await installation.watch(() => audit(event));
  const report = (await installation.reports()).find(({ runId }) => runId === answer.runId);
  if (report === undefined) throw new Error('the archive lacks the report of the run');
  return { answer, report, heard: await installation.hear(), calls };
}

/** Work that takes the clock for later than it is. */
export async function minutesLater<Result>(minutes: number, work: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}
