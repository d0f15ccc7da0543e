import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PictureLink } from '../../../src/findings/picture.ts';
import { cardAfter } from '../../../src/page/picture/arrow-keys.ts';
import type { PlacedNode } from '../../../src/page/picture/edge-path.ts';
import { CARD_WIDTH, columnAt } from '../../../src/page/picture/geometry.ts';
import { layOut, type PictureLayout } from '../../../src/page/picture/picture-layout.ts';
import { ALL_HOSTILE } from '../../support/hostile-names.ts';
import { graphOf, job, link, machine, role } from '../../support/picture.ts';

const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'AVeryLongNameOfARole', '__proto__');
const anyLink = fc.oneof(
  fc.tuple(name, name).map(([from, to]) => link(machine(from), 'runs-as', role(to))),
  fc.tuple(name, name).map(([from, to]) => link(role(from), 'passes', role(to))),
  fc.tuple(name, name).map(([from, to]) => link(role(from), 'assumes', role(to))),
  fc.tuple(name, name).map(([from, to]) => link(job(from), 'executes-with', role(to))),
);

function laidOut(links: readonly PictureLink[]): PictureLayout {
  return layOut(graphOf(links));
}

/** Cards of one column, none of which reaches into the next. */
function expectApart(cards: readonly PlacedNode[]): void {
  const inOrder = cards.toSorted((one, other) => one.y - other.y);
  for (const [at, { y }] of inOrder.entries()) {
    const above = inOrder[at - 1];
    if (above !== undefined) expect(y).toBeGreaterThan(above.y + above.height);
  }
}

describe('a layout', () => {
  test('has every card in its column, within the drawing, and none on another, whatever the links', () => {
    fc.assert(
      fc.property(fc.array(anyLink, { maxLength: 30 }), (links) => {
        const graph = graphOf(links);
        const { nodes, height, width } = layOut(graph);
        expect(nodes.map(({ node }) => node.id).toSorted()).toEqual(
          graph.nodes.map(({ id }) => id).toSorted(),
        );
        const linked = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
        for (const { x, y, node, height: high } of nodes) {
          if (linked.has(node.id)) expect(x).toBe(columnAt(node.column));
          expect(x + CARD_WIDTH).toBeLessThanOrEqual(width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y + high).toBeLessThanOrEqual(height);
        }
        for (const column of [0, 1, 2, 3]) expectApart(nodes.filter(({ x }) => x === columnAt(column)));
      }),
      { numRuns: 60 },
    );
  });

  test('has a line for every link, from the edge of a card to the edge of another', () => {
    fc.assert(
      fc.property(fc.array(anyLink, { maxLength: 20 }), (links) => {
        const graph = graphOf(links);
        const { edges } = layOut(graph);
        expect(edges.map(({ edge }) => edge)).toEqual(graph.edges);
        for (const { line, head } of edges) {
          expect(line).toMatch(/^M[\d. -]+(C[\d. -]+(L[\d. -]+)?)+$/);
          expect(head).toMatch(/^M[\d. -]+L[\d. -]+L[\d. -]+Z$/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('puts parts side by side that need other columns, and what is linked to nothing at the end', () => {
    const links = [
      link(machine('m'), 'runs-as', role('R')),
      link(job('j'), 'executes-with', role('Training')),
    ];
    const { nodes, unlinkedAt } = laidOut(links);
    expect(new Set(nodes.map(({ y }) => y)).size).toBe(1);
    expect(unlinkedAt).toBeUndefined();
  });

  test('holds hostile names', () => {
    const { nodes, edges } = laidOut(ALL_HOSTILE.map((each) => link(machine(each), 'runs-as', role(each))));
    expect(nodes.length).toBeGreaterThan(40);
    for (const { line } of edges) expect(line).toMatch(/^[MCL\d. -]+$/);
  });
});

describe('an arrow key', () => {
  const layout = laidOut([
    link(machine('a'), 'runs-as', role('R')),
    link(machine('b'), 'runs-as', role('R')),
    link(role('R'), 'passes', role('Training')),
    link(job('j'), 'executes-with', role('Training')),
  ]);
  const first = layout.nodes[0]?.node.id ?? '';
  const last = layout.nodes.at(-1)?.node.id ?? '';

  test.each([
    [machine('a'), 'ArrowRight', role('R')],
    [role('R'), 'ArrowRight', role('Training')],
    [role('Training'), 'ArrowRight', job('j')],
    [job('j'), 'ArrowLeft', role('Training')],
    [role('R'), 'ArrowLeft', machine('a')],
    [machine('a'), 'ArrowLeft', undefined],
    [first, 'ArrowDown', layout.nodes[1]?.node.id],
    [first, 'ArrowUp', undefined],
    [first, 'End', last],
    [last, 'Home', first],
    [last, 'ArrowDown', undefined],
    [role('R'), 'Enter', undefined],
    ['nothing', 'ArrowDown', undefined],
  ])('on %s, %s leads to %s', (from, key, to) => {
    expect(cardAfter(layout, from, key)).toBe(to);
  });
});
