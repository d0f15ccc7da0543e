import { gunzipSync } from 'node:zlib';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type AwsSecurityFinding, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Report } from '../../src/findings/report.ts';
import type { CompletedEvent } from '../../src/publish/completed-event.ts';
import type { MachineEvent } from '../../src/publish/machine-event.ts';
import { createQueue, type Queue } from './queue.ts';

/** An event as the target of a rule gets it. */
export interface HeardEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly resources: readonly string[];
  readonly detail: MachineEvent;
}

/** A message of a topic as a queue gets it. */
export interface Notification {
  readonly Subject?: string;
  readonly Message: string;
}

/** What has been said since somebody listened the last time. */
export interface Heard {
  readonly mails: readonly Notification[];
  readonly chats: readonly Notification[];
  readonly events: readonly HeardEvent[];
}

/** What can be heard of an installation, and read of what it keeps. */
export interface Ears {
  readonly hear: () => Promise<Heard>;
  /** The ends of runs that were among what was heard, since somebody asked the last time. */
  readonly completed: () => readonly CompletedEvent[];
  /** All reports of the archive, oldest first. */
  readonly reports: () => Promise<readonly Report[]>;
  /** All transitions of the archive. */
  readonly transitions: () => Promise<readonly MachineEvent[]>;
  readonly stop: () => void;
}

/** Every place where an installation can tell something, and what it told there. */
export interface Listeners extends Ears {
  /** The configuration that names them. */
  readonly env: Readonly<Record<string, string>>;
  /** What Security Hub has, as it stands. */
  readonly imported: () => Promise<readonly AwsSecurityFinding[]>;
}

/** Where an installation tells what it has to tell. */
export interface Places {
  readonly topicArn: string;
  readonly chatTopicArn: string;
  /** The name. */
  readonly bus: string;
  readonly reportBucket: string;
}

export const STATE_BUCKET = 'plumbline-state';
const REPORT_BUCKET = 'plumbline-reports';
const BUS = 'findings';

/** Makes the places behind an endpoint and listens there; clients find it, and the region, in the environment. */
export async function startListeners(
  endpoint: string,
  regions: readonly [string, ...string[]],
): Promise<Listeners> {
  const [region] = regions;
  const hubs = regions.map((each) => new SecurityHubClient({ region: each }));
  const places = await makePlaces(region);
  const ears = await listenAt(endpoint, region, places);
  return {
    ...ears,
    env: {
      PLUMBLINE_STATE_BUCKET: STATE_BUCKET,
      PLUMBLINE_REPORT_BUCKET: REPORT_BUCKET,
      PLUMBLINE_TOPIC_ARN: places.topicArn,
      PLUMBLINE_CHAT_TOPIC_ARN: places.chatTopicArn,
      PLUMBLINE_EVENT_BUS: BUS,
      PLUMBLINE_SECURITY_HUB: 'true',
    },
    imported: async () => {
      const answers = await Promise.all(
        hubs.map((hub) => hub.send(new GetFindingsCommand({ MaxResults: 100 }))),
      );
      return answers.flatMap(({ Findings = [] }) => Findings);
    },
    stop: () => {
      ears.stop();
      for (const hub of hubs) hub.destroy();
    },
  };
}

async function makePlaces(region: string): Promise<Places> {
  const s3 = new S3Client({ region });
  const sns = new SNSClient({ region });
  const events = new EventBridgeClient({ region });
  try {
    await events.send(new CreateEventBusCommand({ Name: BUS }));
    for (const Bucket of [STATE_BUCKET, REPORT_BUCKET]) await s3.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: STATE_BUCKET, VersioningConfiguration }));
    const topic = async (Name: string): Promise<string> => {
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
      return TopicArn;
    };
    const [topicArn, chatTopicArn] = [await topic('people'), await topic('chat')];
    return { topicArn, chatTopicArn, bus: BUS, reportBucket: REPORT_BUCKET };
  } finally {
    for (const client of [s3, sns, events]) client.destroy();
  }
}

/** Puts a queue behind every place; clients find the endpoint in the environment. */
export async function listenAt(endpoint: string, region: string, places: Places): Promise<Ears> {
  const s3 = new S3Client({ region });
  const sns = new SNSClient({ region });
  const events = new EventBridgeClient({ region });
  const queue = (name: string): Promise<Queue> => createQueue(endpoint, region, name);
  const [mails, chats, heardEvents] = [await queue('mails'), await queue('chats'), await queue('events')];
  await subscribe(sns, places.topicArn, mails);
  await subscribe(sns, places.chatTopicArn, chats);
  await busTo(events, places.bus, heardEvents);
  const completions: CompletedEvent[] = [];
  /** Ends of runs come whether or not there is anything to tell. */
  const transitionsIn = (bodies: readonly string[]): readonly HeardEvent[] =>
    bodies.flatMap((body) => {
      const event:
        | HeardEvent
        | { readonly 'detail-type': 'Audit Completed'; readonly detail: CompletedEvent } = JSON.parse(body);
      if (event.detail.kind !== 'audit-completed') return [event as HeardEvent];
      completions.push(event.detail);
      return [];
    });
  const kept = (prefix: string): Promise<readonly Uint8Array[]> =>
    filesBelow(s3, places.reportBucket, prefix);
  return {
    hear: async () => ({
      mails: (await mails.take()).map((body): Notification => JSON.parse(body)),
      chats: (await chats.take()).map((body): Notification => JSON.parse(body)),
      events: transitionsIn(await heardEvents.take()),
    }),
    completed: () => completions.splice(0),
    reports: async () => {
      const reports = (await kept('reports/')).map((file): Report => JSON.parse(gunzipSync(file).toString()));
      return reports.sort((left, right) => (left.takenAt < right.takenAt ? -1 : 1));
    },
    transitions: async () =>
      (await kept('transitions/')).flatMap((file) =>
        Buffer.from(file)
          .toString()
          .trimEnd()
          .split('\n')
          .map((line): MachineEvent => JSON.parse(line)),
      ),
    stop: () => {
      for (const client of [s3, sns, events]) client.destroy();
    },
  };
}

async function subscribe(sns: SNSClient, TopicArn: string, { arn }: Queue): Promise<void> {
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn }));
}

async function busTo(events: EventBridgeClient, EventBusName: string, { arn }: Queue): Promise<void> {
  const rule = { EventBusName, EventPattern: JSON.stringify({ source: ['plumbline'] }) };
  await events.send(new PutRuleCommand({ Name: 'all', ...rule }));
  const Targets = [{ Id: 'queue', Arn: arn }];
  await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName, Targets }));
}

async function filesBelow(s3: S3Client, Bucket: string, Prefix: string): Promise<readonly Uint8Array[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const answers = await Promise.all(
    Contents.map(({ Key }) => s3.send(new GetObjectCommand({ Bucket, Key }))),
  );
  const bodies = await Promise.all(answers.map(({ Body }) => Body?.transformToByteArray()));
  return bodies.map((body) => body ?? new Uint8Array());
}
