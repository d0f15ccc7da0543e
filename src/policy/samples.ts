import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import { findRegion } from './find-region.ts';
import type { Cell } from './find-request.ts';
import { kept } from './kept.ts';
import { domainOf } from './key-domains.ts';
import type { PreparedAccess } from './prepare.ts';
import { newQuestion } from './region.ts';
import type { Request } from './request.ts';
import { requestIn, styleOf } from './witness.ts';

type SamplesOf = WeakMap<Box, readonly Request[]>;

/** INVARIANT: a box is of one access, so that it tells the denies as well. */
const SAMPLES: SamplesOf = new WeakMap();
const TYPED_SAMPLES = new WeakMap<Catalogue, SamplesOf>();

/**
 * Requests of the cell that the access allows, one for each action that it names unless a Deny strikes it; found
 * when they are first asked for, and kept. A cell of several layers has none.
 */
export function samplesOf(
  cell: Cell,
  access: PreparedAccess,
  typed: Catalogue | undefined,
): readonly Request[] {
  const [box, ...others] = cell;
  if (box === undefined || others.length > 0) return [];
  const samples = typed === undefined ? SAMPLES : kept(TYPED_SAMPLES, typed, newStore);
  return kept(samples, box, () => newSamples(box, access, typed));
}

function newStore(): SamplesOf {
  return new WeakMap();
}

function newSamples(box: Box, access: PreparedAccess, typed: Catalogue | undefined): readonly Request[] {
  const question = newQuestion((key) => domainOf(key, access.domains));
  const region = findRegion([box], [access.atLeast().denies], typed, question);
  if (region.kind !== 'found') return [];
  const request = requestIn(region.value, styleOf([access], typed), question);
  if (request.kind !== 'found') return [];
  const sample = request.value;
  // Other actions may meet other types of resources.
  if (typed !== undefined || box.actions.not) return [sample];
  const others = box.actions.patterns.filter(
    (pattern) => !/[*?]/.test(pattern) && pattern.toLowerCase() !== sample.action.toLowerCase(),
  );
  return [sample, ...others.map((action) => ({ ...sample, action }))];
}

const CONFIRMED = new WeakMap<Request, boolean>();

/** Whether the evaluator confirms that the access allows its sample; asked once. */
export function isConfirmed(sample: Request, { access, pins }: PreparedAccess): boolean {
  return kept(CONFIRMED, sample, () => evaluate(access, sample, pins).kind === 'allowed');
}
