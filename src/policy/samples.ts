import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import { evaluate } from './evaluate.ts';
import { findRegion } from './find-region.ts';
import { domainOf } from './key-domains.ts';
import type { PreparedAccess } from './prepare.ts';
import { newQuestion } from './region.ts';
import type { Request } from './request.ts';
import { requestIn, styleOf } from './witness.ts';

type SamplesOf = Map<Box, Request | undefined>;

const SAMPLES = new WeakMap<PreparedAccess, Map<Catalogue | undefined, SamplesOf>>();

/**
 * A request for each Allow of an access of one layer that it allows for certain, as the evaluator confirms; found
 * when it is asked for, and kept. An access of several layers has none.
 */
export function* sampleRequests(access: PreparedAccess, typed: Catalogue | undefined): Iterable<Request> {
  const [layer, ...others] = access.atLeast.allows;
  if (layer === undefined || others.length > 0) return;
  const byCatalogue = SAMPLES.get(access) ?? new Map<Catalogue | undefined, SamplesOf>();
  SAMPLES.set(access, byCatalogue);
  const known: SamplesOf = byCatalogue.get(typed) ?? new Map<Box, Request | undefined>();
  byCatalogue.set(typed, known);
  for (const box of layer.boxes) {
    if (!known.has(box)) known.set(box, sampleOf(box, access, typed));
    const sample = known.get(box);
    if (sample !== undefined) yield sample;
  }
}

function sampleOf(box: Box, access: PreparedAccess, typed: Catalogue | undefined): Request | undefined {
  const question = newQuestion((key) => domainOf(key, access.domains, access.domains));
  const region = findRegion([box], [access.atLeast.denies], typed, question);
  if (region.kind !== 'found') return undefined;
  const request = requestIn(region.value, styleOf([access], typed), question);
  if (request.kind !== 'found') return undefined;
  const isAllowed = evaluate(access.access, request.value, access.pins).kind === 'allowed';
  return isAllowed ? request.value : undefined;
}
