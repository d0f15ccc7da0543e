import type { OutboxEntry } from './head.ts';

/** What there is to tell of one subject. */
export type Happening = Pick<OutboxEntry, 'kind' | 'reason' | 'finding' | 'isSuppressed' | 'severityBefore'>;

/** What became of one finding or one gap: what is remembered of it, and what happened, if anything did. */
export interface Lived<Known> {
  readonly subject: string;
  readonly record: Known;
  readonly happened?: Happening;
}

/** By their subject: what is remembered has the same bytes whatever the order of what was observed. */
export function bySubject<Known>(lives: readonly Lived<Known>[]): readonly Lived<Known>[] {
  return [...lives].sort((left, right) => (left.subject < right.subject ? -1 : 1));
}

/** What is remembered of each. */
export function recordsOf<Known>(lives: readonly Lived<Known>[]): Readonly<Record<string, Known>> {
  return Object.fromEntries(lives.map(({ subject, record }) => [subject, record]));
}
