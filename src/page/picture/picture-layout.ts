import { Graph, layout } from '@dagrejs/dagre';
import { type PlacedEdge, type PlacedNode, placeEdge } from './edge-path.ts';
import { BETWEEN_COLUMNS, CARD, COLUMNS, columnAt, MARGIN, PICTURE_WIDTH } from './geometry.ts';
import type { PictureEdge, PictureGraph, PictureNode } from './picture-model.ts';

const GAP = { within: 12, between: 26 } as const;
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

/** Places each connected part by dagre, the parts below each other, and what is linked to nothing in rows at the end. */
export function layOut(graph: PictureGraph): PictureLayout {
  const placed = new Map<string, PlacedNode>();
  const bends = new Map<PictureEdge, readonly number[]>();
  const parts = partsOf(graph);
  let y = MARGIN;
  for (const { nodes, edges } of parts.filter((part) => part.edges.length > 0)) {
    const height = placePart(nodes, edges, y, placed, bends);
    y += height + GAP.between;
  }
  const unlinked = parts.flatMap((part) => (part.edges.length > 0 ? [] : part.nodes));
  const unlinkedAt = unlinked.length === 0 ? undefined : y;
  if (unlinkedAt !== undefined) y = placeRows(unlinked, unlinkedAt + HEADING, placed) + GAP.between;
  return {
    width: PICTURE_WIDTH,
    height: Math.max(y - GAP.between, 0) + MARGIN,
    nodes: [...placed.values()],
    edges: graph.edges.flatMap((edge) => placeEdge(edge, placed, bends.get(edge) ?? [])),
    ...(unlinkedAt === undefined ? {} : { unlinkedAt }),
  };
}

interface Part {
  readonly nodes: PictureNode[];
  readonly edges: PictureEdge[];
}

/** The connected parts, in the order of their first node. */
function partsOf({ nodes, edges }: PictureGraph): readonly Part[] {
  const heads = new Map(nodes.map(({ id }) => [id, id]));
  const headOf = (id: string): string => {
    let head = id;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    return head;
  };
  for (const { from, to } of edges) heads.set(headOf(from), headOf(to));
  const parts = new Map<string, Part>();
  for (const node of nodes) {
    const part = parts.get(headOf(node.id)) ?? { nodes: [], edges: [] };
    part.nodes.push(node);
    parts.set(headOf(node.id), part);
  }
  for (const edge of edges) parts.get(headOf(edge.from))?.edges.push(edge);
  return [...parts.values()];
}

/** Places the nodes of a connected part under `top`; its height. */
function placePart(
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[],
  top: number,
  placed: Map<string, PlacedNode>,
  bends: Map<PictureEdge, readonly number[]>,
): number {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.within, edgesep: GAP.within, ranksep: BETWEEN_COLUMNS });
  // The names come from the account, and dagre keeps what it is given as keys of an object.
  const keys = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const columns = new Map(nodes.map(({ id, column }) => [id, column]));
  for (const key of keys.values()) graph.setNode(key, { ...CARD });
  const across = edges.flatMap((edge, at) => {
    const span = (columns.get(edge.to) ?? 0) - (columns.get(edge.from) ?? 0);
    const [left, right] = span > 0 ? [edge.from, edge.to] : [edge.to, edge.from];
    const [v = '', w = ''] = [keys.get(left), keys.get(right)];
    return span === 0 ? [] : [{ edge, span, name: { v, w, name: `e${at}` } }];
  });
  // As every line is as long as its columns are apart, all nodes of a column come to stand below each other.
  for (const { span, name } of across)
    graph.setEdge(name.v, name.w, { minlen: Math.abs(span), weight: 1, labelpos: 'c' }, name.name);
  layout(graph);
  const heights = [...keys.values()].map((key) => graph.node(key).y ?? 0);
  const offset = top - Math.min(...heights) + CARD.height / 2;
  for (const node of nodes) {
    const y = Math.round((graph.node(keys.get(node.id) ?? '').y ?? 0) + offset - CARD.height / 2);
    placed.set(node.id, { node, x: columnAt(node.column), y });
  }
  for (const { edge, span, name } of across) {
    const points = graph.edge(name)?.points ?? [];
    // There are two points for each column that a line crosses.
    const middles = Array.from(
      { length: Math.abs(span) - 1 },
      (_, at) => (points[2 * (at + 1)]?.y ?? 0) + offset,
    );
    bends.set(edge, middles);
  }
  return Math.max(...heights) - Math.min(...heights) + CARD.height;
}

/** Places cards in rows of four from `top` on; where the next thing may stand. */
function placeRows(nodes: readonly PictureNode[], top: number, placed: Map<string, PlacedNode>): number {
  for (const [at, node] of nodes.entries())
    placed.set(node.id, {
      node,
      x: columnAt(at % COLUMNS),
      y: top + Math.floor(at / COLUMNS) * (CARD.height + GAP.within),
    });
  return top + Math.ceil(nodes.length / COLUMNS) * (CARD.height + GAP.within) - GAP.within;
}
