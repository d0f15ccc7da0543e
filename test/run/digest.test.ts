import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { emptyHead, type Head, type Shard } from '../../src/findings/head.ts';
import type { Receipt } from '../../src/publish/channel.ts';
import { type DrainPorts, drain } from '../../src/run/drain.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { sampleFinding } from '../support/sample-report.ts';

const NOW = new Date('2026-11-28T06:00:00Z');
const REMEDY: Finding['remedy'] = {
  text: 'Allow the request',
  policy: { Version: '2012-10-17', Statement: [] },
};
const ACCOUNTS = ['111111111111', '222222222222', '333333333333'];

/** A head with findings of these severities that wait for the channel. */
function headOf(shard: Shard, severities: readonly ('critical' | 'low')[], channel: string): Head {
  const at = '2026-11-28T05:00:00Z';
  const ids = severities.map((_, index) => `v1-${shard.accountId}-${shard.region}-${index}`);
  const findings = ids.map((id, index) => {
    const severity = severities[index] ?? 'low';
    const finding = sampleFinding({ id, status: 'new', severity, remedy: REMEDY });
    const life = { seq: 1, episode: 1, firstSeen: at, lastSeen: at, lastChanged: at };
    return [id, { kind: 'active' as const, ...life, finding }] as const;
  });
  const outbox = ids.map((subject) => ({
    id: `${subject}:1`,
    subject,
    seq: 1,
    kind: 'opened' as const,
    at,
    isBaseline: false,
    pending: [channel],
    attempts: {},
  }));
  return {
    ...emptyHead(shard, 'aws'),
    commitSeq: 1,
    readAt: at,
    findings: Object.fromEntries(findings),
    outbox,
  };
}

interface Offer {
  readonly channel: string;
  readonly entries: readonly Entry[];
  readonly left: number;
}

function lab(changes: Partial<DrainPorts> = {}) {
  const store = stateStore(processObjects());
  const offers: Offer[] = [];
  const ports: DrainPorts = {
    store,
    isForPeople: (channel) => channel === 'mail' || channel === 'chat',
    now: () => NOW,
    deliver: async (channel, entries, { messagesLeft }) => {
      offers.push({ channel, entries, left: messagesLeft });
      const receipts = entries.map(({ id }): Receipt => ({ kind: 'delivered', id }));
      return { receipts, messages: channel === 'bus' ? 0 : 2 };
    },
    ...changes,
  };
  return { store, offers, drain: () => drain(ports, '9999') };
}

async function outboxes(store: DrainPorts['store']): Promise<number> {
  const heads = await Promise.all((await store.shards()).map((shard) => store.load(shard)));
  return heads.flatMap(({ head }) => head?.outbox ?? []).length;
}

describe('a pass over many accounts', () => {
  test('is one delivery for people and one for each account for programs, and leaves nothing', async () => {
    const { store, offers, drain } = lab();
    for (const accountId of ACCOUNTS) {
      await store.cas(headOf({ accountId, region: 'us-east-1' }, ['low'], 'mail'), undefined);
      await store.cas(headOf({ accountId, region: 'eu-west-1' }, ['low'], 'bus'), undefined);
    }
    expect((await drain()).problems).toEqual([]);
    const accountsOf = (channel: string): readonly unknown[] =>
      offers
        .filter((offer) => offer.channel === channel)
        .map(({ entries }) => entries.map(({ shard }) => shard.accountId));
    expect(accountsOf('mail')).toEqual([ACCOUNTS]);
    expect(accountsOf('bus')).toEqual(ACCOUNTS.map((account) => [account]));
    expect(await outboxes(store)).toBe(0);
  });

  test('counts its messages in each account that they speak of, and in no other', async () => {
    const { store, offers, drain } = lab();
    const [loud = '', quiet = '', silent = ''] = ACCOUNTS;
    const messages = Array.from({ length: 20 }, () => NOW.toISOString());
    const global = (accountId: string): Shard => ({ accountId, region: 'global' });
    await store.cas({ ...headOf(global(loud), ['low'], 'mail'), messages }, undefined);
    await store.cas(headOf(global(quiet), [], 'mail'), undefined);
    await store.cas(headOf({ accountId: quiet, region: 'us-east-1' }, ['low'], 'mail'), undefined);
    await store.cas(headOf(global(silent), [], 'mail'), undefined);
    await drain();
    // As many as the quietest of them may get.
    expect(offers.map(({ left }) => left)).toEqual([20]);
    const counted = await Promise.all(ACCOUNTS.map((account) => store.load(global(account))));
    expect(counted.map(({ head }) => head?.messages.length)).toEqual([22, 2, 0]);
  });

  test('keeps what people are not to hear now, and delivers the rest', async () => {
    const { store, offers, drain } = lab({ holds: (channel) => channel === 'mail' });
    for (const accountId of ACCOUNTS)
      await store.cas(headOf({ accountId, region: 'us-east-1' }, ['low'], 'mail'), undefined);
    await store.cas(headOf({ accountId: '444444444444', region: 'us-east-1' }, ['low'], 'bus'), undefined);
    await drain();
    expect(offers.map(({ channel }) => channel)).toEqual(['bus']);
    expect(await outboxes(store)).toBe(3);
  });

  test('carries every entry and the worst of them whole, however many there are', async () => {
    const { store, offers, drain } = lab();
    const many = Array.from({ length: 400 }, () => 'low' as const);
    for (const accountId of ACCOUNTS)
      await store.cas(headOf({ accountId, region: 'us-east-1' }, [...many, 'critical'], 'mail'), undefined);
    await drain();
    const [{ entries } = { entries: [] }] = offers;
    expect(entries).toHaveLength(1203);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(1203);
    const told = entries.flatMap(({ body }) => (body.kind === 'finding' ? [body.finding] : []));
    const worst = told.filter(({ severity }) => severity === 'critical');
    expect(worst.map(({ remedy }) => remedy)).toEqual(ACCOUNTS.map(() => REMEDY));
    // The others are few enough for the memory of a function.
    expect(told.filter(({ remedy }) => remedy.policy !== undefined).length).toBeLessThanOrEqual(1000);
    expect(await outboxes(store)).toBe(0);
  });

  test('kills an entry that fails while those of other accounts arrive', async () => {
    const failing: DrainPorts['deliver'] = async (_, entries) => ({
      receipts: entries.map(
        ({ id, shard }): Receipt =>
          shard.accountId === ACCOUNTS[0] ? { kind: 'failed', id, why: 'no' } : { kind: 'delivered', id },
      ),
      messages: 1,
    });
    const { store, drain } = lab({ deliver: failing });
    for (const accountId of ACCOUNTS.slice(0, 1))
      await store.cas(headOf({ accountId, region: 'us-east-1' }, ['low'], 'mail'), undefined);
    const other = { accountId: '444444444444', region: 'us-east-1' };
    for (let times = 0; times < 10; times++) {
      const { tag } = await store.load(other);
      await store.cas(headOf(other, ['low'], 'mail'), tag);
      await drain();
    }
    const { head } = await store.load({ accountId: ACCOUNTS[0] ?? '', region: 'us-east-1' });
    expect(head).toMatchObject({ outbox: [], dead: [{ channel: 'mail' }] });
  });
});
