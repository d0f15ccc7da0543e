import { expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { Channel, Outcome } from '../../src/publish/channel.ts';
import { publish } from '../../src/publish/publish.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const settings = { minSeverity: 'medium' } as const;

function channel(name: string, deliver: (entries: readonly Entry[]) => Promise<Outcome>): Channel {
  return {
    name,
    needs: [],
    audience: 'people',
    isConfigured: () => true,
    wants: () => true,
    open: async () => ({ deliver, close: () => {} }),
  };
}

test('a channel that fails keeps no other from its report', async () => {
  const given: string[] = [];
  const working = channel('working', async (entries) => {
    given.push(...entries.map(({ kind, isBaseline }) => `${kind} ${isBaseline}`));
    return { receipts: entries.map(({ id }) => ({ kind: 'delivered', id })), messages: 1 };
  });
  const failing = channel('failing', () => Promise.reject(new TypeError('no route')));
  const gap = { source: 'states:ListStateMachines', region: 'us-east-1', kind: 'denied', why: 'no' } as const;
  const report = sampleReport([sampleFinding()], { coverage: { complete: false, gaps: [gap, gap] } });
  expect(await publish(report, settings, [failing, working])).toEqual([
    { kind: 'failed', channel: 'failing', why: 'TypeError: no route' },
    { kind: 'delivered', channel: 'working' },
  ]);
  expect(given).toEqual(['opened true', 'coverage-lost true']);
});

test('nobody is told anything where no channel is configured', async () => {
  expect(await publish(sampleReport([sampleFinding()]), settings)).toEqual([]);
});
