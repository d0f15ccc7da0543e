import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { printable } from '../../findings/printable.ts';
import { parseArn } from '../../model/arn.ts';
import { cardAfter } from './arrow-keys.ts';
import type { Witnesses } from './flaws.ts';
import { columnAt } from './geometry.ts';
import { PictureCard, share } from './picture-card.tsx';
import type { PictureLayout } from './picture-layout.ts';
import { LineWords, labelledLines, PictureLine } from './picture-line.tsx';
import type { PictureEdge, PictureNode } from './picture-model.ts';
import type { NodeWords } from './picture-words.ts';

const HEADINGS = ['State machines', 'Roles they run as', 'Passed and execution roles', 'SageMaker resources'];

interface CanvasProps {
  readonly layout: PictureLayout;
  readonly words: readonly NodeWords[];
  readonly witnesses: Witnesses;
  readonly isInRegions: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (arn: string) => void;
}

/** The cards and the lines between them, from left to right. */
export function PictureCanvas({
  layout,
  words,
  witnesses,
  isInRegions,
  selected,
  onSelect,
}: CanvasProps): JSX.Element {
  const { width, height, nodes, edges, unlinkedAt } = layout;
  const [near, setNear] = useState<string>();
  const [stop, setStop] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const wordsOfNode = new Map(words.map((each) => [each.node.id, each]));
  const selectedNode = nodes.find(({ node }) => isSelected(node, selected))?.node.id;
  const tabStop = nodes.some(({ node }) => node.id === stop) ? stop : (selectedNode ?? nodes[0]?.node.id);
  const lit = near ?? selectedNode;
  const labelled = labelledLines(edges.map(({ edge }) => edge));

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>, from: string): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = cardAfter(layout, from, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    for (const card of list.current?.querySelectorAll<HTMLElement>('[data-node]') ?? [])
      if (card.dataset.node === next) card.focus();
  }

  return (
    <div class="pic-scroll">
      <div class="pic-sheet">
        <div class="pic-headings" aria-hidden="true">
          {HEADINGS.map((heading, column) => (
            <span key={heading} style={{ left: share(columnAt(column), width) }}>
              {heading}
            </span>
          ))}
        </div>
        <div class="pic-canvas" style={{ aspectRatio: `${width} / ${height}` }}>
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            {edges.map((placed) => (
              <PictureLine key={keyOf(placed.edge)} placed={placed} light={lightOf(placed.edge, lit)} />
            ))}
            {edges.map((placed) => (
              <LineWords
                key={keyOf(placed.edge)}
                placed={placed}
                witnesses={witnesses}
                isLabelled={labelled.has(placed.edge)}
                light={lightOf(placed.edge, lit)}
              />
            ))}
          </svg>
          {unlinkedAt !== undefined && (
            <p class="pic-heading" style={{ top: share(unlinkedAt, height) }}>
              Roles that nothing is known to use
            </p>
          )}
          <ul
            ref={list}
            aria-label="State machines, roles and SageMaker resources; arrow keys lead from one to the next"
          >
            {nodes.map((placed) => {
              const { node } = placed;
              const region = isInRegions ? regionOf(node) : undefined;
              return (
                <PictureCard
                  key={node.id}
                  placed={placed}
                  words={wordsOfNode.get(node.id) ?? { node, name: node.label, findings: '', links: [] }}
                  of={layout}
                  {...(region === undefined ? {} : { region })}
                  isSelected={node.id === selectedNode}
                  isTabStop={node.id === tabStop}
                  onSelect={() => onSelect(node.selects)}
                  onNear={(isNear) => setNear(isNear ? node.id : undefined)}
                  onKeyDown={(event) => onKeyDown(event, node.id)}
                />
              );
            })}
          </ul>
        </div>
      </div>
    </div>
  );
}

function keyOf({ kind, from, to }: PictureEdge): string {
  return JSON.stringify([kind, from, to]);
}

/** The lines of the card that somebody points to stand out from the others. */
function lightOf({ from, to }: PictureEdge, lit: string | undefined): 'lit' | 'dim' | 'plain' {
  if (lit === undefined) return 'plain';
  return from === lit || to === lit ? 'lit' : 'dim';
}

function isSelected({ arns, state }: PictureNode, selected: string | undefined): boolean {
  return state !== 'beyond' && arns.length === 1 && arns[0] === selected;
}

function regionOf({ arns }: PictureNode): string | undefined {
  const region = parseArn(arns[0] ?? '')?.region ?? '';
  return region === '' ? undefined : printable(region);
}
