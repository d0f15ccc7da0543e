import { describe, expect, test } from 'vitest';
import type { Channel, DeliveryContext, OpenChannel } from '../../src/publish/channel.ts';
import { openOutlets } from '../../src/publish/outlets.ts';
import { announce, archive, deliveryTo } from '../../src/run/outlets-port.ts';
import { sampleEntry } from '../support/sample-entry.ts';
import { sampleReport } from '../support/sample-report.ts';

const NOW = new Date('2026-11-28T06:00:00Z');

function channelNamed(name: string, open: Partial<OpenChannel>, keepsReports = false): Channel {
  return {
    name,
    needs: [],
    audience: 'machines',
    isConfigured: () => true,
    wants: () => true,
    ...(keepsReports ? { keepsReports } : {}),
    open: async () => ({ deliver: async () => ({ receipts: [], messages: 0 }), close: () => {}, ...open }),
  };
}

describe('what is delivered', () => {
  test('names the report of this run, and none to what an earlier run left behind', async () => {
    const contexts: DeliveryContext[] = [];
    const bus = channelNamed('bus', {
      deliver: async (entries, context) => {
        contexts.push(context);
        return { receipts: entries.map(({ id }) => ({ kind: 'delivered', id })), messages: 0 };
      },
    });
    const deliver = deliveryTo(openOutlets({ minSeverity: 'info' }, [bus]), () => 'folder/report');
    for (const isLeftOver of [true, false])
      await deliver('bus', [sampleEntry()], { now: NOW, messagesLeft: 3, isLeftOver });
    expect(contexts).toEqual([
      { now: NOW, messagesLeft: 3 },
      { now: NOW, messagesLeft: 3, reportPlace: 'folder/report' },
    ]);
  });

  test('is refused for a channel that is configured no more', async () => {
    const deliver = deliveryTo(openOutlets({ minSeverity: 'info' }, []), () => undefined);
    const situation = { now: NOW, messagesLeft: 3, isLeftOver: true };
    expect(await deliver('bus', [sampleEntry()], situation)).toEqual({
      receipts: [{ kind: 'refused', id: 'v1-01:1', why: 'the channel is configured no more' }],
      messages: 0,
    });
  });
});

describe('a report', () => {
  test('is kept wherever one can be, and is found at the first place that has it', async () => {
    const down = channelNamed('down', { archive: () => Promise.reject(new Error('no room')) }, true);
    const kept: string[] = [];
    const keeping = (name: string): Channel =>
      channelNamed(name, { archive: async () => `${name}/${kept.push(name)}` }, true);
    const all = [channelNamed('bus', {}), down, keeping('one'), keeping('two')];
    const archived = await archive(sampleReport([]), openOutlets({ minSeverity: 'info' }, all));
    expect(archived).toEqual({
      place: 'one/1',
      problems: ['the report cannot be kept by `down`: Error: no room'],
    });
    expect(kept).toEqual(['one', 'two']);
  });

  test('is nowhere where no channel keeps reports', async () => {
    const outlets = openOutlets({ minSeverity: 'info' }, [channelNamed('bus', {})]);
    expect(await archive(sampleReport([]), outlets)).toEqual({ problems: [] });
  });
});

describe('the end of a run', () => {
  const telling = (name: string, open: Partial<OpenChannel>): Channel => ({
    ...channelNamed(name, open),
    tellsCompletion: true,
  });

  test('is told to each channel that tells of it, and what fails keeps no other from it', async () => {
    const told: unknown[] = [];
    const bus = telling('bus', { completed: async (event) => void told.push(event) });
    const down = telling('down', { completed: () => Promise.reject(new Error('no way')) });
    const closed: Channel = { ...telling('closed', {}), open: () => Promise.reject(new Error('no key')) };
    const all = [channelNamed('mail', {}), down, closed, bus];
    const report = sampleReport([], { coverage: { complete: false, gaps: [] } });
    const untold = await announce(report, ['x'.repeat(900)], openOutlets({ minSeverity: 'info' }, all));
    expect(untold).toEqual([
      '`down` is not told that the audit is over: Error: no way',
      '`closed` is not told that the audit is over: Error: no key',
    ]);
    expect(told).toEqual([
      {
        schemaVersion: 1,
        kind: 'audit-completed',
        runId: report.runId,
        account: '111122223333',
        partition: 'aws',
        regions: ['us-east-1'],
        takenAt: '2026-11-21T06:00:00Z',
        summary: report.summary,
        coverage: { complete: false, gaps: 0 },
        problems: [expect.stringMatching(/^x{1,499}…$/)],
      },
    ]);
  });
});
