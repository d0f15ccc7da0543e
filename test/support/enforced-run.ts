import { createClients } from '../../src/collect/clients.ts';
import { collect } from '../../src/collect/collect.ts';
import { type Assumed, assumeMember } from '../../src/collect/member-role.ts';
import type { PolicyJson } from '../../src/findings/finding.ts';
import { type Feature, permissionsOf } from '../../src/permissions.ts';
import type { PublishSettings } from '../../src/publish/channel.ts';
import { openOutlets } from '../../src/publish/outlets.ts';
import { drain } from '../../src/run/drain.ts';
import { deliveryTo, isForPeople } from '../../src/run/outlets-port.ts';
import { run } from '../../src/run/run.ts';
import type { Outcome } from '../../src/run/run-options.ts';
import type { Source } from '../../src/run/source.ts';
import { bucketObjects } from '../../src/state/bucket-objects.ts';
import type { ObjectStore } from '../../src/state/object-store.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { type MayDo, refuseUnless, resourceOf } from './enforced-aws.ts';
import type { EnforcedPlaces, Objects } from './enforced-places.ts';
import { fakeAws } from './fake-aws.ts';
import { ACCOUNT, REGION } from './fake-aws-account.ts';
import { virtualClock } from './fake-http.ts';
import type { Moment } from './lagging-account.ts';

/** AWS lets every caller ask who it is: no policy can refuse it. */
const FREE = 'sts:GetCallerIdentity';

export const BUCKET = 'plumbline';

/** Where an installation remembers and tells, as the settings name it and as the policies do. */
const PLACES: Required<Omit<PublishSettings, 'securityHub' | 'reportFolder'>> = {
  topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:findings`,
  chatTopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:chat`,
  eventBus: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/findings`,
  reportBucket: BUCKET,
  homeRegion: REGION,
  minSeverity: 'info',
};

/** The policy that is generated for these features, in this installation. */
export function policyOf(features: readonly Feature[]): PolicyJson {
  return permissionsOf(features, {
    partition: 'aws',
    accountId: ACCOUNT,
    topicArn: PLACES.topicArn,
    chatTopicArn: PLACES.chatTopicArn,
    eventBusArn: PLACES.eventBus,
    stateBucketArn: `arn:aws:s3:::${BUCKET}`,
    reportBucketArn: `arn:aws:s3:::${BUCKET}`,
    memberRole: 'member',
    importRole: 'import',
  });
}

/** Something that was done with a policy, and what it called. */
export interface Enforced<Result> {
  /** The error where it ended with one. */
  readonly outcome: Result | Error;
  /** IAM actions, whether they were allowed or not. */
  readonly called: ReadonlySet<string>;
  /** The bucket after it. */
  readonly objects: Objects;
  readonly told: readonly string[];
}

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** The whole run but for the handler: each call, of whichever service, is decided on by the policy of the caller. */
export function runAs(
  mayDo: MayDo,
  { account, routes, at }: Moment,
  before: Objects,
  places: EnforcedPlaces,
): Promise<Enforced<Outcome>> {
  return enforced(mayDo, before, places, async (memory, onCall) => {
    const { requestHandler } = fakeAws(routes, async (call) => {
      if (call.action === FREE) return;
      onCall(call.action);
      refuseUnless(mayDo, call.action, resourceOf(call, account));
    });
    const clients = createClients({ region: REGION, credentials, requestHandler });
    const now = (): Date => new Date(at);
    const source: Source = async () => ({
      partition: 'aws',
      accountId: ACCOUNT,
      regions: [REGION],
      read: async ({ confirm }) => ({
        files: await collect(clients, { regions: [REGION], now, clock: virtualClock(), confirm }),
        fileTime: at,
      }),
      close: clients.destroy,
    });
    return run(source, {
      accounts: [ACCOUNT],
      memory: { objects: memory, retireOthers: true },
      publish: PLACES,
    });
  });
}

/** The drain but for its handler. */
export function drainAs(
  mayDo: MayDo,
  before: Objects,
  places: EnforcedPlaces,
): Promise<Enforced<Omit<Outcome, 'report'>>> {
  return enforced(mayDo, before, places, async (memory) => {
    const outlets = openOutlets(PLACES);
    const deliver = deliveryTo(outlets, () => undefined);
    const isPeople = isForPeople(outlets);
    const ports = { store: stateStore(memory), deliver, isForPeople: isPeople, now: () => new Date() };
    return drain(ports, '9999').finally(outlets.close);
  });
}

/** Assumes the role of this name in another account. */
export async function assumeAs(mayDo: MayDo, roleName: string): Promise<Assumed> {
  const { requestHandler } = fakeAws({
    'sts:AssumeRole': ({ RoleArn }) => {
      refuseUnless(mayDo, 'sts:AssumeRole', String(RoleArn));
      return { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c' } };
    },
  });
  const clients = createClients({ region: REGION, credentials, requestHandler });
  const account = { partition: 'aws', accountId: '999999999999' };
  return assumeMember(clients.sts(), account, { roleName }).finally(clients.destroy);
}

async function enforced<Result>(
  mayDo: MayDo,
  before: Objects,
  places: EnforcedPlaces,
  work: (memory: ObjectStore, onCall: (action: string) => void) => Promise<Result>,
): Promise<Enforced<Result>> {
  const called = new Set<string>();
  const objects: Objects = new Map(before);
  const told: string[] = [];
  const onCall = (action: string): void => {
    called.add(action);
  };
  places.serve({ mayDo, objects, told, onCall });
  const memory = bucketObjects({ bucket: BUCKET, region: REGION, credentials });
  const outcome = await work(memory, onCall).catch((error: unknown) => {
    if (error instanceof Error) return error;
    throw error;
  });
  memory.close();
  return { outcome, called, objects, told };
}
