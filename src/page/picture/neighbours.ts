import type { LinkKind } from '../../findings/picture.ts';
import { type Card, type Drawing, type Line, startDrawing } from './drawing.ts';
import { compareText } from './focus.ts';
import { columnOf, distinct, grantsOf, type LinkIndex, usersOf } from './link-index.ts';
import { nounOf } from './picture-names.ts';
import { compareTallies, countOf, NO_FINDINGS, type Tally } from './tally.ts';

/** So many of a kind stand alone at a role; of more, those without findings are gathered into one card. */
const ALONE = { machines: 4, passed: 5, passers: 3, resources: 1, farMachines: 1 } as const;

const GRANTS = ['passes', 'assumes'] as const;

interface Place {
  readonly index: LinkIndex;
  readonly drawing: Drawing;
  readonly inFocus: ReadonlySet<string>;
  readonly tallyOf: (arn: string) => Tally;
}

/** The roles of the focus, and what is linked to them. */
export function neighbourhoods(
  index: LinkIndex,
  focus: readonly string[],
  tallies: ReadonlyMap<string, Tally>,
): { readonly cards: readonly Card[]; readonly lines: readonly Line[] } {
  const drawing = startDrawing(index);
  const tallyOf = (arn: string): Tally => tallies.get(arn) ?? NO_FINDINGS;
  const place = { index, drawing, inFocus: new Set(focus), tallyOf };
  for (const role of focus) {
    drawRole(place, role);
    drawMachines(place, role, ALONE.machines);
    for (const kind of GRANTS) {
      drawReached(place, role, kind);
      drawReaching(place, role, kind);
    }
    drawResources(place, role);
  }
  return drawing.finished();
}

function drawRole({ drawing, index }: Place, role: string): string {
  return drawing.card('role', columnOf(index, role), [role], role);
}

function drawMachines(place: Place, role: string, alone: number): void {
  const { drawing, index } = place;
  for (const arns of gathered(place, usersOf(index, role, 'runs-as'), alone)) {
    const card = drawing.card('machine', 0, arns, role);
    drawing.line('runs-as', { arns, card }, { arns: [role], card: role });
  }
}

function drawResources(place: Place, role: string): void {
  const { drawing, index } = place;
  for (const sameKind of byNoun(usersOf(index, role, 'executes-with')))
    for (const arns of gathered(place, sameKind, ALONE.resources)) {
      const card = drawing.card('resource', 3, arns, role);
      drawing.line('executes-with', { arns, card }, { arns: [role], card: role });
    }
}

/** The roles that a role passes or assumes. */
function drawReached(place: Place, role: string, kind: LinkKind): void {
  const targets = grantsOf(place.index, role, 'from').filter((link) => link.kind === kind);
  for (const arns of gathered(place, distinct(targets.map(({ to }) => to)), ALONE.passed))
    place.drawing.line(
      kind,
      { arns: [role], card: role },
      { arns, card: drawOthers(place, arns, { at: role, column: 2 }) },
    );
}

/** The roles that pass or assume a role, and what runs as them. */
function drawReaching(place: Place, role: string, kind: LinkKind): void {
  const sources = grantsOf(place.index, role, 'to').filter((link) => link.kind === kind);
  for (const arns of gathered(place, distinct(sources.map(({ from }) => from)), ALONE.passers)) {
    const card = drawOthers(place, arns, { at: role, column: 1 });
    place.drawing.line(kind, { arns, card }, { arns: [role], card: role });
    const [only] = arns.length === 1 ? arns : [];
    if (only !== undefined && !place.inFocus.has(only)) drawMachines(place, only, ALONE.farMachines);
  }
}

function drawOthers(
  place: Place,
  arns: readonly string[],
  { at, column }: { readonly at: string; readonly column: 1 | 2 },
): string {
  const [first = ''] = arns;
  return arns.length === 1 ? drawRole(place, first) : place.drawing.card('role', column, arns, at);
}

/** One by one where they are few or in the focus; else the flawed ones one by one, and the others together. */
function gathered(
  { inFocus, tallyOf }: Place,
  arns: readonly string[],
  alone: number,
): readonly (readonly string[])[] {
  const fixed = arns.filter((arn) => inFocus.has(arn)).toSorted(compareText);
  const rest = arns
    .filter((arn) => !inFocus.has(arn))
    .toSorted((one, other) => compareTallies(tallyOf(one), tallyOf(other)) || compareText(one, other));
  const flawed = rest.filter((arn) => countOf(tallyOf(arn)) > 0);
  const apart = rest.length <= alone ? rest : flawed.slice(0, Math.max(alone, 2));
  const together = rest.slice(apart.length);
  return [...[...fixed, ...apart].map((arn) => [arn]), ...(together.length === 0 ? [] : [together])];
}

function byNoun(arns: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const arn of arns.toSorted(compareText)) {
    const group = groups.get(nounOf(arn)) ?? [];
    group.push(arn);
    groups.set(nounOf(arn), group);
  }
  return [...groups.values()];
}
