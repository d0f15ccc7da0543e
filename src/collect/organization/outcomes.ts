import type { Answer } from '../answer.ts';
import type { Pages } from '../pages.ts';
import { type CoverageEntry, coverageOf, settled } from '../reader.ts';

/** Calls under way at once. */
export const AT_ONCE = 8;

/** How the reads went, one entry for each action: an organization has thousands of them. */
export interface Outcomes {
  readonly add: (action: string, outcome: Pages | Answer<unknown>, resource?: string) => void;
  /** In the order of the actions, whichever call ended first. */
  readonly coverage: () => readonly CoverageEntry[];
}

export function collectOutcomes(): Outcomes {
  const known = new Map<string, CoverageEntry>();
  const broken = new Map<string, CoverageEntry[]>();
  return {
    add: (action, outcome, resource) => {
      const entry = settled(coverageOf({ source: action, region: 'global' }, outcome));
      const told = resource === undefined ? entry.why : `\`${resource}\`: ${entry.why}`;
      if (entry.kind === 'known') known.set(action, entry);
      else broken.set(action, [...(broken.get(action) ?? []), { ...entry, why: told ?? '' }]);
    },
    coverage: () =>
      [...new Set([...known.keys(), ...broken.keys()])]
        .sort()
        .flatMap((action) => asOne(broken.get(action) ?? []) ?? known.get(action) ?? []),
  };
}

/** The first by its words, so that the same troubles are always told in the same way. */
function asOne(entries: readonly CoverageEntry[]): CoverageEntry | undefined {
  const [first] = entries.toSorted((left, right) => ((left.why ?? '') < (right.why ?? '') ? -1 : 1));
  return first === undefined || entries.length === 1
    ? first
    : { ...first, why: `${first.why}; and others with it` };
}
