import { mapped } from '../model/mapped.ts';
import { actionGlob, hasAction, meetsActions, serviceOf } from './action-set.ts';
import type { ArnGlob } from './arn-set.ts';
import type { Box } from './box.ts';
import { type BoxIndex, boxesOf } from './box-index.ts';
import { actionNamed, type Catalogue, type CatalogueAction, listedActions } from './catalogue.ts';
import { choose, TEXT_SPACE } from './choice.ts';
import { EVERYTHING, type Glob } from './glob.ts';
import { readyAction } from './ready-action.ts';
import { ALL_TEXTS, type TextSet, within, without } from './text-set.ts';
import type { Work } from './work.ts';

/** Where a search starts: a set of actions, and the kinds of resources that they meet, if that is known. */
export interface ActionStart {
  readonly actions: TextSet;
  /** Undefined: any resource. */
  readonly resources: readonly ArnGlob[] | undefined;
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
  const listed = typed && servicesMet(positives, typed);
  if (typed !== undefined && listed !== undefined)
    yield* listedStarts(positives, negatives, typed, listed.services);
  if (listed?.isAll) return;
  const seen = new Set<string>();
  for (const actions of unlistedActions(positives, listed?.services, work)) {
    const [glob = EVERYTHING] = actions.within;
    const { key, obstacles } = obstaclesTo(glob, serviceIn(actions), negatives);
    if (glob.literal !== undefined && seen.has(key)) continue;
    if (glob.literal !== undefined) seen.add(key);
    yield { actions, resources: undefined, obstacles };
  }
}

/** The listed services that every box can have an action of; `isAll` where the boxes can have no other. */
function servicesMet(
  positives: readonly Box[],
  typed: Catalogue,
): { readonly services: ReadonlySet<string>; readonly isAll: boolean } {
  let services: ReadonlySet<string> | undefined;
  for (const { actions } of positives)
    if (actions.services !== undefined) services = common(services ?? actions.services, actions.services);
  if (services === undefined) return { services: typed.services, isAll: false };
  const listed = common(services, typed.services);
  return { services: listed, isAll: listed.size === services.size };
}

function common(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return left === right ? left : new Set([...left].filter((item) => right.has(item)));
}

/** One pattern of each box, apart from the actions of services that are listed. */
function unlistedActions(
  positives: readonly Box[],
  listed: ReadonlySet<string> = new Set(),
  work: Work,
): Iterable<TextSet> {
  let actions = without(
    ALL_TEXTS,
    mapped([...listed], (service) => actionGlob(`${service}:*`)),
  );
  const choices = [];
  for (const box of positives) {
    if (box.actions.not) actions = without(actions, box.actions.globs());
    else choices.push(box.actions.globs());
  }
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
    let place = 0;
    for (const box of boxesOf(index, service)) {
      place += 1;
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
  services: ReadonlySet<string>,
): Iterable<ActionStart> {
  const seen = new Set<string>();
  for (const action of candidates(positives, typed, services)) {
    const { glob, service, types, resources } = readyAction(action);
    const name = glob.start;
    if (!positives.every((box) => hasAction(box.actions, name))) continue;
    const { key, obstacles } = obstaclesTo(glob, service, negatives);
    if (seen.has(`${types} ${key}`)) continue;
    seen.add(`${types} ${key}`);
    yield { actions: within(ALL_TEXTS, glob), resources, obstacles };
  }
}

/** The listed names of a box that only has names, else all that are listed. */
function candidates(
  positives: readonly Box[],
  typed: Catalogue,
  services: ReadonlySet<string>,
): Iterable<CatalogueAction> {
  const named = positives.find(({ actions }) => !actions.not && actions.wildcards.length === 0);
  if (named === undefined) return listedActions(typed, services);
  return mapped([...named.actions.names], (name) => actionNamed(name, typed)).filter(
    (action) => action !== undefined,
  );
}
