import { type ChangeBounds, parseChange, type QueueRecord } from '../config/change-event.ts';
import type { ToldChange } from './answered.ts';

/** What a batch of messages tells. */
export interface Batch {
  readonly told: readonly ToldChange[];
  /** By the reason, how many events are no business of this installation. */
  readonly ignored: Readonly<Record<string, number>>;
  /** Messages that will make no sense tomorrow either: they are named by their place, and are not to come again. */
  readonly dropped: readonly { readonly at: string; readonly problem: string }[];
}

export function changesIn(records: readonly QueueRecord[], bounds: ChangeBounds): Batch {
  const told: ToldChange[] = [];
  const dropped: { readonly at: string; readonly problem: string }[] = [];
  const ignored = new Map<string, number>();
  for (const { at, id, body } of records) {
    if (typeof body !== 'string') {
      dropped.push({ at, problem: '`$.body`: expected a text' });
      continue;
    }
    const read = parseChange(body, bounds);
    if (read.kind === 'change') told.push({ id, change: read.change });
    else if (read.kind === 'ignored') ignored.set(read.why, (ignored.get(read.why) ?? 0) + 1);
    else dropped.push({ at, problem: read.problem });
  }
  return { told, dropped, ignored: Object.fromEntries(ignored) };
}
