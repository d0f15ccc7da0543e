import { coversGlob, hasAction } from './action-set.ts';
import { coversSegments, inhabitedArn, meetsSegments, withinArn, withoutArns } from './arn-set.ts';
import type { Box } from './box.ts';
import { EVERYTHING } from './glob.ts';
import { assume, type Question, type Region } from './region.ts';
import { inhabited, type TextSet, within, without } from './text-set.ts';
import { firstFound, found, GAVE_UP, NONE, type Search, spend } from './work.ts';

/**
 * A part of the region that lies outside all boxes. A box is escaped by its actions, by its resources, or by one
 * condition that fails; where the first way costs nothing the others are not tried.
 */
export function escapeBoxes(region: Region, boxes: readonly Box[], question: Question): Search<Region> {
  const inverted = boxes.filter(isInverted);
  if (inverted.length === 0) return escapeAll(region, boxes, question, found);
  // Escaping them narrows a region from within, which may undo what was escaped before: they come first.
  const others = boxes.filter((box) => !isInverted(box));
  return escapeAll(region, inverted, question, (next) => escapeAll(next, others, question, found));
}

function isInverted({ actions, resources }: Box): boolean {
  return actions.not || resources.not;
}

/** Bounds the depth of the recursion as well: WORK_LIMIT / BRANCH_COST. */
const BRANCH_COST = 50;

/** Leaves the boxes that cost nothing, then that with the fewest ways out, then the rest; `then` goes on. */
function escapeAll(
  region: Region,
  boxes: readonly Box[],
  question: Question,
  then: (region: Region) => Search<Region>,
): Search<Region> {
  let current = region;
  const costly: Box[] = [];
  for (const box of boxes) {
    if (!spend(question, 1)) return GAVE_UP;
    const free = escapeFreely(current, box, question);
    if (free !== undefined) current = free;
    else if (isWithin(current, box)) return NONE;
    else costly.push(box);
  }
  const fork = narrowest(current, costly, question);
  if (fork === undefined) return then(current);
  if (!spend(question, BRANCH_COST)) return GAVE_UP;
  const rest = costly.filter((other) => other !== fork.box);
  return firstFound(fork.ways, (next) => escapeAll(next, rest, question, then), question);
}

/** A box with every way out of it. */
interface Fork {
  readonly box: Box;
  readonly ways: readonly Region[];
}

/** The box with the fewest ways out: where there is none or one, nothing needs to be tried. */
function narrowest(region: Region, boxes: readonly Box[], question: Question): Fork | undefined {
  let best: Fork | undefined;
  for (const box of boxes) {
    const ways = [...escapes(region, box, question)];
    if (best === undefined || ways.length < best.ways.length) best = { box, ways };
    if (best.ways.length <= 1) return best;
    spend(question, 1);
  }
  return best;
}

/** The region without the box, where that takes away no other way out; undefined where there may be a price. */
function escapeFreely(region: Region, box: Box, question: Question): Region | undefined {
  const name = nameIn(region);
  if (name !== undefined && !hasAction(box.actions, name)) return region;
  if (box.atoms.some((atom) => assume(region.literals, atom, true, question) === undefined)) return region;
  if (isLeftOut(region, box)) return region;
  // INVARIANT: no box with NotAction or NotResource follows, see `escapeBoxes`.
  if (isInverted(box)) return undefined;
  if (name === undefined && !coversTexts(box, region.actions)) {
    const actions = without(region.actions, box.actions.globs());
    if (actions.isSimple) return { ...region, actions };
  }
  const met = box.resources.globs.filter((arn) => meetsSegments(arn, region.resources));
  if (met.length === 0) return region;
  const resources = withoutArns(region.resources, met);
  const covered = met.some((arn) => coversSegments(arn, region.resources));
  return resources.isSimple && !covered ? { ...region, resources } : undefined;
}

/** True only if NotAction or NotResource of the box names all of the region. */
function isLeftOut({ actions, resources }: Region, box: Box): boolean {
  return (
    (box.actions.not && coversTexts(box, actions)) ||
    (box.resources.not && box.resources.globs.some((arn) => coversSegments(arn, resources)))
  );
}

/** True only if the box has all of the region. */
function isWithin({ actions, resources }: Region, box: Box): boolean {
  if (box.atoms.length > 0 || box.actions.not || box.resources.not) return false;
  return coversTexts(box, actions) && box.resources.globs.some((arn) => coversSegments(arn, resources));
}

/** The action of the region, if all of it has the same one. */
function nameIn({ actions }: Region): string | undefined {
  return actions.within[0]?.literal;
}

/** True only if one action pattern of the box matches all of the texts. */
function coversTexts({ actions }: Box, texts: TextSet): boolean {
  const bases = texts.within.length === 0 ? [EVERYTHING] : texts.within;
  return bases.some((base) => coversGlob(actions, base));
}

/** Every way out of the box. */
function* escapes(region: Region, box: Box, question: Question): Iterable<Region> {
  for (const actions of otherActions(region, box))
    if (inhabited(actions, question).kind !== 'none') yield { ...region, actions };
  for (const resources of box.resources.not
    ? box.resources.globs.map((arn) => withinArn(region.resources, arn))
    : [withoutArns(region.resources, box.resources.globs)])
    if (inhabitedArn(resources, question).kind !== 'none') yield { ...region, resources };
  for (const atom of box.atoms) {
    const literals = assume(region.literals, atom, false, question);
    if (literals !== undefined) yield { ...region, literals };
  }
}

function otherActions({ actions }: Region, box: Box): readonly TextSet[] {
  if (box.actions.not) return box.actions.globs().map((glob) => within(actions, glob));
  return coversTexts(box, actions) ? [] : [without(actions, box.actions.globs())];
}
