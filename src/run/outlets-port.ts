import type { Entry } from '../findings/entry.ts';
import type { Report } from '../findings/report.ts';
import type { Outcome as Delivered, Receipt } from '../publish/channel.ts';
import type { Outlets } from '../publish/outlets.ts';
import { reasonOf } from '../publish/reason.ts';
import type { DeliveryPorts } from './pass.ts';

/** Delivers to the channels that are configured; whoever was to get an entry and is configured no more never will. */
export function deliveryTo(
  outlets: Outlets,
  placeOfReport: () => string | undefined,
): DeliveryPorts['deliver'] {
  return async (name, entries, { now, messagesLeft, isLeftOver }) => {
    const channel = outlets.channels.find((configured) => configured.name === name);
    if (channel === undefined) return refused(entries);
    const place = isLeftOver ? undefined : placeOfReport();
    const context = { now, messagesLeft, ...(place === undefined ? {} : { reportPlace: place }) };
    return outlets.deliver(channel, entries, context);
  };
}

/** Whether people listen to the channel of this name. */
export function isForPeople({ channels }: Pick<Outlets, 'channels'>): (channel: string) => boolean {
  const names = new Set(channels.filter(({ audience }) => audience === 'people').map(({ name }) => name));
  return (channel) => names.has(channel);
}

function refused(entries: readonly Entry[]): Delivered {
  const why = 'the channel is configured no more';
  return { receipts: entries.map(({ id }): Receipt => ({ kind: 'refused', id, why })), messages: 0 };
}

/** Keeps the report wherever one can be kept; the first place is the one that messages name. */
export async function archive(
  report: Report,
  outlets: Outlets,
): Promise<{ readonly place?: string; readonly problems: readonly string[] }> {
  const places: string[] = [];
  const problems: string[] = [];
  for (const channel of outlets.channels.filter(({ keepsReports }) => keepsReports === true)) {
    try {
      const { archive: keep } = await outlets.open(channel);
      if (keep !== undefined) places.push(await keep(report));
    } catch (error) {
      problems.push(`the report cannot be kept by \`${channel.name}\`: ${reasonOf(error)}`);
    }
  }
  const [place] = places;
  return { ...(place === undefined ? {} : { place }), problems };
}
