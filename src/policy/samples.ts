import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import { findRegion } from './find-region.ts';
import type { Cell } from './find-request.ts';
import { kept, memory } from './kept.ts';
import { domainOf } from './key-domains.ts';
import type { PreparedAccess } from './prepare.ts';
import { newQuestion } from './region.ts';
import type { Request } from './request.ts';
import { requestIn, styleOf } from './witness.ts';

type SamplesOf = Map<Box, readonly Request[]>;

/**
 * By the access as well as by the box: roles that share a managed policy share its boxes, and not what denies of their own
 * leave of it.
 */
const SAMPLES = memory<PreparedAccess, Map<Catalogue | undefined, SamplesOf>>();

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
  const ofAccess = kept(SAMPLES, access, () => new Map<Catalogue | undefined, SamplesOf>());
  const samples = kept(ofAccess, typed, () => new Map<Box, readonly Request[]>());
  return kept(samples, box, () => newSamples(box, access, typed));
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

/** INVARIANT: a sample is of one access. */
const CONFIRMED = memory<Request, boolean>();

/** Whether the evaluator confirms that the access allows its sample; asked once. */
export function isConfirmed(sample: Request, { access, pins }: PreparedAccess): boolean {
  return kept(CONFIRMED, sample, () => evaluate(access, sample, pins).kind === 'allowed');
}
