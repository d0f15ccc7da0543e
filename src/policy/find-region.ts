import { actionStarts } from './action-starts.ts';
import { ALL_RESOURCES, type ArnGlob, type ArnSet, meetArns, withoutArns } from './arn-set.ts';
import type { Box } from './box.ts';
import type { BoxIndex } from './box-index.ts';
import type { Catalogue } from './catalogue.ts';
import { ARN_SPACE, choose } from './choice.ts';
import { escapeBoxes } from './escape.ts';
import { withLinkedKeys } from './linked-keys.ts';
import { assume, type Literals, type Question, type Region } from './region.ts';
import { firstFound, NONE, type Search, type Work } from './work.ts';

/** An inhabited region that all `positives` have and none of `negatives` has any request of. */
export function findRegion(
  positives: readonly Box[],
  negatives: readonly BoxIndex[],
  typed: Catalogue | undefined,
  question: Question,
): Search<Region> {
  const literals = meetAtoms(positives, question);
  if (literals === undefined) return NONE;
  const leave = (start: Region, obstacles: readonly Box[]): Search<Region> => {
    if (typed === undefined) return escapeBoxes(start, obstacles, question);
    const linked = withLinkedKeys(literals, start.resources, obstacles, question);
    return linked === undefined ? NONE : escapeBoxes({ ...start, literals: linked }, obstacles, question);
  };
  return firstFound(
    actionStarts(positives, negatives, typed, question),
    ({ actions, resources: types, obstacles }) =>
      firstFound(
        resourceStarts(positives, types, question),
        (resources) => leave({ actions, resources, literals }, obstacles),
        question,
      ),
    question,
  );
}

/** Undefined where no request meets all conditions. */
function meetAtoms(positives: readonly Box[], question: Question): Literals | undefined {
  let literals: Literals = new Map();
  for (const { atoms } of positives)
    for (const atom of atoms) {
      const next = assume(literals, atom, true, question);
      if (next === undefined) return undefined;
      literals = next;
    }
  return literals;
}
function resourceStarts(
  positives: readonly Box[],
  typed: readonly ArnGlob[] | undefined,
  work: Work,
): Iterable<ArnSet> {
  let resources = ALL_RESOURCES;
  const choices: (readonly ArnGlob[])[] = [];
  for (const box of positives) {
    if (box.resources.not) resources = withoutArns(resources, box.resources.globs);
    else choices.push(box.resources.globs);
  }
  const types = typed?.filter((type) => choices.every((globs) => globs.some((arn) => meetArns(type, arn))));
  return choose(ARN_SPACE, resources, types === undefined ? choices : [types, ...choices], work);
}
