import { createClients } from '../../src/collect/clients.ts';
import { collect } from '../../src/collect/collect.ts';
import { run } from '../../src/run/run.ts';
import type { Outcome } from '../../src/run/run-options.ts';
import { bucketObjects } from '../../src/state/bucket-objects.ts';
import { type MayDo, refuseUnless, resourceOf } from './enforced-aws.ts';
import type { EnforcedPlaces, Objects } from './enforced-places.ts';
import { fakeAws } from './fake-aws.ts';
import { ACCOUNT, REGION } from './fake-aws-account.ts';
import { virtualClock } from './fake-http.ts';
import type { Moment } from './lagging-account.ts';

/** AWS lets every caller ask who it is: no policy can refuse it. */
const FREE = 'sts:GetCallerIdentity';

export const BUCKET = 'plumbline';
export const TOPIC: string = `arn:aws:sns:${REGION}:${ACCOUNT}:findings`;

/** A run as the schedule starts it, and what it called. */
export interface EnforcedRun {
  /** The error where the run ended with one. */
  readonly outcome: Outcome | Error;
  /** IAM actions, whether they were allowed or not. */
  readonly called: ReadonlySet<string>;
  /** The bucket after it. */
  readonly objects: Objects;
  readonly told: readonly string[];
}

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** The whole run but for the handler: each call, of whichever service, is decided on by the policy of the caller. */
export async function runAs(
  mayDo: MayDo,
  { account, routes, at }: Moment,
  before: Objects,
  places: EnforcedPlaces,
): Promise<EnforcedRun> {
  const called = new Set<string>();
  const objects: Objects = new Map(before);
  const told: string[] = [];
  places.serve({ mayDo, objects, told, onCall: (action) => called.add(action) });
  const { requestHandler } = fakeAws(routes, async (call) => {
    if (call.action === FREE) return;
    called.add(call.action);
    refuseUnless(mayDo, call.action, resourceOf(call, account));
  });
  const clients = createClients({ region: REGION, credentials, requestHandler });
  const memory = bucketObjects({ bucket: BUCKET, region: REGION, credentials });
  const now = (): Date => new Date(at);
  const source = async () => ({
    partition: 'aws',
    accountId: ACCOUNT,
    regions: [REGION],
    read: async ({ confirm }: { readonly confirm: readonly string[] }) => ({
      files: await collect(clients, { regions: [REGION], now, clock: virtualClock(), confirm }),
      fileTime: at,
    }),
    close: clients.destroy,
  });
  const outcome = await run(source, {
    accounts: [ACCOUNT],
    memory: { objects: memory, retireOthers: true },
    publish: { topicArn: TOPIC, reportBucket: BUCKET, minSeverity: 'info', homeRegion: REGION },
  }).catch((error: unknown) => {
    if (error instanceof Error) return error;
    throw error;
  });
  memory.close();
  return { outcome, called, objects, told };
}
