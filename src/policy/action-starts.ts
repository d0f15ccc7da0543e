import { actionGlob, hasAction, meetsActions, serviceOf } from './action-set.ts';
import { type ArnGlob, arnGlobOf, literalArn } from './arn-set.ts';
import type { Box } from './box.ts';
import { type BoxIndex, boxesOf } from './box-index.ts';
import type { Catalogue, ResourceType } from './catalogue.ts';
import { choose, TEXT_SPACE } from './choice.ts';
import { EVERYTHING, type Glob, literalGlob } from './glob.ts';
import { parseWildcards } from './pattern-parts.ts';
import { ALL_TEXTS, type TextSet, within, without } from './text-set.ts';
import type { Work } from './work.ts';

/** Where a search starts: a set of actions, and the kinds of resources that they meet, if that is known. */
export interface ActionStart {
  readonly actions: TextSet;
  /** Undefined: any resource. */
  readonly resources?: readonly ArnGlob[];
  /** The boxes to escape that have some of the actions. */
  readonly obstacles: readonly Box[];
}

/**
 * The actions that all `positives` have, in parts; one action stands for all that are in the same boxes. With a
 * catalogue, each part meets its own resource types.
 */
export function* actionStarts(
  positives: readonly Box[],
  negatives: readonly BoxIndex[],
  typed: Catalogue | undefined,
  work: Work,
): Iterable<ActionStart> {
  if (typed !== undefined) yield* listedStarts(positives, negatives, typed);
  const seen = new Set<string>();
  for (const actions of chosenActions(positives, typed, work)) {
    const [glob = EVERYTHING] = actions.within;
    const { key, obstacles } = obstaclesTo(glob, serviceIn(actions), negatives);
    if (glob.literal !== undefined && seen.has(key)) continue;
    if (glob.literal !== undefined) seen.add(key);
    yield { actions, obstacles };
  }
}

/** One pattern of each box, apart from the actions that a catalogue lists. */
function chosenActions(
  positives: readonly Box[],
  typed: Catalogue | undefined,
  work: Work,
): Iterable<TextSet> {
  let actions = ALL_TEXTS;
  const choices = [];
  for (const box of positives) {
    if (box.actions.not) actions = without(actions, box.actions.globs);
    else choices.push(box.actions.globs);
  }
  for (const service of typed?.services ?? []) actions = without(actions, [actionGlob(`${service}:*`)]);
  return choose(TEXT_SPACE, actions, choices, work);
}

function serviceIn({ within: globs }: TextSet): string | undefined {
  for (const glob of globs) {
    const service = serviceOf(glob.start);
    if (service !== undefined) return service;
  }
  return undefined;
}

/** The boxes that may have actions of the glob; those of a literal are told apart by their key. */
function obstaclesTo(
  glob: Glob,
  service: string | undefined,
  negatives: readonly BoxIndex[],
): { readonly key: string; readonly obstacles: readonly Box[] } {
  let key = service ?? '';
  const obstacles: Box[] = [];
  for (const index of negatives) {
    key += ';';
    for (const [place, box] of boxesOf(index, service).entries()) {
      if (!meetsActions(box.actions, glob)) continue;
      obstacles.push(box);
      key += `${place},`;
    }
  }
  return { key, obstacles };
}

/** One listed action for all that have the same resource types and are in the same boxes. */
function* listedStarts(
  positives: readonly Box[],
  negatives: readonly BoxIndex[],
  typed: Catalogue,
): Iterable<ActionStart> {
  const seen = new Set<string>();
  for (const name of candidateNames(positives, typed)) {
    const action = typed.actions.get(name);
    if (action === undefined || !positives.every((box) => hasAction(box.actions, name))) continue;
    const glob = literalGlob(name);
    const types = action.resourceTypes.map((type) => type.name).join();
    const { key, obstacles } = obstaclesTo(glob, serviceOf(glob.start), negatives);
    if (seen.has(`${types} ${key}`)) continue;
    seen.add(`${types} ${key}`);
    const resources = resourceGlobs(action.resourceTypes);
    yield { actions: within(ALL_TEXTS, glob), resources, obstacles };
  }
}
/** The names of a box that only has names, else all that are listed. */
function candidateNames(positives: readonly Box[], typed: Catalogue): Iterable<string> {
  const named = positives.find(({ actions }) => !actions.not && actions.wildcards.length === 0);
  return named === undefined ? typed.actions.keys() : named.actions.names;
}

/** An action without resource types is authorized on the literal `*`. */
function resourceGlobs(types: readonly ResourceType[]): readonly ArnGlob[] {
  const known = GLOBS.get(types);
  if (known !== undefined) return known;
  const globs = types.flatMap(({ arns }) => arns.map((arn) => arnGlobOf(parseWildcards(arn))));
  const all = types.length === 0 ? [literalArn('*')] : globs;
  GLOBS.set(types, all);
  return all;
}

/** A catalogue is asked many times and never changes: each list of types is compiled once. */
const GLOBS = new WeakMap<readonly ResourceType[], readonly ArnGlob[]>();
