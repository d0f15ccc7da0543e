import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import type { ReportChannel } from '../../src/publish/report-channel.ts';
import { sampleReport } from '../support/sample-report.ts';

const settings = { minSeverity: 'medium' } as const;

const working: ReportChannel = {
  name: 'working',
  needs: [],
  deliver: async () => ({ kind: 'delivered', channel: 'working', messageId: 'm-1' }),
};

function failing(error: unknown): ReportChannel {
  return { name: 'failing', needs: [], deliver: () => Promise.reject(error) };
}

test('a channel that fails keeps no other from its report', async () => {
  const deliveries = await publish(sampleReport([]), settings, [failing(new TypeError('no route')), working]);
  expect(deliveries).toEqual([
    { kind: 'failed', channel: 'failing', why: 'TypeError: no route' },
    { kind: 'delivered', channel: 'working', messageId: 'm-1' },
  ]);
});

test('a channel that throws at once fails like one that rejects', async () => {
  const channel: ReportChannel = {
    ...working,
    deliver: () => {
      throw new Error('early');
    },
  };
  expect(await publish(sampleReport([]), settings, [channel])).toEqual([
    { kind: 'failed', channel: 'working', why: 'Error: early' },
  ]);
});

test('the reason of a failure is short and printable', async () => {
  const [delivery] = await publish(sampleReport([]), settings, [
    failing(new Error(`\u001b[2J${'x'.repeat(1_000)}`)),
  ]);
  expect(delivery).toMatchObject({ why: expect.stringMatching(/^Error: \\u\{1b\}\[2Jx+$/) });
  expect(JSON.stringify(delivery).length).toBeLessThan(400);
});

test('something that is no error still fails the delivery', async () => {
  expect(await publish(sampleReport([]), settings, [failing('down')])).toEqual([
    { kind: 'failed', channel: 'failing', why: 'the channel gives no reason' },
  ]);
});

test('without a topic the registered channels skip', async () => {
  const deliveries = await publish(sampleReport([]), settings);
  expect(deliveries.map(({ kind }) => kind)).toEqual(['skipped']);
});
