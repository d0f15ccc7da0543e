import type { Entry } from '../findings/entry.ts';
import type { Channel, DeliveryContext, OpenChannel, Outcome, PublishSettings } from './channel.ts';
import { channels } from './channels/index.ts';
import { deliver, failed } from './deliver.ts';
import { reasonOf } from './reason.ts';

/** The channels of one run: each is opened when it is first needed, and stays open until all are closed. */
export interface Outlets {
  /** Those that are configured. */
  readonly channels: readonly Channel[];
  /** Rejects where the channel cannot be opened, and is not tried again. */
  readonly open: (channel: Channel) => Promise<OpenChannel>;
  /** As `deliver`, and a channel that cannot be opened has failed for each of its entries. */
  readonly deliver: (
    channel: Channel,
    entries: readonly Entry[],
    context: DeliveryContext,
  ) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** The channels that these settings name. */
export function configuredChannels(
  settings: PublishSettings,
  all: readonly Channel[] = channels,
): readonly Channel[] {
  return all.filter(({ isConfigured }) => isConfigured(settings));
}

/** The names of the channels that an entry is for. */
export function recipientsOf(
  entry: Entry,
  settings: PublishSettings,
  all: readonly Channel[] = channels,
): readonly string[] {
  const wanting = configuredChannels(settings, all).filter(({ wants }) => wants(entry, settings));
  return wanting.map(({ name }) => name);
}

export function openOutlets(settings: PublishSettings, all: readonly Channel[] = channels): Outlets {
  const opened = new Map<string, Promise<OpenChannel>>();

  function open(channel: Channel): Promise<OpenChannel> {
    const already = opened.get(channel.name);
    if (already !== undefined) return already;
    const opening = channel.open(settings);
    opened.set(channel.name, opening);
    return opening;
  }

  async function deliverTo(
    channel: Channel,
    entries: readonly Entry[],
    context: DeliveryContext,
  ): Promise<Outcome> {
    if (entries.length === 0) return { receipts: [], messages: 0 };
    try {
      return await deliver(channel, await open(channel), entries, context);
    } catch (error) {
      return { receipts: failed(entries, reasonOf(error)), messages: 0 };
    }
  }

  async function close(): Promise<void> {
    await Promise.allSettled([...opened.values()].map((opening) => opening.then((each) => each.close())));
    opened.clear();
  }

  return { channels: configuredChannels(settings, all), open, deliver: deliverTo, close };
}
