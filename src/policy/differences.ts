import { type ActionSet, actionGlob, actionSetOf, meetsActions, serviceOf } from './action-set.ts';
import { boundsOf } from './bounds.ts';
import { type BoxIndex, boxesOf } from './box-index.ts';
import { type Catalogue, resourceTypesOf } from './catalogue.ts';
import { verdictOn } from './contains.ts';
import type { PolicyDocument } from './document.ts';
import type { Access } from './effective.ts';
import { compileEntries } from './entry.ts';
import { pinnedValues } from './pins.ts';
import { resourceParts } from './resource-patterns.ts';
import { type Reading, type Sides, sidesOf } from './sides.ts';
import type { Statement } from './statement.ts';
import type { PatternSet } from './statement-parts.ts';
import type { Verdict } from './verdict.ts';

/** A part of a statement that the other side does not allow, or of which that is not known. */
export interface Difference {
  readonly policy: string;
  readonly statement: number;
  readonly sid?: string;
  /** Actions of the statement that meet the same limits, denies and statements of both sides. */
  readonly actions: PatternSet;
  /** One resource pattern of the statement, or all of its NotResource. */
  readonly resources: PatternSet;
  readonly verdict: Exclude<Verdict, { kind: 'contained' }>;
}

/**
 * All that `required` allows and `granted` does not, part by part; nothing where it is contained. The parts are those
 * of the identity policies, within the limits and the denies of `required`.
 */
export function differences(required: Access, granted: Access, reading: Reading = {}): readonly Difference[] {
  const sides = sidesOf(required, granted, reading);
  const found: Difference[] = [];
  for (const document of required.layers[0] ?? [])
    for (const statement of document.statements) {
      if (statement.effect === 'Deny' || verdictOfPart(document, statement, sides, reading) === undefined)
        continue;
      for (const part of partsOf(statement, sides)) {
        const verdict = verdictOfPart(document, part, sides, reading);
        if (verdict !== undefined) found.push(differenceIn(document, part, verdict));
      }
    }
  return found;
}

/** The verdict on one statement in the place of all that the left side has in its first layer, unless it is contained. */
function verdictOfPart(
  { name }: PolicyDocument,
  statement: Statement,
  sides: Sides,
  reading: Reading,
): Difference['verdict'] | undefined {
  const { left } = sides;
  const { allows, denies } = left.entries;
  const part = compileEntries(name, statement, pinnedValues(left.pins), new Set());
  const entries = { allows: [part, ...allows.slice(1)], denies };
  const verdict = verdictOn({ ...sides, left: { ...left, ...boundsOf(entries) } }, reading);
  return verdict.kind === 'contained' ? undefined : verdict;
}

/** The statement by resource patterns and by classes of actions. */
function* partsOf(statement: Statement, sides: Sides): Iterable<Statement> {
  const parts = resourceParts(statement.resources);
  for (const patterns of classesOf(statement.actions, sides)) {
    const actions = actionSetOf({ not: statement.actions.not, patterns });
    for (const resources of parts) yield { ...statement, actions, resources };
  }
}

/** Actions that fare alike, wherever they are compared; NotAction is of one piece. */
function classesOf({ not, patterns }: ActionSet, { left, right, typed }: Sides): Iterable<readonly string[]> {
  if (not) return [patterns];
  const [, ...limits] = left.atMost().allows;
  const others = [...limits, left.atLeast().denies, ...right.atMost().allows, right.atLeast().denies];
  const classes = new Map<string, string[]>();
  for (const pattern of patterns) {
    const name = classOf(pattern, others, typed);
    classes.set(name, [...(classes.get(name) ?? []), pattern]);
  }
  return classes.values();
}

/** One text for all actions of a service that meet the same of `others` and the same types of resources. */
function classOf(pattern: string, others: readonly BoxIndex[], typed: Catalogue | undefined): string {
  const glob = actionGlob(pattern);
  if (glob.literal === undefined) return pattern;
  const service = serviceOf(glob.start);
  const types = typed && resourceTypesOf(glob.literal, typed)?.map(({ name }) => name);
  const met = others.map((index) =>
    boxesOf(index, service).map(({ actions }) => (meetsActions(actions, glob) ? '1' : '0')),
  );
  return JSON.stringify([service, types, met.map((places) => places.join(''))]);
}

function differenceIn(
  { name }: PolicyDocument,
  { index, sid, actions, resources }: Statement,
  verdict: Difference['verdict'],
): Difference {
  return {
    policy: name,
    statement: index,
    ...(sid === undefined ? {} : { sid }),
    actions: { not: actions.not, patterns: actions.patterns },
    resources: { not: resources.not, patterns: resources.patterns },
    verdict,
  };
}
