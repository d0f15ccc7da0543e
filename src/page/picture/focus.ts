import { type LinkIndex, usersOf } from './link-index.ts';
import { compareTallies, countOf, NO_FINDINGS, type Tally } from './tally.ts';

/** More cards than this at once are not looked at, for each 25 roles asked for. */
const CARDS_PER_ROLE = 4;

interface Wish {
  readonly roles: number;
  readonly isWhole: boolean;
}

interface Focus {
  /** ARNs, the worst first. */
  readonly focus: readonly string[];
  readonly hidden: { readonly flawed: number; readonly flawless: number };
}

/** The worst roles, as many as fit; of the rest only how many they are. */
export function focusOf(index: LinkIndex, tallies: ReadonlyMap<string, Tally>, wish: Wish): Focus {
  const tallyOf = (role: string): Tally => tallies.get(role) ?? NO_FINDINGS;
  const flawed = rolesWithFindings(index, tallies).toSorted(
    (one, other) => compareTallies(tallyOf(one), tallyOf(other)) || compareText(one, other),
  );
  const isFlawed = new Set(flawed);
  const flawless = wish.isWhole
    ? [...index.roles].filter((role) => !isFlawed.has(role)).sort(compareText)
    : [];
  const ranked = [...flawed, ...flawless];
  const focus = ranked.slice(0, fitting(index, ranked, wish.roles));
  const shownFlawed = Math.min(focus.length, flawed.length);
  return {
    focus,
    hidden: {
      flawed: flawed.length - shownFlawed,
      flawless: flawless.length - (focus.length - shownFlawed),
    },
  };
}

/** Roles that are linked to something, and those that are not but have findings: what nothing runs as is a role too. */
function rolesWithFindings(index: LinkIndex, tallies: ReadonlyMap<string, Tally>): readonly string[] {
  return [...tallies].flatMap(([arn, tally]) =>
    countOf(tally) > 0 && (index.roles.has(arn) || isRole(arn)) ? [arn] : [],
  );
}

function isRole(arn: string): boolean {
  return /^arn:[^:]*:iam::[^:]*:role\//.test(arn);
}

function fitting(index: LinkIndex, ranked: readonly string[], most: number): number {
  let cards = 0;
  let count = 0;
  for (const role of ranked) {
    const links =
      Math.min((index.from.get(role) ?? []).length, 6) + Math.min(usersOf(index, role, 'runs-as').length, 5);
    cards += 1 + links;
    if (count === most || (count > 0 && cards > most * CARDS_PER_ROLE)) break;
    count += 1;
  }
  return count;
}

/** By code units, as everywhere. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
