import type { Entry } from '../../src/findings/entry.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { DeliveryContext } from '../../src/publish/channel.ts';
import { sampleFinding } from './sample-report.ts';

const SHARD = { accountId: '111122223333', region: 'us-east-1' };
export const CONTEXT: DeliveryContext = { now: new Date('2026-11-21T06:05:00Z'), messagesLeft: 20 };

/** The id of a finding by a number. */
export function findingId(number: number): string {
  return `v1-${number.toString(16).padStart(32, '0')}`;
}

/** A transition of finding `number`; `overrides` replaces parts of the entry, `finding` those of the finding. */
export function sampleEntry(
  number: number,
  overrides: Partial<Omit<Entry, 'body' | 'id'>> = {},
  finding: Partial<Finding> = {},
): Entry {
  const entry = {
    subject: findingId(number),
    seq: 1,
    kind: 'opened' as const,
    at: '2026-11-21T06:00:00Z',
    isBaseline: false,
    shard: SHARD,
    partition: 'aws',
    ...overrides,
  };
  return {
    ...entry,
    id: `${entry.subject}:${entry.seq}`,
    body: { kind: 'finding', finding: sampleFinding({ id: entry.subject, ...finding }), episode: 1 },
  };
}

/** A hole in the coverage, or its end. */
export function coverageEntry(overrides: Partial<Entry> = {}): Entry {
  const gap = {
    source: 'states:ListStateMachines',
    region: 'us-east-1',
    kind: 'denied' as const,
    why: 'not authorized',
    action: 'states:ListStateMachines',
  };
  return {
    id: 'gap-1:1',
    subject: 'gap-1',
    seq: 1,
    kind: 'coverage-lost',
    at: '2026-11-21T06:00:00Z',
    isBaseline: false,
    shard: SHARD,
    partition: 'aws',
    body: {
      kind: 'coverage',
      episode: { gap, count: 3, since: '2026-11-21T06:00:00Z', seq: 1, isOpen: true },
    },
    ...overrides,
  };
}
