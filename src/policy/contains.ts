import { boxHas } from './box.ts';
import { type Catalogue, catalogue } from './catalogue.ts';
import {
  atLeast,
  atLeastBeside,
  atMost,
  type Bound,
  type CompiledAccess,
  compileAccess,
  entriesOf,
} from './compiled-access.ts';
import type { Access } from './effective.ts';
import { evaluate } from './evaluate.ts';
import { type Cell, cellsOf, findRefused, findShared } from './find-request.ts';
import { keyDomains } from './key-domains.ts';
import { type Pins, pinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import type { Overlap, Verdict } from './verdict.ts';
import { requestIn, styleOf } from './witness.ts';
import { found, notFound, type Search, WORK_LIMIT, type Work } from './work.ts';

export type { Pins } from './pins.ts';

/** How policies are read in a comparison. */
export interface Reading {
  readonly pins?: Pins;
  /**
   * What the right side asks of keys that are neither pinned nor in the conditions of the left side: they may have
   * any value or none (`free`, the default), or nobody can know.
   */
  readonly otherKeys?: 'free' | 'unknown';
  /** Lets each action of a listed service meet its own resource types only. */
  readonly typed?: Catalogue;
}

/**
 * Does `granted` allow every request that `required` allows? `contained` and `exceeds` are proofs; the witness of
 * the latter has been replayed through the evaluator.
 */
export function contains(required: Access, granted: Access, reading: Reading = {}): Verdict {
  const sides = sidesOf(required, granted, reading);
  const sure = search(sides, { left: atLeast, right: atMost, find: findRefused });
  if (sure.kind === 'found') {
    const witness = sure.value.request;
    const replays =
      evaluate(required, witness, reading.pins).kind === 'allowed' &&
      isDenied(evaluate(granted, witness, reading.pins).kind);
    return replays ? { kind: 'exceeds', witness } : { kind: 'unknown', why: NO_REPLAY };
  }
  if (isFinal(sure, sides)) return { kind: 'contained' };
  const possible = search(sides, { left: atMost, right: atLeastBeside, find: findRefused });
  return possible.kind === 'none'
    ? { kind: 'contained' }
    : { kind: 'unknown', why: whyUnknown(sides, possible) };
}

/** Is some request allowed by both? The witness has been replayed through the evaluator. */
export function overlaps(left: Access, right: Access, reading: Reading = {}): Overlap {
  const sides = sidesOf(left, right, reading);
  const sure = search(sides, { left: atLeast, right: atLeast, find: findShared });
  if (sure.kind === 'found') {
    const witness = sure.value.request;
    const replays = [left, right].every((side) => evaluate(side, witness, reading.pins).kind === 'allowed');
    return replays ? { kind: 'overlaps', witness } : { kind: 'unknown', why: NO_REPLAY };
  }
  if (isFinal(sure, sides)) return { kind: 'disjoint' };
  const possible = search(sides, { left: atMost, right: atMost, find: findShared });
  return possible.kind === 'none'
    ? { kind: 'disjoint' }
    : { kind: 'unknown', why: whyUnknown(sides, possible) };
}

const NO_REPLAY = 'the witness did not replay';
const TOO_MUCH_WORK = 'the comparison takes more work than is allowed';

/** Where nothing is in doubt, a search that found nothing need not be made again in the other reading. */
function isFinal(search: Search<Find>, sides: Sides): boolean {
  return search.kind === 'none' && sides.isCertain();
}

function isDenied(kind: ReturnType<typeof evaluate>['kind']): boolean {
  return kind === 'implicitDeny' || kind === 'explicitDeny';
}

/** Both sides of a comparison, compiled. */
interface Sides {
  readonly accesses: readonly Access[];
  readonly left: CompiledAccess;
  /** The right side as far as it can be known about a cell of the left. */
  readonly rightOf: (cell: Cell) => CompiledAccess;
  /** True where nothing that was compiled so far is in doubt, so that all readings are one. */
  readonly isCertain: () => boolean;
  readonly typed: Catalogue | undefined;
}

function sidesOf(left: Access, right: Access, { pins = {}, otherKeys = 'free', typed }: Reading): Sides {
  const known = pinnedValues(pins);
  const domainOf = keyDomains([left, right]);
  const compiled = new Map<string, CompiledAccess>();
  const rightOf = (cell: Cell): CompiledAccess => {
    const keys = new Set(
      otherKeys === 'free' ? [] : cell.flatMap(({ atoms }) => atoms.map(({ key }) => key)),
    );
    const id = [...keys].sort().join();
    const isFree = (key: string): boolean => otherKeys === 'free' || keys.has(key);
    const answer = compiled.get(id) ?? compileAccess(right, { pins: known, isFree, domainOf });
    compiled.set(id, answer);
    return answer;
  };
  const compiledLeft = compileAccess(left, { pins: known, isFree: () => true, domainOf });
  return {
    accesses: [left, right],
    left: compiledLeft,
    rightOf,
    isCertain: () =>
      [compiledLeft, ...compiled.values()].every((side) =>
        entriesOf(side).every(({ doubt }) => doubt === undefined),
      ),
    typed,
  };
}

interface Query {
  readonly left: (access: CompiledAccess) => Bound;
  readonly right: (access: CompiledAccess, cell: Cell, left: CompiledAccess) => Bound;
  readonly find: typeof findShared;
}

interface Find {
  readonly request: Request;
  readonly right: CompiledAccess;
}

function search(sides: Sides, { left: boundLeft, right: boundRight, find }: Query): Search<Find> {
  const work: Work = { left: WORK_LIMIT };
  const { allows, denies } = boundLeft(sides.left);
  let open: Search<never> | undefined;
  for (const cell of cellsOf(allows)) {
    const right = sides.rightOf(cell);
    const region = find(cell, denies, boundRight(right, cell, sides.left), sides.typed, work);
    if (region.kind !== 'found') continue;
    const request = requestIn(region.value, styleOf(sides.accesses, sides.typed ?? catalogue), work);
    if (request.kind === 'found') return found({ request: request.value, right });
    open ??= { ...request, kind: 'gaveUp' };
  }
  return open ?? notFound(work);
}

/** The first doubtful statement that has the request in its widest reading, or the work that ran out. */
function whyUnknown({ left }: Sides, possible: Exclude<Search<Find>, { kind: 'none' }>): string {
  if (possible.kind === 'gaveUp') return possible.why ?? TOO_MUCH_WORK;
  const [why = TOO_MUCH_WORK] = doubtsAbout(possible.value, left);
  return why;
}

function* doubtsAbout({ request, right }: Find, left: CompiledAccess): Iterable<string> {
  for (const { box, doubt } of [...entriesOf(left), ...entriesOf(right)])
    if (doubt !== undefined && boxHas(box, request)) yield doubt;
}
