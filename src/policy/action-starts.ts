import { actionGlob, hasAction } from './action-set.ts';
import { type ArnGlob, arnGlobOf, literalArn } from './arn-set.ts';
import type { Box } from './box.ts';
import {
  actionNamed,
  type Catalogue,
  type CatalogueAction,
  listedActions,
  type ResourceType,
  restrictedTo,
  servicesMatching,
} from './catalogue.ts';
import { choose, TEXT_SPACE } from './choice.ts';
import { literalGlob } from './glob.ts';
import { parseWildcards } from './pattern-parts.ts';
import { ALL_TEXTS, type TextSet, within, without } from './text-set.ts';
import type { Work } from './work.ts';

/** Where a search starts: a set of actions, and the kinds of resources that they meet, if that is known. */
export interface ActionStart {
  readonly actions: TextSet;
  /** Undefined: any resource. */
  readonly resources?: readonly ArnGlob[];
}

/**
 * The actions that all `positives` have, in parts; one action stands for all that are in the same boxes. With a
 * catalogue, each part meets its own resource types.
 */
export function* actionStarts(
  positives: readonly Box[],
  negatives: readonly Box[],
  typed: Catalogue | undefined,
  work: Work,
): Iterable<ActionStart> {
  const near = typed && restrictedTo(servicesMet(positives, typed), typed);
  if (near !== undefined) yield* listedStarts(positives, negatives, near);
  let actions = ALL_TEXTS;
  const choices = [];
  for (const box of positives) {
    if (box.actions.not) actions = without(actions, box.actions.globs);
    else choices.push(box.actions.globs);
  }
  actions = without(
    actions,
    [...(near?.services ?? [])].map((service) => actionGlob(`${service}:*`)),
  );
  const seen = new Set<string>();
  for (const chosen of choose(TEXT_SPACE, actions, choices, work)) {
    const name = chosen.within[0]?.literal;
    const boxes = name === undefined ? undefined : membership(name, negatives);
    if (boxes !== undefined && seen.has(boxes)) continue;
    if (boxes !== undefined) seen.add(boxes);
    yield { actions: chosen };
  }
}

function membership(name: string, boxes: readonly Box[]): string {
  return boxes.map(({ actions }) => (hasAction(actions, name) ? '1' : '0')).join('');
}

/** One listed action for all that have the same resource types and are in the same boxes. */
function* listedStarts(
  positives: readonly Box[],
  negatives: readonly Box[],
  typed: Catalogue,
): Iterable<ActionStart> {
  const seen = new Set<string>();
  for (const action of candidates(positives, typed)) {
    const name = action.name.toLowerCase();
    if (!positives.every((box) => hasAction(box.actions, name))) continue;
    const types = action.resourceTypes.map((type) => type.name).join();
    const key = `${name.split(':', 1).join()} ${types} ${membership(name, negatives)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield { actions: within(ALL_TEXTS, literalGlob(name)), resources: resourceGlobs(action.resourceTypes) };
  }
}

/** The listed names of a box that only has names, else all that are listed. */
function candidates(positives: readonly Box[], typed: Catalogue): Iterable<CatalogueAction> {
  const named = positives.find(({ actions }) => !actions.not && actions.wildcards.length === 0);
  if (named === undefined) return listedActions(typed);
  return [...named.actions.names]
    .map((name) => actionNamed(name, typed))
    .filter((action) => action !== undefined);
}

/** The listed services that every box can have an action of; no other has to be walked through or left out. */
function servicesMet(positives: readonly Box[], typed: Catalogue): ReadonlySet<string> {
  let met = typed.services;
  for (const { actions } of positives)
    if (!actions.not) met = new Set(actions.globs.flatMap((glob) => [...servicesMatching(glob, met)]));
  return met;
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
