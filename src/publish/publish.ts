import type { Entry } from '../findings/entry.ts';
import { digest } from '../findings/fingerprint.ts';
import { groupBy } from '../findings/group-by.ts';
import type { Report } from '../findings/report.ts';
import type { Channel, PublishSettings } from './channel.ts';
import { channels } from './channels/index.ts';
import { configuredChannels, type Outlets, openOutlets } from './outlets.ts';

/** What became of a report on one channel. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly channel: string }
  | { readonly kind: 'failed'; readonly channel: string; readonly why: string };

const MOST_MESSAGES = 20;

/**
 * Tells people all that a report says, as if nobody had been told anything before: where nothing is remembered, every
 * report is the first. Never rejects, so that a channel cannot fail an audit.
 */
export async function publish(
  report: Report,
  settings: PublishSettings,
  all: readonly Channel[] = channels,
): Promise<readonly Delivery[]> {
  const entries = [...findingEntries(report), ...gapEntries(report)];
  const people = configuredChannels(settings, all).filter(({ audience }) => audience === 'people');
  const outlets = openOutlets(settings, people);
  try {
    return await Promise.all(people.map((channel) => tell(channel, entries, settings, outlets)));
  } finally {
    await outlets.close();
  }
}

async function tell(
  channel: Channel,
  entries: readonly Entry[],
  settings: PublishSettings,
  outlets: Outlets,
): Promise<Delivery> {
  const wanted = entries.filter((entry) => channel.wants(entry, settings));
  const context = { now: new Date(), messagesLeft: MOST_MESSAGES };
  const { receipts } = await outlets.deliver(channel, wanted, context);
  for (const receipt of receipts)
    if ('why' in receipt) return { kind: 'failed', channel: channel.name, why: receipt.why };
  return { kind: 'delivered', channel: channel.name };
}

function findingEntries(report: Report): readonly Entry[] {
  return report.findings.map((finding) => ({
    ...first(report, finding.region, finding.id),
    kind: 'opened',
    body: { kind: 'finding', finding, episode: 1 },
  }));
}

function gapEntries(report: Report): readonly Entry[] {
  const groups = groupBy(report.coverage.gaps, ({ source, region, kind, action }) => [
    source,
    region,
    kind,
    action,
  ]);
  return [...groups].map(([key, gaps]) => {
    const [gap] = gaps;
    const episode = { gap, count: gaps.length, since: report.takenAt, seq: 1, isOpen: true };
    return {
      ...first(report, gap.region, `gap-${digest(key)}`),
      kind: 'coverage-lost',
      body: { kind: 'coverage', episode },
    };
  });
}

function first(report: Report, region: string, subject: string): Omit<Entry, 'kind' | 'body'> {
  const { accountId, partition, takenAt } = report;
  const shard = { accountId, region };
  return { id: `${subject}:1`, subject, seq: 1, at: takenAt, isBaseline: true, shard, partition };
}
