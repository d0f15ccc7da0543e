import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { OpenChannel } from '../../../src/publish/channel.ts';
import { reportFolder } from '../../../src/publish/channels/report-folder.ts';
import { CONTEXT, coverageEntry, findingId, sampleEntry } from '../../support/numbered-entry.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-reports-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const REPORT = sampleReport([sampleFinding()], { runId: 'run-1' });

async function opened(name: string): Promise<{ folder: string; channel: OpenChannel }> {
  const folder = join(ROOT, name);
  return { folder, channel: await reportFolder.open({ minSeverity: 'info', reportFolder: folder }) };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

describe('a report', () => {
  test('is kept whole, by account, day and run, with nothing beside it', async () => {
    const { folder, channel } = await opened('report');
    const place = await channel.archive?.(REPORT);
    expect(place).toBe(join(folder, 'reports/111122223333/2026/11/21/run-1.json.gz'));
    expect(JSON.parse(gunzipSync(await readFile(place ?? '')).toString())).toEqual(REPORT);
    expect(await filesIn(folder)).toHaveLength(1);
  });

  test('of the same run is there already, and stays as it is', async () => {
    const { folder, channel } = await opened('again');
    const place = (await channel.archive?.(REPORT)) ?? '';
    const kept = await readFile(place);
    expect(await channel.archive?.({ ...REPORT, findings: [] })).toBe(place);
    expect(await readFile(place)).toEqual(kept);
    expect(await filesIn(folder)).toHaveLength(1);
  });

  test('that cannot be written is an error, and leaves nothing behind', async () => {
    const { folder, channel } = await opened('blocked');
    await mkdir(folder);
    await writeFile(join(folder, 'reports'), '');
    await expect(channel.archive?.(REPORT)).rejects.toThrow();
    expect(await filesIn(folder)).toEqual(['reports']);
  });

  test.each([
    ['accountId', '../../etc'],
    ['runId', '../x'],
    ['runId', ''],
    ['takenAt', 'yesterday'],
    ['takenAt', '../2026-11-21'],
  ])('whose %s is %j has no place', async (key, value) => {
    const { folder, channel } = await opened(`hostile-${key}`);
    await expect(channel.archive?.({ ...REPORT, [key]: value })).rejects.toThrow(`\`$.${key}\``);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });
});

describe('transitions', () => {
  test('of a day and a region are one file, a line each', async () => {
    const { folder, channel } = await opened('transitions');
    const global = sampleEntry(3, { shard: { accountId: '111122223333', region: 'global' } });
    const next = sampleEntry(4, { at: '2026-11-22T00:00:00Z' });
    const entries = [sampleEntry(1), coverageEntry(), global, next];
    const { receipts, messages } = await channel.deliver(entries, CONTEXT);
    expect(receipts.map(({ kind }) => kind)).toEqual(Array(4).fill('delivered'));
    expect(messages).toBe(0);
    const files = await filesIn(join(folder, 'transitions/111122223333'));
    expect(files.map((file) => file.replace(/[0-9a-f]{32}/, '*')).toSorted()).toEqual([
      'global/2026-11-21/*.jsonl',
      'us-east-1/2026-11-21/*.jsonl',
      'us-east-1/2026-11-22/*.jsonl',
    ]);
    const today = files.find((file) => file.startsWith('us-east-1/2026-11-21')) ?? '';
    const text = await readFile(join(folder, 'transitions/111122223333', today), 'utf8');
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ eventId }) => eventId)).toEqual([`${findingId(1)}:1`, 'gap-1:1']);
  });

  test('delivered again, in another order, are the same file', async () => {
    const { folder, channel } = await opened('twice');
    await channel.deliver([sampleEntry(1), sampleEntry(2)], CONTEXT);
    await channel.deliver([sampleEntry(2), sampleEntry(1)], CONTEXT);
    expect(await filesIn(folder)).toHaveLength(1);
    await channel.deliver([sampleEntry(2)], CONTEXT);
    expect(await filesIn(folder)).toHaveLength(2);
  });

  test.each([
    { shard: { accountId: '../../../etc', region: 'us-east-1' } },
    { shard: { accountId: '111122223333', region: '../..' } },
    { shard: { accountId: '111122223333', region: 'us-east-1\0' } },
    { at: '../../x' },
  ])('of %j are refused, and the others kept', async (overrides) => {
    const { folder, channel } = await opened('hostile');
    const { receipts } = await channel.deliver([sampleEntry(1, overrides), sampleEntry(2)], CONTEXT);
    expect(receipts.map(({ kind }) => kind).toSorted()).toEqual(['delivered', 'refused']);
    expect(
      (await filesIn(folder)).every((file) => file.startsWith('transitions/111122223333/us-east-1/')),
    ).toBe(true);
  });

  test('whose place cannot be written fail', async () => {
    const { folder, channel } = await opened('full');
    await mkdir(folder);
    await writeFile(join(folder, 'transitions'), '');
    expect(await channel.deliver([sampleEntry(1)], CONTEXT)).toMatchObject({
      receipts: [{ kind: 'failed' }],
    });
  });
});

test('the folder is used where it is configured, for everything, without any permission', () => {
  expect(reportFolder.isConfigured({ minSeverity: 'info', reportFolder: 'x' })).toBe(true);
  expect(reportFolder.isConfigured({ minSeverity: 'info' })).toBe(false);
  expect(reportFolder.wants(coverageEntry(), { minSeverity: 'info' })).toBe(true);
  expect(reportFolder.needs).toEqual([]);
});
