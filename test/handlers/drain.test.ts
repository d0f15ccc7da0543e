import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyHead, type Head, type OutboxEntry } from '../../src/findings/head.ts';
import { handler } from '../../src/handlers/drain.ts';
import { headBytes, parseHead } from '../../src/state/head-file.ts';
import { sampleFinding } from '../support/sample-report.ts';

// The logger reads its level when the handler is loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const bucket = mockClient(S3Client);
const topic = mockClient(SNSClient);
const context = { awsRequestId: 'request-1' };
const SHARD = { accountId: '111122223333', region: 'us-east-1' };
const KEY = 'state/111122223333/us-east-1/head.json.gz';
const NOTHING = { deliveries: [], problems: [] };

/** What was written to the log, which is silent but for the metrics. */
let written: string[] = [];

beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  bucket.reset();
  const absent = Object.assign(new Error('no such key'), { name: 'NoSuchKey' });
  bucket.on(GetObjectCommand).rejects(absent);
  topic.reset();
  topic.on(PublishCommand).resolves({ MessageId: 'm-1' });
  vi.stubEnv('PLUMBLINE_REGIONS', 'us-east-1');
  vi.stubEnv('PLUMBLINE_TOPIC_ARN', 'arn:aws:sns:us-east-1:111122223333:findings');
  vi.stubEnv('PLUMBLINE_STATE_BUCKET', 'states');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The only head of the bucket, with an entry that has waited so long for each of these channels. */
function remember(waits: readonly (readonly [minutes: number, channel: string])[]): void {
  const outbox = waits.map(([minutes, channel], index) => waiting(`v1-${index}`, minutes, channel));
  const findings: Head['findings'] = Object.fromEntries(
    outbox.map(({ subject, at }) => [
      subject,
      {
        kind: 'active',
        seq: 1,
        episode: 1,
        firstSeen: at,
        lastSeen: at,
        lastChanged: at,
        finding: sampleFinding({ id: subject, status: 'new' }),
      },
    ]),
  );
  const body = headBytes({ ...emptyHead(SHARD, 'aws'), commitSeq: 1, findings, outbox });
  bucket.on(ListObjectsV2Command).resolves({ Contents: [{ Key: KEY }], IsTruncated: false });
  const Body = { transformToByteArray: async () => body } as never;
  bucket.on(GetObjectCommand, { Bucket: 'states', Key: KEY }).resolves({ Body, ETag: '"1"' });
  bucket.on(PutObjectCommand, { Key: KEY, IfMatch: '"1"' }).resolves({ ETag: '"2"' });
}

function waiting(subject: string, minutes: number, channel: string): OutboxEntry {
  return {
    id: `${subject}:1`,
    subject,
    seq: 1,
    kind: 'opened',
    at: new Date(Date.now() - minutes * 60_000).toISOString(),
    isBaseline: false,
    pending: [channel],
    attempts: {},
  };
}

/** What the function leaves behind. */
function left(): readonly string[] {
  const [put] = bucket.commandCalls(PutObjectCommand);
  const head = parseHead(put?.args[0].input.Body as Uint8Array, SHARD);
  if ('problem' in head) throw new Error(head.problem);
  return head.outbox.map(({ id }) => id);
}

/** Entries that wait and that are dead, of each line. */
function measured(): readonly unknown[] {
  return written
    .map((line) => JSON.parse(line))
    .map(({ EntriesWaiting, EntriesDead }) => [EntriesWaiting, EntriesDead]);
}

test('delivers what no run can be about to deliver any more, and nothing else', async () => {
  remember([
    [16, 'sns'],
    [14, 'sns'],
  ]);
  expect(await handler({ kind: 'drain' }, context)).toEqual({
    deliveries: [{ channel: 'sns', delivered: 1, waiting: 0, refused: 0, messages: 1 }],
    problems: [],
  });
  expect(topic.commandCalls(PublishCommand)).toHaveLength(1);
  expect(left()).toEqual(['v1-1:1']);
  expect(measured()).toEqual([[1, 0]]);
});

test('gives up what waits for a channel that is configured no more', async () => {
  remember([[60, 'chat']]);
  const why = 'the channel is configured no more';
  expect(await handler({ kind: 'drain' }, context)).toEqual({
    deliveries: [{ channel: 'chat', delivered: 0, waiting: 0, refused: 1, messages: 0, why }],
    problems: [],
  });
  expect([topic.calls().length, left()]).toEqual([0, []]);
  expect(measured()).toEqual([[0, 1]]);
});

test('tells people nothing while a run over many accounts is under way, and all of it where that is lost', async () => {
  const run = 'a'.repeat(64);
  const latest = (hours: number): void => {
    const startedAt = new Date(Date.now() - hours * 3_600_000).toISOString();
    const body = Buffer.from(JSON.stringify({ schemaVersion: 1, content: { run, startedAt } }));
    const Body = { transformToByteArray: async () => body } as never;
    bucket.on(GetObjectCommand, { Key: 'runs/organization/latest.json' }).resolves({ Body, ETag: '"1"' });
  };
  remember([[60, 'sns']]);
  latest(1);
  expect(await handler({ kind: 'drain' }, context)).toEqual(NOTHING);
  expect(topic.calls()).toHaveLength(0);
  latest(5);
  expect(await handler({ kind: 'drain' }, context)).toMatchObject({
    deliveries: [{ channel: 'sns', delivered: 1, messages: 1 }],
  });
});

test('writes nothing where nothing waits', async () => {
  remember([]);
  expect(await handler({ kind: 'drain' }, context)).toEqual(NOTHING);
  expect(bucket.commandCalls(PutObjectCommand)).toHaveLength(0);
});

test('tells of a head that makes no sense, and leaves it', async () => {
  remember([]);
  const Body = { transformToByteArray: async () => Buffer.from('oops') } as never;
  bucket.on(GetObjectCommand).resolves({ Body, ETag: '"1"' });
  const { deliveries, problems } = await handler({ kind: 'drain' }, context);
  expect([deliveries, problems]).toEqual([
    [],
    [expect.stringContaining(`\`s3://states/${KEY}\` holds no state`)],
  ]);
  expect(bucket.commandCalls(PutObjectCommand)).toHaveLength(0);
});

test('has nothing to do where nothing is remembered', async () => {
  vi.stubEnv('PLUMBLINE_STATE_BUCKET', '');
  expect(await handler({ kind: 'drain' }, context)).toEqual(NOTHING);
  expect([bucket.calls().length, topic.calls().length]).toEqual([0, 0]);
});

test('asks nobody with a configuration that is wrong', async () => {
  vi.stubEnv('PLUMBLINE_MIN_SEVERITY', 'severe');
  await expect(handler({ kind: 'drain' }, context)).rejects.toMatchObject({ name: 'ConfigError' });
  expect(bucket.calls()).toHaveLength(0);
});
