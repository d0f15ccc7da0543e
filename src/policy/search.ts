import { atLeastBeside, type Bound, type Bounds } from './bounds.ts';
import { boxHas, soughtIn } from './box.ts';
import type { BoxIndex } from './box-index.ts';
import { entriesOf, isSure } from './entry.ts';
import { type Cell, cellsOf, type Find, withOtherDenies } from './find-request.ts';
import { newQuestion, type Question } from './region.ts';
import type { Request } from './request.ts';
import type { Sides } from './sides.ts';
import { requestIn, styleOf } from './witness.ts';
import { found, NONE, notFound, type Search } from './work.ts';

/** In which readings the sides are searched, and for what. */
export interface Query {
  readonly left: 'atLeast' | 'atMost' | 'asWorded';
  readonly right: 'atLeast' | 'atMost' | 'atLeastBeside';
  readonly find: Find;
  /** Tried first on a cell: a request that was replayed, `nothing` where there is none, undefined: search. */
  readonly glance?: Glance;
}

export type Glance = (cell: Cell, right: Bound) => Request | 'nothing' | undefined;

/** A request, and what was known of the right side where it was found. */
interface Hit {
  readonly request: Request;
  /** The evaluator has confirmed it. */
  readonly isReplayed: boolean;
  readonly right: Bounds;
}

/** What a search came to; `isCertain` where nothing that it looked at is in doubt, so that all readings are one. */
export interface Outcome {
  readonly hit: Search<Hit>;
  readonly isCertain: boolean;
}

/** The first request that the query finds, cell by cell of the left side. */
export function search(sides: Sides, { left: reading, right: rightReading, find, glance }: Query): Outcome {
  let asked: Question | undefined;
  const { allows, denies } = sides.left[reading]();
  let { isCertain } = sides.left;
  let open: Search<never> | undefined;
  const boundOf = boundsIn(rightReading, sides.left, denies);
  for (const cell of cellsOf(allows)) {
    const right = sides.rightOf(cell);
    isCertain &&= right.isCertain;
    const bound = boundOf(right, cell);
    const seen = glance?.(cell, bound);
    if (seen === 'nothing') continue;
    if (seen !== undefined) return { hit: found({ request: seen, isReplayed: true, right }), isCertain };
    asked ??= newQuestion(sides.domainOf);
    const region = find(cell, denies, bound, sides.typed, asked);
    if (region.kind !== 'found') continue;
    const request = requestIn(region.value, styleOf([sides.left, sides.right], sides.typed), asked);
    if (request.kind === 'found')
      return { hit: found({ request: request.value, isReplayed: false, right }), isCertain };
    open ??= { ...request, kind: 'gaveUp' };
  }
  return { hit: open ?? (asked === undefined ? NONE : notFound(asked)), isCertain };
}

/** The right side in a reading, which may depend on the cell, apart from what `denies` takes away on the left. */
function boundsIn(
  reading: Query['right'],
  left: Bounds,
  denies: BoxIndex,
): (right: Bounds, cell: Cell) => Bound {
  let last: { readonly right: Bounds; readonly bound: (cell: Cell) => Bound } | undefined;
  return (right, cell) => {
    // Nearly always it is the same for all cells.
    if (last?.right !== right) last = { right, bound: boundIn(reading, right, left, denies) };
    return last.bound(cell);
  };
}

function boundIn(
  reading: Query['right'],
  right: Bounds,
  left: Bounds,
  denies: BoxIndex,
): (cell: Cell) => Bound {
  if (reading === 'atLeastBeside') return atLeastBeside(right.entries, left.entries);
  const bound = withOtherDenies(right[reading](), denies);
  return () => bound;
}

const TOO_MUCH_WORK = 'the comparison takes more work than is allowed';

/** The first doubtful statement that has the request in its widest reading, or the work that ran out. */
export function whyUnknown({ left }: Sides, hit: Exclude<Search<Hit>, { kind: 'none' }>): string {
  if (hit.kind === 'gaveUp') return hit.why ?? TOO_MUCH_WORK;
  const { request, right } = hit.value;
  const sought = soughtIn(request);
  const doubtful = [...entriesOf(left.entries), ...entriesOf(right.entries)].filter(
    (entry) => !isSure(entry),
  );
  const meant = doubtful.filter(({ box }) => boxHas(box, sought));
  const [why = TOO_MUCH_WORK] = [...meant, ...doubtful].map(({ doubt }) => doubt);
  return why;
}
