import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenChannel } from '../../../src/publish/channel.ts';
import { reportBucket, reportBucketOver } from '../../../src/publish/channels/report-bucket.ts';
import { drain } from '../../support/drain.ts';
import { type BucketFault, type FakeBucket, fakeBucket } from '../../support/fake-bucket.ts';
import { CALL_FAULTS } from '../../support/fake-http.ts';
import { CONTEXT, coverageEntry, sampleEntry } from '../../support/numbered-entry.ts';
import { faults, randomEntries } from '../../support/random-entries.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';
import '../../support/fixed-seed.ts';

const SETTINGS = { minSeverity: 'critical', reportBucket: 'reports', homeRegion: 'eu-west-1' } as const;
const REPORT = sampleReport([sampleFinding()], { runId: 'run-1' });
const PATH = 'reports/111122223333/2026/11/21/run-1.json.gz';

// The pauses of the SDK are a random part of a second: none is as good.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

interface Opened {
  readonly bucket: FakeBucket;
  readonly channel: OpenChannel;
}

async function opened(bucketFaults: readonly (BucketFault | undefined)[] = []): Promise<Opened> {
  const bucket = fakeBucket(bucketFaults);
  return { bucket, channel: await reportBucketOver(bucket.wire).open(SETTINGS) };
}

describe('a report', () => {
  test('is kept whole, by account, day and run', async () => {
    const { bucket, channel } = await opened();
    expect(await channel.archive?.(REPORT)).toBe(`s3://reports/${PATH}`);
    const kept = bucket.objects.get(`reports/${PATH}`);
    expect(JSON.parse(gunzipSync(kept?.body ?? '').toString())).toEqual(REPORT);
    expect(kept?.type).toBe('application/gzip');
    expect([...bucket.regions]).toEqual(['eu-west-1']);
  });

  test('of the same run is there already, and stays as it is', async () => {
    const { bucket, channel } = await opened();
    await channel.archive?.(REPORT);
    const kept = bucket.objects.get(`reports/${PATH}`)?.body;
    expect(await channel.archive?.({ ...REPORT, findings: [] })).toBe(`s3://reports/${PATH}`);
    expect(bucket.objects.get(`reports/${PATH}`)?.body).toBe(kept);
  });

  test('that somebody writes at this moment is tried once more', async () => {
    const { bucket, channel } = await opened(['conflict']);
    await channel.archive?.(REPORT);
    expect(bucket.calls).toHaveLength(2);
    expect(bucket.objects.size).toBe(1);
  });

  test.each<[string, readonly BucketFault[], string]>([
    ['that may not be written', ['denied'], 'because of the test'],
    ['that somebody writes all the time', ['conflict', 'conflict'], 'because of the test'],
    ['that nothing says has been written', ['empty answer'], 'the answer has no ETag'],
  ])('%s is an error', async (_, bucketFaults, why) => {
    const { channel } = await opened(bucketFaults);
    await expect(channel.archive?.(REPORT)).rejects.toThrow(why);
  });
});

test('a deposit whose answer was lost is found to be there', async () => {
  const { bucket, channel } = await opened(['lost answer']);
  expect(await channel.deliver([sampleEntry(1)], CONTEXT)).toMatchObject({
    receipts: [{ kind: 'delivered' }],
  });
  expect(bucket.calls).toHaveLength(2);
  expect(bucket.objects.size).toBe(1);
});

test('a bucket that does not answer fails two files, and the others are put off', async () => {
  const { bucket, channel } = await opened(Array(99).fill('cut'));
  const entries = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'].map((region, number) =>
    sampleEntry(number, { shard: { accountId: '111122223333', region } }),
  );
  const { receipts } = await channel.deliver(entries, CONTEXT);
  expect(receipts.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'postponed', 'postponed']);
  expect(bucket.calls).toHaveLength(6);
});

test('whatever is sent and whatever fails, all of it is kept', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomEntries, faults([...CALL_FAULTS, 'conflict'] as const), async (entries, all) => {
      const { bucket, channel } = await opened(all);
      const { left, uneven, refused } = await drain(entries, channel);
      expect({ left, uneven, refused }).toEqual({ left: [], uneven: [], refused: [] });
      const lines = [...bucket.objects.values()].flatMap(({ body }) => body.toString().trimEnd().split('\n'));
      const ids = new Set(lines.map((line) => JSON.parse(line).eventId));
      expect(ids).toEqual(new Set(entries.map(({ id }) => id)));
    }),
    { numRuns: 50 },
  );
});

test('the channel is for everything, where a bucket is configured, and calls just what it declares', async () => {
  expect(reportBucket.isConfigured(SETTINGS)).toBe(true);
  expect(reportBucket.isConfigured({ minSeverity: 'info' })).toBe(false);
  expect(reportBucket.wants(coverageEntry(), SETTINGS)).toBe(true);
  const { bucket, channel } = await opened();
  await channel.archive?.(REPORT);
  await channel.deliver([sampleEntry(1)], CONTEXT);
  channel.close();
  expect(reportBucket.needs).toEqual(['s3:PutObject']);
  expect(bucket.calls.filter((call) => !call.startsWith('s3:PUT '))).toEqual([]);
});
