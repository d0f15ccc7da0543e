import type { JSX, TargetedKeyboardEvent } from 'preact';
import { SEVERITIES, type Severity } from '../../findings/finding.ts';
import { printable } from '../../findings/printable.ts';
import type { PlacedNode } from './edge-path.ts';
import { CARD_WIDTH } from './geometry.ts';
import { KindMark, SeverityMark } from './marks.tsx';
import type { PictureNode } from './picture-model.ts';
import { nounOf } from './picture-names.ts';
import type { NodeWords } from './picture-words.ts';
import { countOf, worstOf } from './tally.ts';

interface CardProps {
  readonly placed: PlacedNode;
  readonly words: NodeWords;
  /** The region is told where there are several. */
  readonly region?: string;
  readonly isSelected: boolean;
  /** One card of all is reached by Tab; arrow keys lead to the others. */
  readonly isTabStop: boolean;
  /** The size of the whole, as cards are placed by shares of it. */
  readonly of: { readonly width: number; readonly height: number };
  readonly onSelect: () => void;
  readonly onNear: (isNear: boolean) => void;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
}

/** A thing of the account as a button: what it is, its name, and what is wrong with it. */
export function PictureCard(props: CardProps): JSX.Element {
  const { placed, words, of, isSelected, isTabStop, onSelect, onNear, onKeyDown } = props;
  const { node, x, y, height } = placed;
  const worst = worstOf(node.tally);
  const classes = ['pic-card', `pic-${node.state}`, ...(worst === undefined ? [] : [worst])];
  return (
    <li
      style={{
        left: share(x, of.width),
        top: share(y, of.height),
        width: share(CARD_WIDTH, of.width),
        height: share(height, of.height),
      }}
    >
      <button
        type="button"
        class={classes.join(' ')}
        data-node={node.id}
        aria-pressed={isSelected}
        title={titleOf(node)}
        tabIndex={isTabStop ? 0 : -1}
        onClick={onSelect}
        onKeyDown={onKeyDown}
        onFocus={() => onNear(true)}
        onBlur={() => onNear(false)}
        onPointerEnter={() => onNear(true)}
        onPointerLeave={() => onNear(false)}
      >
        <KindMark kind={node.kind} />
        {nounBefore(props)}
        <span class="pic-name">{node.state === 'beyond' ? 'any other role' : breakable(node.label)}</span>
        <span class="pic-detail">
          <Detail {...props} />
        </span>
        <span class="unseen">{[findingsAfter(words), ...words.links].join(', ')}</span>
      </button>
    </li>
  );
}

/** A part as a percentage, so that the cards grow and shrink with the lines between them. */
export function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(4)}%`;
}

/** What only the mark and the column tell, for who sees neither. */
function nounBefore({ placed: { node }, region }: CardProps): JSX.Element | null {
  const [first, second] = node.arns;
  const isTold = worstOf(node.tally) === undefined && !(node.kind === 'machine' && region !== undefined);
  if (first === undefined || second !== undefined || isTold) return null;
  return <span class="unseen">{nounOf(first)} </span>;
}

/** The end of what the card says of its findings; all of it where the card has no room for that. */
function findingsAfter({ node, findings }: NodeWords): string {
  const severities = node.tally.filter((count) => count > 0).length;
  if (node.state !== 'there' || severities === 0 || severities > 2) return `, ${findings}`;
  return countOf(node.tally) === 1 ? ' finding' : ' findings';
}

/** A name that may break before a capital letter and after a hyphen. */
function breakable(name: string): readonly (JSX.Element | string)[] {
  return name
    .split(/(?<=[-_.])|(?<=[a-z0-9])(?=[A-Z])/)
    .flatMap((word, at) => (at === 0 ? [word] : [<wbr />, word]));
}

/** How many findings of which severity; or, where there are none, what it is. */
function Detail({ placed: { node }, region }: CardProps): JSX.Element {
  const counts = SEVERITIES.flatMap((severity, rank) => {
    const count = node.tally[rank] ?? 0;
    return count === 0 ? [] : [{ severity, count }];
  });
  const [worst, ...others] = counts;
  if (node.state === 'beyond') return <>{node.label}</>;
  if (worst === undefined) return <>{plainDetail(node, region)}</>;
  if (node.state === 'absent')
    return <Severe severity={worst.severity} text={worst.severity} rest="no such role" />;
  const [next] = others;
  const more = others.reduce((sum, { count }) => sum + count, 0);
  const rest = others.length === 1 ? `${more} ${next?.severity}` : others.length === 0 ? '' : `${more} more`;
  return <Severe severity={worst.severity} text={`${worst.count} ${worst.severity}`} rest={rest} />;
}

interface SevereProps {
  readonly severity: Severity;
  readonly text: string;
  readonly rest: string;
}

function Severe({ severity, text, rest }: SevereProps): JSX.Element {
  return (
    <>
      <SeverityMark severity={severity} />
      <strong>{text}</strong>
      {rest === '' ? '' : ` · ${rest}`}
    </>
  );
}

/** A machine stands in the column of machines, so that its region says more. */
function plainDetail({ arns, kind }: PictureNode, region: string | undefined): string {
  const noun = nounOf(arns[0] ?? '');
  if (region === undefined) return noun;
  return kind === 'machine' ? region : `${noun} · ${region}`;
}

const MOST_NAMED = 12;

function titleOf({ arns, label }: PictureNode): string {
  const names = arns.slice(0, MOST_NAMED).map(printable);
  const more = arns.length - names.length;
  return names.length === 0 ? label : [...names, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
