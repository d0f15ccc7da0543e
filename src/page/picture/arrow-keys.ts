import type { PictureLayout } from './picture-layout.ts';

/**
 * The card that a key leads to: up and down in reading order, to the left and right along a line, `Home` and `End` to
 * the first and last. Undefined for another key, and where there is nothing that way.
 */
export function cardAfter({ nodes, edges }: PictureLayout, current: string, key: string): string | undefined {
  const at = nodes.findIndex(({ node }) => node.id === current);
  const here = nodes[at];
  if (here === undefined) return undefined;
  if (key === 'ArrowUp') return nodes[at - 1]?.node.id;
  if (key === 'ArrowDown') return nodes[at + 1]?.node.id;
  if (key === 'Home') return nodes[0]?.node.id;
  if (key === 'End') return nodes.at(-1)?.node.id;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const linked = new Set(
    edges.flatMap(({ edge: { from, to } }) => (from === current ? [to] : to === current ? [from] : [])),
  );
  const direction = key === 'ArrowLeft' ? -1 : 1;
  const reached = nodes.filter(({ node, x }) => linked.has(node.id) && (x - here.x) * direction > 0);
  const nearest = reached.toSorted(
    (one, other) =>
      Math.abs(one.x - here.x) - Math.abs(other.x - here.x) ||
      Math.abs(one.y - here.y) - Math.abs(other.y - here.y),
  );
  return nearest[0]?.node.id;
}
