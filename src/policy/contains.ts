import type { Access } from './effective.ts';
import { type Decision, evaluate } from './evaluate.ts';
import { findRefused, findShared } from './find-request.ts';
import { isRefused } from './prepare.ts';
import type { Request } from './request.ts';
import { sampleRequests } from './samples.ts';
import { search, whyUnknown } from './search.ts';
import { type Reading, type Sides, sidesOf } from './sides.ts';
import type { Overlap, Verdict } from './verdict.ts';

export type { Pins } from './pins.ts';
export type { Reading } from './sides.ts';

/**
 * Does `granted` allow every request that `required` allows? `contained` and `exceeds` are proofs; the witness of
 * the latter has been replayed through the evaluator.
 */
export function contains(required: Access, granted: Access, reading: Reading = {}): Verdict {
  const sides = sidesOf(required, granted, reading);
  const sample = refusedSample(sides, reading);
  if (sample !== undefined) return { kind: 'exceeds', witness: sample };
  const { hit, isCertain } = search(sides, { left: 'atLeast', right: 'atMost', find: findRefused });
  if (hit.kind === 'found') {
    const witness = hit.value.request;
    const replays = isAllowed(decide(sides, 'left', witness)) && isDenied(decide(sides, 'right', witness));
    return replays ? { kind: 'exceeds', witness } : { kind: 'unknown', why: NO_REPLAY };
  }
  if (hit.kind === 'none' && isCertain) return { kind: 'contained' };
  const possible = search(sides, { left: 'atMost', right: 'atLeastBeside', find: findRefused }).hit;
  return possible.kind === 'none'
    ? { kind: 'contained' }
    : { kind: 'unknown', why: whyUnknown(sides, possible) };
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

/** One of the requests that stand for the left side, if the right side refuses it: most differences show there. */
function refusedSample(sides: Sides, { otherKeys }: Reading): Request | undefined {
  // A sample has no keys but those that the left side asks for: what the right side makes of others is not known.
  if (otherKeys === 'unknown') return undefined;
  for (const sample of sampleRequests(sides.left, sides.typed))
    if (
      isWithinDomains(sample, sides) &&
      isDenied(decide(sides, 'right', sample)) &&
      (sides.right.isCertain || isRefused(sides.right.atMost, sample))
    )
      return sample;
  return undefined;
}

/** The left side alone does not tell that a text has to be a number: its samples may hold `example` for it. */
function isWithinDomains({ context }: Request, { left, domainOf }: Sides): boolean {
  return Object.keys(context).every((spelling) => {
    const key = spelling.toLowerCase();
    return domainOf(key) === left.domains.get(key);
  });
}

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
