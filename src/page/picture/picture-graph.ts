import type { Row } from '../data.ts';
import { ABSENT, type Flaw, flawOf, flawsOf, TOO_WIDE, type Witnesses } from './flaws.ts';
import { focusOf } from './focus.ts';
import type { LinkIndex } from './link-index.ts';
import { neighbourhoods } from './neighbours.ts';
import type { PictureEdge, PictureGraph, PictureNode, PictureWish } from './picture-model.ts';
import { shortName } from './picture-names.ts';
import { NO_FINDINGS, sumOf, talliesOf } from './tally.ts';

/** The neighbourhood of the worst roles; the same input gives the same graph. */
export function pictureGraph(index: LinkIndex, rows: readonly Row[], wish: PictureWish): PictureGraph {
  const tallies = talliesOf(rows);
  const { focus, hidden } = focusOf(index, tallies, wish);
  const { cards, lines } = neighbourhoods(index, focus, tallies);
  const shownArns = new Set(cards.flatMap(({ arns }) => arns));
  const flaws = flawsOf(rows, (arn) => shownArns.has(arn), wish.witnesses);
  const absent = new Set(rows.filter(({ ruleId }) => ruleId === ABSENT).map(({ role }) => role));
  const known = cards.map(({ arns, ...card }) => ({
    ...card,
    arns,
    tally: sumOf(arns.map((arn) => tallies.get(arn) ?? NO_FINDINGS)),
    state: arns.every((arn) => absent.has(arn)) ? ('absent' as const) : ('there' as const),
  }));
  const judged = lines.map(({ pairs, ...edge }) => withFlaw(edge, flawOf(flaws, pairs)));
  const wide = widePasses(rows, wish.witnesses, shownArns, judged);
  return {
    nodes: [...known, ...wide.nodes],
    edges: [...judged, ...wide.edges],
    shown: focus.length,
    hidden,
  };
}

function withFlaw(edge: PictureEdge, flaw: Flaw | undefined): PictureEdge {
  return flaw === undefined ? edge : { ...edge, flaw };
}

/** A role that may pass more than it needs, where that is not a role that it passes to another service. */
function widePasses(
  rows: readonly Row[],
  witnesses: Witnesses,
  shown: ReadonlySet<string>,
  edges: readonly PictureEdge[],
): { readonly nodes: readonly PictureNode[]; readonly edges: readonly PictureEdge[] } {
  const wide = new Map<string, Row>();
  for (const row of rows) {
    const target = witnesses.get(row.at)?.resource;
    if (row.ruleId !== TOO_WIDE || target === undefined || !shown.has(row.role) || wide.has(row.role))
      continue;
    if (!edges.some(({ from, to, flaw }) => from === row.role && to === target && flaw !== undefined))
      wide.set(row.role, row);
  }
  return {
    nodes: [...wide].map(([role, { at }]) => ({
      id: beyond(role),
      kind: 'role',
      column: 2,
      label: `such as ${shortName(witnesses.get(at)?.resource ?? '')}`,
      selects: role,
      arns: [],
      tally: NO_FINDINGS,
      state: 'beyond',
    })),
    edges: [...wide].map(([role, { at, severity }]) => ({
      from: role,
      to: beyond(role),
      kind: 'passes',
      services: [],
      flaw: { kind: 'too-wide', severity, at },
    })),
  };
}

function beyond(role: string): string {
  return `beyond ${role}`;
}
