import { type PlacedEdge, type PlacedNode, placeEdge } from './edge-path.ts';
import { COLUMNS, cardHeight, columnAt, GAP, MARGIN, PICTURE_WIDTH } from './geometry.ts';
import { partsOf } from './parts.ts';
import type { PictureEdge, PictureGraph, PictureNode } from './picture-model.ts';
import { type PlacedPart, placePart } from './place-part.ts';

/** The place of the heading over the roles that nothing is linked to. */
const HEADING = 34;

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** Where the roles that nothing is linked to begin; undefined where there is none. */
  readonly unlinkedAt?: number;
}

/** Places the connected parts below each other, or side by side where they need other columns, and the rest at the end. */
export function layOut(graph: PictureGraph): PictureLayout {
  const parts = partsOf(graph);
  const bends = new Map<PictureEdge, readonly number[]>();
  const placed: PlacedNode[] = [];
  const columnEnds = Array.from({ length: COLUMNS }, () => MARGIN);
  for (const part of parts.filter(({ edges }) => edges.length > 0)) {
    const piece = placePart(part);
    const top = settle(columnEnds, piece);
    for (const { node, y, height } of piece.nodes)
      placed.push({ node, x: columnAt(node.column), y: y + top, height });
    for (const [edge, heights] of piece.bends)
      bends.set(
        edge,
        heights.map((y) => y + top),
      );
  }
  const unlinked = parts.flatMap(({ nodes, edges }) => (edges.length > 0 ? [] : nodes));
  const unlinkedAt = unlinked.length === 0 ? undefined : Math.max(...columnEnds);
  if (unlinkedAt !== undefined) placed.push(...inRows(unlinked, unlinkedAt + HEADING));
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  return {
    width: PICTURE_WIDTH,
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)) + MARGIN,
    nodes: placed,
    edges: graph.edges.flatMap((edge) => placeEdge(edge, byId, bends.get(edge) ?? [])),
    ...(unlinkedAt === undefined ? {} : { unlinkedAt }),
  };
}

/** The top of a part under what is already in its columns, and those between them. */
function settle(columnEnds: number[], { nodes, height }: PlacedPart): number {
  const columns = nodes.map(({ node }) => node.column);
  const [first, last] = [Math.min(...columns), Math.max(...columns)];
  const top = Math.max(...columnEnds.slice(first, last + 1));
  columnEnds.fill(top + height + GAP.between, first, last + 1);
  return top;
}

/** Cards in rows of four from `top` on. */
function inRows(nodes: readonly PictureNode[], top: number): readonly PlacedNode[] {
  const rowHeight = Math.max(...nodes.map(({ label }) => cardHeight(label)));
  return nodes.map((node, at) => ({
    node,
    x: columnAt(at % COLUMNS),
    y: top + Math.floor(at / COLUMNS) * (rowHeight + GAP.within),
    height: cardHeight(node.label),
  }));
}
