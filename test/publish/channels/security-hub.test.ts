import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../../../src/findings/entry.ts';
import type { OpenChannel, PublishSettings } from '../../../src/publish/channel.ts';
import { securityHub, securityHubOver } from '../../../src/publish/channels/security-hub.ts';
import { disordered, drain } from '../../support/drain.ts';
import { CALL_FAULTS } from '../../support/fake-http.ts';
import { type FakeSecurityHub, fakeSecurityHub, type HubSettings } from '../../support/fake-security-hub.ts';
import { CONTEXT, coverageEntry, findingId, sampleEntry } from '../../support/numbered-entry.ts';
import { faults, randomEntries } from '../../support/random-entries.ts';
import '../../support/fixed-seed.ts';

const SETTINGS = { minSeverity: 'critical', securityHub: {}, homeRegion: 'eu-central-1' } as const;
const WITH_ROLE = { ...SETTINGS, securityHub: { roleName: 'plumbline-import' } } as const;
const OTHER = '444455556666';

// The pauses of the SDK are a random part of a second: none is as good.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

interface Opened {
  readonly hub: FakeSecurityHub;
  readonly channel: OpenChannel;
}

async function opened(hubSettings: HubSettings = {}, settings: PublishSettings = SETTINGS): Promise<Opened> {
  const hub = fakeSecurityHub(hubSettings);
  return { hub, channel: await securityHubOver(hub.wire).open(settings) };
}

async function kindsOf(channel: OpenChannel, entries: readonly Entry[]): Promise<readonly string[]> {
  const { receipts } = await channel.deliver(entries, CONTEXT);
  expect(receipts.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
  return receipts.map(({ kind }) => kind);
}

function many(count: number, entry: (number: number) => Entry = sampleEntry): readonly Entry[] {
  return Array.from({ length: count }, (_, number) => entry(number));
}

describe('a first run', () => {
  test('with 5,000 findings makes fifty calls, and none too soon', async () => {
    const { hub, channel } = await opened();
    const kinds = await kindsOf(channel, many(5_000));
    expect(new Set(kinds)).toEqual(new Set(['delivered']));
    expect(hub.calls).toHaveLength(50);
    expect(hub.findings.size).toBe(5_000);
    expect(hub.violations).toEqual([]);
    // Ten calls in a second: the last one begins when 49 tenths are over.
    expect(hub.wire.clock.now()).toBe(4_900);
  });

  test('with findings as large as they get keeps below 6 MB a call', async () => {
    const { hub, channel } = await opened();
    const line = { state: '漢'.repeat(2_048), integration: 'x', source: 'api', need: 'create' } as const;
    const entries = many(100, (number) => sampleEntry(number, {}, { because: Array(20).fill(line) }));
    await channel.deliver(entries, CONTEXT);
    expect(hub.calls.length).toBeGreaterThan(1);
    expect(hub.findings.size).toBe(100);
    expect(hub.violations).toEqual([]);
  });
});

describe('the account of the finding', () => {
  const foreign = sampleEntry(2, { shard: { accountId: OTHER, region: 'us-east-1' } });

  test('imports by the role that is named, which is assumed once', async () => {
    const { hub, channel } = await opened({ caller: '999999999999' }, WITH_ROLE);
    const elsewhere = sampleEntry(3, { shard: { accountId: OTHER, region: 'eu-west-1' } });
    const entries = [sampleEntry(1), foreign, elsewhere];
    expect(await kindsOf(channel, entries)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(hub.assumed).toEqual([
      { arn: 'arn:aws:iam::111122223333:role/plumbline-import', session: 'plumbline' },
      { arn: 'arn:aws:iam::444455556666:role/plumbline-import', session: 'plumbline' },
    ]);
    expect(hub.calls.map(({ account, region }) => `${account} ${region}`)).toEqual([
      '111122223333 us-east-1',
      '444455556666 us-east-1',
      '444455556666 eu-west-1',
    ]);
  });

  test('that does not let itself be assumed fails alone', async () => {
    const { channel } = await opened({ closed: [OTHER] }, WITH_ROLE);
    expect(await channel.deliver([foreign, sampleEntry(1)], CONTEXT)).toMatchObject({
      receipts: [{ kind: 'failed', why: 'AccessDenied: not authorized to assume' }, { kind: 'delivered' }],
    });
  });

  test('imports by the credentials of the auditor where no role is named', async () => {
    const { hub, channel } = await opened();
    expect(await kindsOf(channel, [sampleEntry(1), foreign])).toEqual(['delivered', 'failed']);
    expect(hub.assumed).toEqual([]);
  });

  test.each(['a/b', '../x', 'arn:aws:iam::1:role/x', '', 'x'.repeat(65), 'a\nb'])(
    'has no role called %j',
    async (roleName) => {
      await expect(opened({}, { ...SETTINGS, securityHub: { roleName } })).rejects.toThrow(
        '`securityHub.roleName`: expected the name of a role without its path',
      );
    },
  );

  test.each([
    [{ shard: { accountId: '1:root', region: 'us-east-1' } }, '`$.shard.accountId`: expected an account id'],
    [{ shard: { accountId: OTHER, region: 'us-east-1:x' } }, '`$.shard.region`: expected a region'],
    [{ partition: 'aws:iam' }, '`$.partition`: expected a partition'],
    [{ at: 'today' }, '`$.at`: expected a time'],
  ])('is nothing that %j could name', async (overrides, why) => {
    const { hub, channel } = await opened({}, WITH_ROLE);
    const { receipts } = await channel.deliver([sampleEntry(1, overrides), sampleEntry(2)], CONTEXT);
    expect(receipts).toMatchObject([
      { kind: 'refused', why: expect.stringContaining(why) },
      { kind: 'delivered' },
    ]);
    expect(hub.assumed).toHaveLength(1);
  });
});

describe('a finding of no region', () => {
  const entry = sampleEntry(1, { shard: { accountId: '111122223333', region: 'global' } });

  test('is imported in the home region', async () => {
    const { hub, channel } = await opened();
    await channel.deliver([entry], CONTEXT);
    expect([...hub.findings.keys()]).toEqual([`eu-central-1/${findingId(1)}`]);
  });

  test('is imported in the region of the environment where no home is named', async () => {
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    const { hub, channel } = await opened({}, { minSeverity: 'info', securityHub: {} });
    await channel.deliver([entry], CONTEXT);
    vi.unstubAllEnvs();
    expect([...hub.findings.keys()]).toEqual([`ap-south-1/${findingId(1)}`]);
  });
});

describe('a transition', () => {
  test('is imported in its order, whatever comes late', async () => {
    const { hub, channel } = await opened();
    const [first, second] = [sampleEntry(1), sampleEntry(1, { seq: 2, kind: 'resolved', reason: 'fixed' })];
    await channel.deliver([second], CONTEXT);
    await channel.deliver([first], CONTEXT);
    expect(hub.findings.get(`us-east-1/${findingId(1)}`)?.RecordState).toBe('ARCHIVED');
  });

  test('is covered by a later one of the same delivery', async () => {
    const { hub, channel } = await opened();
    const later = sampleEntry(1, { seq: 2, kind: 'resolved', reason: 'fixed' });
    expect(await kindsOf(channel, [later, sampleEntry(1)])).toEqual(['delivered', 'delivered']);
    expect(hub.history).toMatchObject([{ RecordState: 'ARCHIVED' }]);
  });

  test('of the coverage is not for Security Hub', () => {
    expect(securityHub.wants(coverageEntry(), SETTINGS)).toBe(false);
    expect(securityHub.wants(sampleEntry(1, { kind: 'suppressed' }), SETTINGS)).toBe(true);
    expect(securityHub.isConfigured(SETTINGS)).toBe(true);
    expect(securityHub.isConfigured({ minSeverity: 'info' })).toBe(false);
  });
});

describe('what fails', () => {
  test.each([
    ['InvalidInput', 'refused'],
    ['InternalError', 'failed'],
  ])('with `%s` is %s, and the rest of its call is not', async (code, kind) => {
    const { channel } = await opened({ findings: [undefined, code] });
    expect(await kindsOf(channel, many(3))).toEqual(['delivered', kind, 'delivered']);
  });

  test('in a region without Security Hub leaves the other regions alone', async () => {
    const { channel } = await opened({ disabled: ['us-east-1'] });
    const elsewhere = sampleEntry(2, { shard: { accountId: '111122223333', region: 'eu-west-1' } });
    expect(await channel.deliver([sampleEntry(1), elsewhere], CONTEXT)).toMatchObject({
      receipts: [
        {
          kind: 'failed',
          why: 'InvalidAccessException: Account 111122223333 is not subscribed to AWS Security Hub',
        },
        { kind: 'delivered' },
      ],
    });
  });

  test('without an answer for two calls puts the others off', async () => {
    const { hub, channel } = await opened({ calls: Array(99).fill('broken') });
    expect(await kindsOf(channel, many(250))).toEqual([
      ...Array(200).fill('failed'),
      ...Array(50).fill('postponed'),
    ]);
    expect(hub.calls).toHaveLength(6);
  });

  test('to be accounted for was not imported', async () => {
    const { channel } = await opened({ calls: ['empty answer'] });
    expect(await channel.deliver([sampleEntry(1)], CONTEXT)).toMatchObject({
      receipts: [{ kind: 'failed', why: 'the answer does not account for the finding' }],
    });
  });
});

test('whatever is sent and whatever fails, all of it arrives, in order, and nothing of it needlessly', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      randomEntries,
      faults(CALL_FAULTS),
      faults(['InternalError'] as const),
      async (entries, calls, findings) => {
        const { hub, channel } = await opened({ calls, findings }, WITH_ROLE);
        const { left, uneven, refused, delivered } = await drain(entries, channel);
        expect({ left, uneven, refused, violations: hub.violations, needless: hub.needless }).toEqual({
          left: [],
          uneven: [],
          refused: [],
          violations: [],
          needless: [],
        });
        expect(new Set(delivered)).toEqual(new Set(entries.map(({ id }) => id)));
        expect(
          disordered(hub.history.map(({ ProductFields }) => ProductFields?.['plumbline/EventId'] ?? '')),
        ).toEqual([]);
        const last = new Map(entries.map((entry) => [entry.subject, entry]));
        for (const { Id, RecordState } of hub.findings.values())
          expect(RecordState).toBe(last.get(Id ?? '')?.kind === 'resolved' ? 'ARCHIVED' : 'ACTIVE');
      },
    ),
    { numRuns: 75 },
  );
});

test('the channel calls just the actions that it declares', async () => {
  const { hub, channel } = await opened({}, WITH_ROLE);
  await channel.deliver([sampleEntry(1)], CONTEXT);
  channel.close();
  expect(hub.assumed.length > 0 && hub.calls.length > 0).toBe(true);
  expect(securityHub.needs).toEqual(['securityhub:BatchImportFindings', 'sts:AssumeRole']);
});
