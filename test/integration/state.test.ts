import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyHead } from '../../src/findings/head.ts';
import { type BucketObjects, bucketObjects } from '../../src/state/bucket-objects.ts';
import { finishedRuns, runKey } from '../../src/state/finished-runs.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { describeObjectStore } from '../state/object-store-suite.ts';
import { type Moto, motoForTests, startMoto } from '../support/moto.ts';

const moto = motoForTests();
const BUCKET = `states-${randomUUID()}`;
const REGION = 'eu-west-1';
const ACCOUNT = '123456789012';

vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(moto === undefined)('over HTTP', () => {
  let server: Moto;
  let client: S3Client;
  const opened: BucketObjects[] = [];

  beforeAll(async () => {
    if (moto === undefined) return;
    server = await startMoto(moto);
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    }))
      vi.stubEnv(name, value);
    client = new S3Client({ region: REGION });
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await client.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration }));
  }, 60_000);

  afterAll(async () => {
    for (const store of opened) store.close();
    client?.destroy();
    vi.unstubAllEnvs();
    await server?.stop();
  });

  function open(): BucketObjects {
    const store = bucketObjects({ bucket: BUCKET, region: REGION, owner: ACCOUNT });
    opened.push(store);
    return store;
  }

  describeObjectStore('a bucket', () => ({ open, commands: 15, histories: 10 }));

  test('a head is written once and once over itself, and its shard is listed', async () => {
    const store = stateStore(open());
    const shard = { accountId: '111122223333', region: REGION };
    const head = emptyHead(shard, 'aws');
    expect(await store.load(shard)).toEqual({ shard });
    expect((await store.cas(head, undefined)).kind).toBe('written');
    expect((await store.cas({ ...head, commitSeq: 1 }, undefined)).kind).toBe('conflict');
    const loaded = await store.load(shard);
    expect(loaded.head).toEqual(head);
    expect((await store.cas({ ...head, commitSeq: 1 }, loaded.tag)).kind).toBe('written');
    expect(await store.shards()).toContainEqual(shard);
  });

  test('a head that somebody broke is named with its place, and comes back as it says', async () => {
    const store = stateStore(open());
    const shard = { accountId: '111122223333', region: 'global' };
    const head = emptyHead(shard, 'aws');
    await store.cas(head, undefined);
    const at = { Bucket: BUCKET, Key: 'state/111122223333/global/head.json.gz' };
    const { VersionId: broken } = await client.send(new PutObjectCommand({ ...at, Body: 'oops' }));
    await expect(store.load(shard)).rejects.toThrow(`\`s3://${BUCKET}/${at.Key}\` holds no state`);
    await client.send(new DeleteObjectCommand({ ...at, VersionId: broken }));
    expect((await store.load(shard)).head).toEqual(head);
  });

  test('of two runs of one event the first to finish answers for both', async () => {
    const key = runKey(
      'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/audit',
      '2026-11-28T06:00:00Z',
    );
    const [one, other] = [finishedRuns(open()), finishedRuns(open())];
    expect(await one.find(key)).toBeUndefined();
    expect(await one.finish(key, { runId: 'one' })).toEqual({ runId: 'one' });
    expect(await other.finish(key, { runId: 'other' })).toEqual({ runId: 'one' });
    expect(await other.find(key)).toEqual({ runId: 'one' });
  });
});
