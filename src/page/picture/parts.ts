import type { PictureEdge, PictureNode } from './picture-model.ts';

/** Cards that lines lead to from each other, and these lines. */
export interface Part {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** The connected parts, in the order of their first node. */
export function partsOf({ nodes, edges }: Part): readonly Part[] {
  const heads = new Map(nodes.map(({ id }) => [id, id]));
  const headOf = (id: string): string => {
    let head = id;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    return head;
  };
  for (const { from, to } of edges) heads.set(headOf(from), headOf(to));
  const parts = new Map<string, { readonly nodes: PictureNode[]; readonly edges: PictureEdge[] }>();
  for (const node of nodes) {
    const part = parts.get(headOf(node.id)) ?? { nodes: [], edges: [] };
    part.nodes.push(node);
    parts.set(headOf(node.id), part);
  }
  for (const edge of edges) parts.get(headOf(edge.from))?.edges.push(edge);
  return [...parts.values()];
}
