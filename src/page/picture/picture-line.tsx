import type { JSX } from 'preact';
import type { PlacedEdge } from './edge-path.ts';
import type { Flaw, Witnesses } from './flaws.ts';
import { isGrant } from './link-index.ts';
import type { PictureEdge } from './picture-model.ts';
import { operationOf, serviceName } from './picture-names.ts';

interface LineProps {
  readonly placed: PlacedEdge;
  readonly witnesses: Witnesses;
  /** `lit` at the card that somebody points to, `dim` elsewhere meanwhile. */
  readonly light: 'lit' | 'dim' | 'plain';
}

const ACTIONS = { passes: 'iam:PassRole', assumes: 'sts:AssumeRole' } as const;

/** A link of two cards; a grant has the head of an arrow, and a word on what it takes. */
export function PictureLine({ placed, witnesses, light }: LineProps): JSX.Element {
  const { edge, line, head } = placed;
  const { flaw, kind } = edge;
  const classes = ['pic-line', `pic-${light}`];
  if (flaw !== undefined) classes.push(`pic-${flaw.severity}`, `pic-flaw-${flaw.kind}`);
  return (
    <g class={classes.join(' ')}>
      <path class="pic-stroke" d={line} />
      {isGrant(kind) && <path class="pic-head" d={head} />}
      {flaw === undefined ? (
        <GrantLabel edge={edge} end={placed.end} />
      ) : (
        <FlawLabel flaw={flaw} edge={edge} witnesses={witnesses} middle={placed.middle} />
      )}
    </g>
  );
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

function FlawLabel({ flaw, edge: { kind }, witnesses, middle }: FlawProps): JSX.Element {
  const action = isGrant(kind) ? ACTIONS[kind] : operationOf(witnesses.get(flaw.at)?.action ?? '');
  const word =
    flaw.kind === 'missing' ? `✕ ${action}` : flaw.kind === 'too-wide' ? `${action} *` : flaw.severity;
  return (
    <text class="pic-word pic-flawed" x={middle.x} y={middle.y - 6} text-anchor="middle">
      {word}
    </text>
  );
}
