import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import { findRegion } from './find-region.ts';
import type { Cell } from './find-request.ts';
import { domainOf } from './key-domains.ts';
import type { PreparedAccess } from './prepare.ts';
import { newQuestion } from './region.ts';
import type { Request } from './request.ts';
import { requestIn, styleOf } from './witness.ts';

type SamplesOf = Map<Box, readonly Request[]>;

const SAMPLES = new WeakMap<PreparedAccess, Map<Catalogue | undefined, SamplesOf>>();

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
  const byCatalogue = SAMPLES.get(access) ?? new Map<Catalogue | undefined, SamplesOf>();
  SAMPLES.set(access, byCatalogue);
  const byBox: SamplesOf = byCatalogue.get(typed) ?? new Map<Box, readonly Request[]>();
  byCatalogue.set(typed, byBox);
  const samples = byBox.get(box) ?? newSamples(box, access, typed);
  byBox.set(box, samples);
  return samples;
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
  const isAllowed = CONFIRMED.get(sample) ?? evaluate(access, sample, pins).kind === 'allowed';
  CONFIRMED.set(sample, isAllowed);
  return isAllowed;
}
