import { actionStarts } from './action-starts.ts';
import { ALL_RESOURCES, type ArnGlob, type ArnSet, withoutArns } from './arn-set.ts';
import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import { ARN_SPACE, choose } from './choice.ts';
import { escapeBoxes } from './escape.ts';
import { assume, type Literals, type Region } from './region.ts';
import { firstFound, found, NONE, type Search, type Work } from './work.ts';

/** An inhabited region that all `positives` have and none of `negatives` has any request of. */
export function findRegion(
  positives: readonly Box[],
  negatives: readonly Box[],
  typed: Catalogue | undefined,
  work: Work,
): Search<Region> {
  const literals = meetAtoms(positives, work);
  if (literals.kind !== 'found') return literals;
  const obstacles = [...negatives].sort((left, right) => effort(left) - effort(right));
  return firstFound(
    actionStarts(positives, obstacles, typed, work),
    ({ actions, resources }) =>
      firstFound(
        resourceStarts(positives, resources, work),
        (start) => escapeBoxes({ actions, resources: start, literals: literals.value }, obstacles, work),
        work,
      ),
    work,
  );
}

/**
 * INVARIANT: boxes with NotAction or NotResource come first, since escaping them narrows a region from within and
 * may undo what was escaped before; the fewer conditions, the earlier, since fewer ways lead out.
 */
function effort({ actions, resources, atoms }: Box): number {
  return actions.not || resources.not ? -1 : atoms.length;
}

function meetAtoms(positives: readonly Box[], work: Work): Search<Literals> {
  let literals: Literals = new Map();
  for (const { atoms } of positives)
    for (const atom of atoms) {
      const next = assume(literals, atom, true, work);
      if (next === undefined) return NONE;
      literals = next;
    }
  return found(literals);
}

function resourceStarts(
  positives: readonly Box[],
  typed: readonly ArnGlob[] | undefined,
  work: Work,
): Iterable<ArnSet> {
  let resources = ALL_RESOURCES;
  const choices: (readonly ArnGlob[])[] = typed === undefined ? [] : [typed];
  for (const box of positives) {
    if (box.resources.not) resources = withoutArns(resources, box.resources.globs);
    else choices.push(box.resources.globs);
  }
  return choose(ARN_SPACE, resources, choices, work);
}
