import type { JSX } from 'preact';
import type { PlacedEdge } from './edge-path.ts';
import type { Flaw, Witnesses } from './flaws.ts';
import { isGrant } from './link-index.ts';
import type { PictureEdge } from './picture-model.ts';
import { operationOf, serviceName } from './picture-names.ts';

interface LineProps {
  readonly placed: PlacedEdge;
  /** `lit` at the card that somebody points to, `dim` elsewhere meanwhile. */
  readonly light: 'lit' | 'dim' | 'plain';
}

const ACTIONS = { passes: 'iam:PassRole', assumes: 'sts:AssumeRole' } as const;

/** A link of two cards; a grant has the head of an arrow. */
export function PictureLine({ placed: { edge, line, head }, light }: LineProps): JSX.Element {
  return (
    <g class={classesOf(edge, light)}>
      <path class="pic-stroke" d={line} />
      {isGrant(edge.kind) && <path class="pic-head" d={head} />}
    </g>
  );
}

interface LineWordsProps extends LineProps {
  readonly witnesses: Witnesses;
  /** True of one line at each card: what the lines to a role say is the same. */
  readonly isLabelled: boolean;
}

/** What a line says: what a grant is of, or what is missing; to be drawn above all lines. */
export function LineWords({ placed, witnesses, isLabelled, light }: LineWordsProps): JSX.Element {
  const { edge, middle, end } = placed;
  return (
    <g class={classesOf(edge, light)}>
      {edge.flaw !== undefined && (
        <FlawLabel flaw={edge.flaw} edge={edge} witnesses={witnesses} middle={middle} />
      )}
      {isLabelled && <GrantLabel edge={edge} end={end} />}
    </g>
  );
}

function classesOf({ flaw }: PictureEdge, light: LineProps['light']): string {
  const ofFlaw = flaw === undefined ? [] : [flaw.severity, `pic-flaw-${flaw.kind}`];
  return ['pic-line', `pic-${light}`, ...ofFlaw].join(' ');
}

/** Above and below the end of the line, where lines to one role come together and say the same. */
function GrantLabel({
  edge: { kind, services },
  end,
}: {
  readonly edge: PictureEdge;
  readonly end: PlacedEdge['end'];
}): JSX.Element | null {
  if (!isGrant(kind)) return null;
  const [first, ...others] = services.map(serviceName);
  const service = others.length === 0 ? first : `${services.length} services`;
  return (
    <>
      <text class="pic-word" x={end.x - 11} y={end.y - 6} text-anchor="end">
        {ACTIONS[kind]}
      </text>
      {service !== undefined && (
        <text class="pic-word" x={end.x - 11} y={end.y + 14} text-anchor="end">
          {service}
        </text>
      )}
    </>
  );
}

interface FlawProps {
  readonly flaw: Flaw;
  readonly edge: PictureEdge;
  readonly witnesses: Witnesses;
  readonly middle: PlacedEdge['middle'];
}

function FlawLabel({ flaw, edge: { kind }, witnesses, middle }: FlawProps): JSX.Element | null {
  if (flaw.kind === 'other') return null;
  const action = isGrant(kind) ? ACTIONS[kind] : operationOf(witnesses.get(flaw.at)?.action ?? '');
  return (
    <text class="pic-word pic-flawed" x={middle.x} y={middle.y - 6} text-anchor="middle">
      {flaw.kind === 'missing' ? `✕ ${action}` : `${action} *`}
    </text>
  );
}

/** Of each role that something is granted on, the first line to it; none where a line to it says what is wrong. */
export function labelledLines(edges: readonly PictureEdge[]): ReadonlySet<PictureEdge> {
  const firsts = new Map<string, PictureEdge>();
  const flawed = new Set(edges.flatMap(({ to, flaw }) => (flaw === undefined ? [] : [to])));
  for (const edge of edges)
    if (isGrant(edge.kind) && !flawed.has(edge.to) && !firsts.has(edge.to)) firsts.set(edge.to, edge);
  return new Set(firsts.values());
}
