import { type Bound, isRefused } from './bounds.ts';
import type { Access } from './effective.ts';
import { type Decision, evaluate } from './evaluate.ts';
import { type Cell, findRefused, findShared, isGranted } from './find-request.ts';
import { domainOf } from './key-domains.ts';
import { asksLinkedKey } from './linked-keys.ts';
import type { PreparedAccess } from './prepare.ts';
import type { Request } from './request.ts';
import { isConfirmed, samplesOf } from './samples.ts';
import { type Glance, type Query, search, whyUnknown } from './search.ts';
import { type Reading, type Sides, sidesOf } from './sides.ts';
import { exampleOf } from './variables.ts';
import type { Overlap, Verdict } from './verdict.ts';

export type { Pins } from './pins.ts';
export type { Reading } from './sides.ts';

/**
 * Does `granted` allow every request that `required` allows? `contained` and `exceeds` are proofs; the witness of
 * the latter has been replayed through the evaluator.
 */
export function contains(required: Access, granted: Access, reading: Reading = {}): Verdict {
  return verdictOn(sidesOf(required, granted, reading), reading);
}

/** The same for sides that are prepared. */
export function verdictOn(sides: Sides, reading: Reading): Verdict {
  const { hit, isCertain } = search(sides, surelyRefused(glanceAt(sides, reading)));
  if (hit.kind === 'found') {
    const { request: witness, isReplayed } = hit.value;
    return isReplayed || isRefusal(witness, sides)
      ? exceeds(witness, sides)
      : { kind: 'unknown', why: NO_REPLAY };
  }
  if (hit.kind === 'none' && isCertain) return { kind: 'contained' };
  const possible = search(sides, POSSIBLY_REFUSED).hit;
  if (possible.kind === 'none') return { kind: 'contained' };
  const witness = reading.otherKeys === 'unknown' ? undefined : otherwiseRefused(sides);
  return witness === undefined
    ? { kind: 'unknown', why: whyUnknown(sides, possible) }
    : exceeds(witness, sides);
}

/** A difference, with a note where it rests on how wildcards are read. */
function exceeds(witness: Request, { left, right }: Sides): Verdict {
  const isSettled = !right.hasShortPattern() && witness.resource.split(':').length <= 6;
  const isAllowedBy = ({ access, pins }: PreparedAccess): boolean =>
    isAllowed(evaluate(access, witness, pins, 'anything'));
  return isSettled || !isAllowedBy(right) || !isAllowedBy(left)
    ? { kind: 'exceeds', witness }
    : { kind: 'exceeds', witness, assumes: 'segment-reading' };
}

function surelyRefused(glance: Glance): Query {
  return { left: 'atLeast', right: 'atMost', find: findRefused, glance };
}

const POSSIBLY_REFUSED = {
  left: 'asWorded',
  right: 'atLeastBeside',
  find: findRefused,
  glance: (cell, right) => (isGranted(cell, right) ? 'nothing' : undefined),
} as const satisfies Query;

/** Most cells are covered by one statement, or show with a sample that they are not: then no search is needed. */
function glanceAt(sides: Sides, { otherKeys }: Reading): Glance {
  return (cell, right) => {
    if (isGranted(cell, right)) return 'nothing';
    // A sample has no keys but those that the left side asks for.
    const mayHaveOthers = sides.typed !== undefined && asksLinkedKey(sides.right.domains);
    return otherKeys === 'unknown' || mayHaveOthers ? undefined : refusedSample(cell, right, sides);
  };
}

function refusedSample(cell: Cell, right: Bound, sides: Sides): Request | undefined {
  for (const sample of samplesOf(cell, sides.left, sides.typed)) {
    if (!isWithinDomains(sample, sides)) return undefined;
    if (!isDenied(decide(sides, 'right', sample)) || !isConfirmed(sample, sides.left)) continue;
    return sides.right.isCertain || isRefused(right, sample) ? sample : withOthers(sample, sides);
  }
  return undefined;
}

/** The left side alone does not tell that a text has to be a number: its samples may hold `example` for it. */
function isWithinDomains({ context }: Request, { left, domainOf: domainHere }: Sides): boolean {
  return Object.keys(context).every((spelling) => {
    const key = spelling.toLowerCase();
    return domainHere(key) === domainOf(key, left.domains);
  });
}

/** A request that the left side allows for certain, and the right side does not for some values of its variables. */
function otherwiseRefused(sides: Sides): Request | undefined {
  const { hit } = search(sides, { ...POSSIBLY_REFUSED, left: 'atLeast' });
  return hit.kind === 'found' ? withOthers(hit.value.request, sides) : undefined;
}

/** The request with values for the variables of the right side that are not those it hopes for, if that refuses it. */
function withOthers(request: Request, sides: Sides): Request | undefined {
  const asked = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const others = [...sides.right.open].filter((variable) => !asked.has(variable));
  const values = others.map((variable) => [variable, [exampleOf(variable, 'other')]] as const);
  const full = { ...request, context: { ...request.context, ...Object.fromEntries(values) } };
  return [full, request].find((form) => isRefusal(form, sides));
}

/** Whether the left side allows the request and the right side does not, as the evaluator sees it. */
function isRefusal(request: Request, sides: Sides): boolean {
  return isDenied(decide(sides, 'right', request)) && isAllowed(decide(sides, 'left', request));
}

/** Is some request allowed by both? The witness has been replayed through the evaluator. */
export function overlaps(left: Access, right: Access, reading: Reading = {}): Overlap {
  const sides = sidesOf(left, right, reading);
  const { hit, isCertain } = search(sides, { left: 'atLeast', right: 'atLeast', find: findShared });
  if (hit.kind === 'found') {
    const witness = hit.value.request;
    const replays = isAllowed(decide(sides, 'left', witness)) && isAllowed(decide(sides, 'right', witness));
    return replays ? { kind: 'overlaps', witness } : { kind: 'unknown', why: NO_REPLAY };
  }
  if (hit.kind === 'none' && isCertain) return { kind: 'disjoint' };
  const possible = search(sides, { left: 'atMost', right: 'atMost', find: findShared }).hit;
  return possible.kind === 'none'
    ? { kind: 'disjoint' }
    : { kind: 'unknown', why: whyUnknown(sides, possible) };
}

const NO_REPLAY = 'the witness did not replay';

function decide(sides: Sides, side: 'left' | 'right', request: Request): Decision {
  const { access, pins } = sides[side];
  return evaluate(access, request, pins);
}

function isAllowed({ kind }: Decision): boolean {
  return kind === 'allowed';
}

function isDenied({ kind }: Decision): boolean {
  return kind === 'implicitDeny' || kind === 'explicitDeny';
}
