import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../../../src/findings/entry.ts';
import type { EntryKind } from '../../../src/findings/head.ts';
import type { OpenChannel } from '../../../src/publish/channel.ts';
import { eventBus, eventBusOver } from '../../../src/publish/channels/event-bus.ts';
import { completedEvent } from '../../../src/publish/completed-event.ts';
import { disordered, drain } from '../../support/drain.ts';
import { type BusFaults, entrySize, type FakeEventBus, fakeEventBus } from '../../support/fake-event-bus.ts';
import { CALL_FAULTS } from '../../support/fake-http.ts';
import { CONTEXT, coverageEntry, findingId, sampleEntry } from '../../support/numbered-entry.ts';
import { faults, randomEntries } from '../../support/random-entries.ts';
import { sampleReport } from '../../support/sample-report.ts';
import '../../support/fixed-seed.ts';

const SETTINGS = { minSeverity: 'critical', eventBus: 'findings', homeRegion: 'eu-west-1' } as const;

// The pauses of the SDK are a random part of a second: none is as good.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

async function opened(busFaults: BusFaults = {}): Promise<{ bus: FakeEventBus; channel: OpenChannel }> {
  const bus = fakeEventBus(busFaults);
  return { bus, channel: await eventBusOver(bus.wire).open(SETTINGS) };
}

async function kindsOf(channel: OpenChannel, entries: readonly Entry[]): Promise<readonly string[]> {
  const { receipts } = await channel.deliver(entries, CONTEXT);
  return receipts.map(({ kind }) => kind);
}

describe('an event', () => {
  test.each<[EntryKind, string]>([
    ['opened', 'Finding Opened'],
    ['changed', 'Finding Changed'],
    ['resolved', 'Finding Resolved'],
    ['reopened', 'Finding Reopened'],
    ['suppressed', 'Finding Suppressed'],
    ['coverage-lost', 'Coverage Incomplete'],
    ['coverage-regained', 'Coverage Restored'],
  ])('of what is %s has the detail type `%s`', async (kind, detailType) => {
    const { bus, channel } = await opened();
    const entry = kind.startsWith('coverage') ? coverageEntry({ kind }) : sampleEntry(1, { kind });
    expect(await kindsOf(channel, [entry])).toEqual(['delivered']);
    expect(bus.taken).toMatchObject([
      { Source: 'plumbline', DetailType: detailType, EventBusName: 'findings', event: { kind } },
    ]);
  });

  test('concerns the resource and the role, and bears the time of reading', async () => {
    const { bus, channel } = await opened();
    await channel.deliver([sampleEntry(1)], CONTEXT);
    expect(bus.taken[0]?.Resources).toEqual([
      'arn:aws:states:us-east-1:111122223333:stateMachine:train',
      'arn:aws:iam::111122223333:role/train',
    ]);
    expect(bus.taken[0]?.Time).toBe(Date.parse('2026-11-21T06:00:00Z') / 1000);
  });

  test('says what happened, to what, and how often before', async () => {
    const { bus, channel } = await opened();
    await channel.deliver([sampleEntry(1, { kind: 'resolved', reason: 'fixed', seq: 4 })], CONTEXT);
    expect(bus.taken[0]?.event).toMatchObject({
      schemaVersion: 1,
      eventId: `${findingId(1)}:4`,
      findingId: findingId(1),
      seq: 4,
      kind: 'resolved',
      reason: 'fixed',
      account: '111122223333',
      region: 'us-east-1',
      partition: 'aws',
      at: '2026-11-21T06:00:00Z',
      finding: { id: findingId(1), status: 'resolved' },
    });
  });
});

describe('the bus', () => {
  test.each([
    ['findings', 'eu-west-1'],
    ['arn:aws:events:ap-south-1:111122223333:event-bus/findings', 'ap-south-1'],
  ])('`%s` is asked in %s', async (name, region) => {
    const bus = fakeEventBus();
    const channel = await eventBusOver(bus.wire).open({ ...SETTINGS, eventBus: name });
    await channel.deliver([sampleEntry(1)], CONTEXT);
    channel.close();
    expect([...bus.regions]).toEqual([region]);
  });

  test('is used where it is configured, and told everything', () => {
    expect(eventBus.isConfigured(SETTINGS)).toBe(true);
    expect(eventBus.isConfigured({ minSeverity: 'info' })).toBe(false);
    const entries = [sampleEntry(1, { kind: 'suppressed' }, { severity: 'info' }), coverageEntry()];
    expect(entries.map((entry) => eventBus.wants(entry, SETTINGS))).toEqual([true, true]);
  });
});

describe('a call', () => {
  test('holds ten events at most', async () => {
    const { bus, channel } = await opened();
    await channel.deliver(
      Array.from({ length: 25 }, (_, number) => sampleEntry(number)),
      CONTEXT,
    );
    expect(bus.calls.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  test('holds fewer where they are large', async () => {
    const { bus, channel } = await opened();
    const message = '漢'.repeat(30_000);
    const entries = Array.from({ length: 5 }, (_, number) => sampleEntry(number, {}, { message }));
    await channel.deliver(entries, CONTEXT);
    expect(bus.calls.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(bus.violations).toEqual([]);
  });
});

describe('an entry that fails', () => {
  test('is sent again alone, and the others are not', async () => {
    const { bus, channel } = await opened({ entries: [undefined, 'ThrottlingException', undefined] });
    const entries = [sampleEntry(1), sampleEntry(2), sampleEntry(3)];
    expect(await kindsOf(channel, entries)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(bus.calls).toEqual([entries.map(({ id }) => id), [`${findingId(2)}:1`]]);
  });

  test('is left to the outbox after three rounds', async () => {
    const { bus, channel } = await opened({ entries: Array(9).fill('InternalFailure') });
    const { receipts } = await channel.deliver([sampleEntry(1)], CONTEXT);
    expect(receipts).toEqual([
      { kind: 'failed', id: `${findingId(1)}:1`, why: 'InternalFailure: because of the test' },
    ]);
    expect(bus.calls).toHaveLength(3);
  });

  test.each([
    ['MalformedDetail', 'refused'],
    ['InvalidArgument', 'refused'],
    ['AccessDeniedException', 'failed'],
    ['NotAuthorizedForSourceException', 'failed'],
  ])('with `%s` is not sent again: it is %s', async (code, kind) => {
    const { bus, channel } = await opened({ entries: [code] });
    expect(await kindsOf(channel, [sampleEntry(1), sampleEntry(2)])).toEqual([kind, 'delivered']);
    expect(bus.calls).toHaveLength(1);
  });
});

describe('a bus that does not answer', () => {
  test('fails twenty entries, and the others are put off', async () => {
    const { bus, channel } = await opened({ calls: Array(99).fill('cut') });
    const kinds = await kindsOf(
      channel,
      Array.from({ length: 45 }, (_, number) => sampleEntry(number)),
    );
    expect(kinds).toEqual([...Array(20).fill('failed'), ...Array(25).fill('postponed')]);
    // Two calls, three times each.
    expect(bus.calls).toHaveLength(6);
  });

  test('or says nothing in its answer has taken nothing', async () => {
    const { channel } = await opened({ calls: ['empty answer'] });
    expect(await channel.deliver([sampleEntry(1)], CONTEXT)).toMatchObject({
      receipts: [{ kind: 'failed', why: 'the answer does not account for the entry' }],
    });
  });
});

test('whatever is sent and whatever fails, all of it arrives, in order, and nothing of it needlessly', {
  timeout: 120_000,
}, async () => {
  const codes = ['ThrottlingException', 'InternalFailure', 'AccessDeniedException'] as const;
  await fc.assert(
    fc.asyncProperty(
      randomEntries,
      faults(CALL_FAULTS),
      faults(codes),
      async (entries, callFaults, entryFaults) => {
        const { bus, channel } = await opened({ calls: callFaults, entries: entryFaults });
        const { left, uneven, refused, delivered } = await drain(entries, channel);
        expect({ left, uneven, refused, violations: bus.violations, needless: bus.needless }).toEqual({
          left: [],
          uneven: [],
          refused: [],
          violations: [],
          needless: [],
        });
        const taken = bus.taken.map(({ event }) => event.eventId);
        expect(new Set(taken)).toEqual(new Set(delivered));
        expect(delivered).toHaveLength(entries.length);
        expect(disordered(taken)).toEqual([]);
        expect(bus.taken.filter((entry) => entrySize(entry) > 200_000)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

describe('the end of a run', () => {
  const event = completedEvent(sampleReport([], { accountId: '111122223333' }), []);

  test('is one event of its own, with the time of reading', async () => {
    const { bus, channel } = await opened();
    await channel.completed?.(event);
    expect(bus.taken).toEqual([
      {
        Source: 'plumbline',
        DetailType: 'Audit Completed',
        EventBusName: 'findings',
        Time: Date.parse('2026-11-21T06:00:00Z') / 1000,
        Detail: expect.any(String),
        event,
      },
    ]);
    expect(bus.violations).toEqual([]);
  });

  test('is not told twice where the bus does not take it', async () => {
    const { bus, channel } = await opened({ entries: ['InternalFailure'] });
    await expect(channel.completed?.(event)).rejects.toThrow('InternalFailure');
    expect([bus.calls.length, bus.taken]).toEqual([1, []]);
  });
});
