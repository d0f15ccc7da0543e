import type { LoadedHead } from '../state/state-store.ts';

/** What is still to be told, and what no longer will be. */
export interface OutboxCount {
  readonly waiting: number;
  /** Entries that a channel will never take, of the last day: so that whoever looks at the number sees when it happens again. */
  readonly dead: number;
}

const DAY_MS = 86_400_000;

export function countOutbox(heads: readonly LoadedHead[], now: Date): OutboxCount {
  let waiting = 0;
  let dead = 0;
  for (const { head } of heads) {
    waiting += head?.outbox.length ?? 0;
    dead += (head?.dead ?? []).filter(({ at }) => now.getTime() - Date.parse(at) < DAY_MS).length;
  }
  return { waiting, dead };
}

export function sumOf(counts: readonly OutboxCount[]): OutboxCount {
  let waiting = 0;
  let dead = 0;
  for (const one of counts) {
    waiting += one.waiting;
    dead += one.dead;
  }
  return { waiting, dead };
}
