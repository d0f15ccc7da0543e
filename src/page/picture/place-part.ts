import { Graph, layout } from '@dagrejs/dagre';
import { BETWEEN_COLUMNS, CARD_WIDTH, cardHeight, GAP } from './geometry.ts';
import { type Part, partsOf } from './parts.ts';
import type { PictureEdge, PictureNode } from './picture-model.ts';

/** A connected part with the heights of what is in it, from its own top. */
export interface PlacedPart {
  readonly nodes: readonly { readonly node: PictureNode; readonly y: number; readonly height: number }[];
  /** Where lines cross the columns between their ends, from left to right. */
  readonly bends: ReadonlyMap<PictureEdge, readonly number[]>;
  readonly height: number;
}

interface Across {
  readonly edge: PictureEdge;
  /** How many columns further to the right its end is. */
  readonly span: number;
}

/**
 * Leaves it to dagre in which order the cards of a column stand, and how far apart. Which column it is, is known before:
 * as every line is asked to be as long as its columns are apart, there is one shortest drawing, and that has the columns.
 */
export function placePart(part: Part): PlacedPart {
  const columns = new Map(part.nodes.map(({ id, column }) => [id, column]));
  // The names come from the account, and dagre keeps what it is given as keys of an object.
  const keys = new Map(part.nodes.map(({ id }, at) => [id, `n${at}`]));
  const keyOf = (id: string): string => keys.get(id) ?? '';
  const across = part.edges.flatMap((edge): readonly Across[] => {
    const span = (columns.get(edge.to) ?? 0) - (columns.get(edge.from) ?? 0);
    return span === 0 ? [] : [{ edge, span }];
  });
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.within, edgesep: GAP.within, ranksep: BETWEEN_COLUMNS });
  for (const { id, label } of part.nodes)
    graph.setNode(keyOf(id), { width: CARD_WIDTH, height: cardHeight(label) });
  for (const [at, { edge, span }] of across.entries()) {
    const [left, right] = span > 0 ? [edge.from, edge.to] : [edge.to, edge.from];
    graph.setEdge(keyOf(left), keyOf(right), { minlen: Math.abs(span), labelpos: 'c' }, `e${at}`);
  }
  hold(graph, { nodes: part.nodes, edges: across.map(({ edge }) => edge) }, keyOf);
  layout(graph);
  const middleOf = ({ id }: PictureNode): number => graph.node(keyOf(id)).y ?? 0;
  const top = Math.min(...part.nodes.map((node) => middleOf(node) - cardHeight(node.label) / 2));
  const nodes = part.nodes.map((node) => {
    const height = cardHeight(node.label);
    return { node, y: Math.round(middleOf(node) - height / 2 - top), height };
  });
  const bends = across.map(({ edge, span }, at) => {
    const [left, right] = span > 0 ? [edge.from, edge.to] : [edge.to, edge.from];
    const points = graph.edge({ v: keyOf(left), w: keyOf(right), name: `e${at}` })?.points ?? [];
    // There are two points for each column that a line crosses.
    const crossed = Array.from(
      { length: Math.abs(span) - 1 },
      (_, column) => points[2 * (column + 1)]?.y ?? top,
    );
    return [edge, crossed.map((y) => Math.round(y - top))] as const;
  });
  return { nodes, bends: new Map(bends), height: Math.max(...nodes.map(({ y, height }) => y + height)) };
}

/** Where only lines within a column hold a part together, an unseen card before all does, so that columns stay columns. */
function hold(graph: Graph, part: Part, keyOf: (id: string) => string): void {
  const pieces = partsOf(part);
  if (pieces.length === 1) return;
  graph.setNode('before', { width: 0, height: 0 });
  for (const { nodes } of pieces) {
    const [first] = nodes;
    if (first !== undefined)
      graph.setEdge('before', keyOf(first.id), { minlen: first.column + 1, labelpos: 'c' }, 'hold');
  }
}
