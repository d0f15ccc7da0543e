import { CARD_WIDTH, columnAt, type Point } from './geometry.ts';
import type { PictureEdge, PictureNode } from './picture-model.ts';

export interface PlacedNode {
  readonly node: PictureNode;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: PictureEdge;
  /** The `d` of the line, and of the head of its arrow. */
  readonly line: string;
  readonly head: string;
  /** Where a word on it stands: at the middle, and just before its end. */
  readonly middle: Point;
  readonly end: Point;
}

/** How far a line between two cards of one column goes out to the right. */
const BULGE = 54;
const HEAD = { length: 7, half: 4 } as const;

/** A line in curves from card to card; `bends` are its heights at the columns that it crosses, from left to right. */
export function placeEdge(
  edge: PictureEdge,
  placed: ReadonlyMap<string, PlacedNode>,
  bends: readonly number[],
): readonly PlacedEdge[] {
  const from = placed.get(edge.from);
  const to = placed.get(edge.to);
  if (from === undefined || to === undefined) return [];
  const span = to.node.column - from.node.column;
  if (span === 0) return [beside(edge, from, to)];
  const isForward = span > 0;
  const start = portOf(from, isForward ? 'right' : 'left');
  const end = portOf(to, isForward ? 'left' : 'right');
  const leftmost = Math.min(from.node.column, to.node.column);
  const stops = bends.map((y, at) => ({ left: columnAt(leftmost + 1 + at), y }));
  const line = [`M${start.x} ${start.y}`];
  let last = start;
  for (const { left, y } of isForward ? stops : stops.toReversed()) {
    const near = { x: isForward ? left : left + CARD_WIDTH, y };
    const far = { x: isForward ? left + CARD_WIDTH : left, y };
    line.push(curve(last, near), `L${far.x} ${far.y}`);
    last = far;
  }
  line.push(curve(last, end));
  return [
    {
      edge,
      line: line.join(''),
      head: headAt(end, isForward ? 1 : -1),
      middle: { x: (last.x + end.x) / 2, y: (last.y + end.y) / 2 },
      end,
    },
  ];
}

/** A line to another card of the column. */
function beside(edge: PictureEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const start = portOf(from, 'right');
  const end = portOf(to, 'right');
  const out = start.x + BULGE;
  return {
    edge,
    line: `M${start.x} ${start.y}C${out} ${start.y} ${out} ${end.y} ${end.x} ${end.y}`,
    head: headAt(end, -1),
    middle: { x: start.x + BULGE * 0.75, y: (start.y + end.y) / 2 },
    end,
  };
}

function portOf({ x, y, height }: PlacedNode, side: 'left' | 'right'): Point {
  return { x: side === 'left' ? x : x + CARD_WIDTH, y: y + height / 2 };
}

function curve(from: Point, to: Point): string {
  const half = (from.x + to.x) / 2;
  return `C${half} ${from.y} ${half} ${to.y} ${to.x} ${to.y}`;
}

/** The head of an arrow that points to the right, or to the left. */
function headAt({ x, y }: Point, direction: 1 | -1): string {
  const back = x - direction * HEAD.length;
  return `M${x} ${y}L${back} ${y - HEAD.half}L${back} ${y + HEAD.half}Z`;
}
