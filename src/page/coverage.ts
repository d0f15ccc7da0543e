import type { Gap, GapKind } from '../model/coverage.ts';

/** Gaps of one kind that the same action would close. */
export interface GapGroup {
  readonly kind: GapKind;
  readonly action?: string;
  readonly gaps: readonly Gap[];
}

/** What a kind of gap means, to stand after the place. */
export const GAP_KINDS: Readonly<Record<GapKind, { readonly label: string; readonly meaning: string }>> = {
  denied: { label: 'Denied', meaning: 'The auditor is not allowed to read it.' },
  failed: { label: 'Failed', meaning: 'It could not be read. The next run tries again.' },
  partial: { label: 'Partly read', meaning: 'A part of it was read. What is missing was not judged.' },
  'not-read': { label: 'Not read', meaning: 'Nobody asked for it in this run.' },
  malformed: { label: 'Makes no sense', meaning: 'It was read, and is not what it should be.' },
  unsupported: { label: 'Not supported', meaning: 'This version of Plumbline does not know it.' },
  undecided: {
    label: 'Undecided',
    meaning: 'It was understood, and the answer depends on what an audit cannot know.',
  },
};

const KINDS = Object.keys(GAP_KINDS);

/** What somebody can grant stands first, then by kind. */
export function gapGroups(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups = new Map<string, { kind: GapKind; action?: string; gaps: Gap[] }>();
  for (const gap of gaps) {
    const { kind, action } = gap;
    const key = JSON.stringify([kind, action]);
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { kind, ...(action === undefined ? {} : { action }), gaps: [gap] });
    else group.gaps.push(gap);
  }
  return [...groups.values()].sort((left, right) => rankOf(left) - rankOf(right));
}

function rankOf({ kind, action }: GapGroup): number {
  return KINDS.indexOf(kind) + (action === undefined ? KINDS.length : 0);
}
