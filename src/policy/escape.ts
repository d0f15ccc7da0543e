import { hasAction } from './action-set.ts';
import { coversSegments, inhabitedArn, isSimpleArnSet, withinArn, withoutArns } from './arn-set.ts';
import type { Box } from './box.ts';
import { covers, EVERYTHING, type Glob } from './glob.ts';
import { assume, type Region } from './region.ts';
import { inhabited, isSimple, type TextSet, within, without } from './text-set.ts';
import { firstFound, found, GAVE_UP, NONE, type Search, spend, type Work } from './work.ts';

/**
 * A part of the region that lies outside all boxes. A box is escaped by its actions, by its resources, or by one
 * condition that fails; where the first way costs nothing the others are not tried.
 */
export function escapeBoxes(region: Region, boxes: readonly Box[], work: Work): Search<Region> {
  let current = region;
  for (const [index, box] of boxes.entries()) {
    if (!spend(work, 1)) return GAVE_UP;
    const free = escapeFreely(current, box, work);
    if (free === undefined) {
      if (isWithin(current, box)) return NONE;
      if (!spend(work, BRANCH_COST)) return GAVE_UP;
      const rest = boxes.slice(index + 1);
      return firstFound(escapes(current, box, work), (next) => escapeBoxes(next, rest, work), work);
    }
    current = free;
  }
  return found(current);
}

/** Bounds the depth of the recursion as well: WORK_LIMIT / BRANCH_COST. */
const BRANCH_COST = 50;

/** The region without the box, where that takes away no other way out; undefined where there may be a price. */
function escapeFreely(region: Region, box: Box, work: Work): Region | undefined {
  const [action] = region.actions.within;
  if (action?.literal !== undefined && !hasAction(box.actions, action.literal)) return region;
  if (box.atoms.some((atom) => assume(region.literals, atom, true, work) === undefined)) return region;
  if (isLeftOut(region, box)) return region;
  // INVARIANT: no box with NotAction or NotResource follows, see `findRegion`.
  if (box.actions.not || box.resources.not) return undefined;
  const actions = without(region.actions, box.actions.globs);
  const [base = EVERYTHING] = actions.within;
  if (isSimple(actions) && !box.actions.globs.some((glob) => covers(glob, base)))
    return { ...region, actions };
  const resources = withoutArns(region.resources, box.resources.globs);
  const covered = box.resources.globs.some((arn) => coversSegments(arn, region.resources));
  return isSimpleArnSet(resources) && !covered ? { ...region, resources } : undefined;
}

/** True only if NotAction or NotResource of the box names all of the region. */
function isLeftOut({ actions, resources }: Region, box: Box): boolean {
  return (
    (box.actions.not && coversTexts(box.actions.globs, actions)) ||
    (box.resources.not && box.resources.globs.some((arn) => coversSegments(arn, resources)))
  );
}

/** True only if the box has all of the region. */
function isWithin({ actions, resources }: Region, box: Box): boolean {
  if (box.atoms.length > 0 || box.actions.not || box.resources.not) return false;
  return (
    coversTexts(box.actions.globs, actions) &&
    box.resources.globs.some((arn) => coversSegments(arn, resources))
  );
}

function coversTexts(globs: readonly Glob[], texts: TextSet): boolean {
  const bases = texts.within.length === 0 ? [EVERYTHING] : texts.within;
  return globs.some((glob) => bases.some((base) => covers(glob, base)));
}

/** Every way out of the box. */
function* escapes(region: Region, box: Box, work: Work): Iterable<Region> {
  for (const actions of box.actions.not
    ? box.actions.globs.map((glob) => within(region.actions, glob))
    : [without(region.actions, box.actions.globs)])
    if (inhabited(actions, work).kind !== 'none') yield { ...region, actions };
  for (const resources of box.resources.not
    ? box.resources.globs.map((arn) => withinArn(region.resources, arn))
    : [withoutArns(region.resources, box.resources.globs)])
    if (inhabitedArn(resources, work).kind !== 'none') yield { ...region, resources };
  for (const atom of box.atoms) {
    const literals = assume(region.literals, atom, false, work);
    if (literals !== undefined) yield { ...region, literals };
  }
}
