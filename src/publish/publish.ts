import { printable } from '../findings/printable.ts';
import type { Report } from '../findings/report.ts';
import type { PublishSettings } from './channel.ts';
import { channels } from './channels/index.ts';
import type { Delivery, ReportChannel } from './report-channel.ts';

const LONGEST_WHY = 300;

/** Offers the report to every channel, side by side; never rejects, so that a channel cannot fail an audit. */
export function publish(
  report: Report,
  settings: PublishSettings,
  to: readonly ReportChannel[] = channels,
): Promise<readonly Delivery[]> {
  return Promise.all(to.map((channel) => attempt(channel, report, settings)));
}

async function attempt(channel: ReportChannel, report: Report, settings: PublishSettings): Promise<Delivery> {
  try {
    return await channel.deliver(report, settings);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : 'the channel gives no reason';
    return { kind: 'failed', channel: channel.name, why: printable(why.slice(0, LONGEST_WHY)) };
  }
}
