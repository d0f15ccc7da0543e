import type { Gap, GapKind } from '../model/coverage.ts';

const READ_GAPS: readonly GapKind[] = ['denied', 'failed', 'partial', 'not-read'];

/** True for a read that went wrong or was not made; every other gap is about something that was read and not understood. */
export function isReadGap({ kind }: Gap): boolean {
  return READ_GAPS.includes(kind);
}
