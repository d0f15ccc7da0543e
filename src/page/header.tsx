import type { JSX } from 'preact';
import { printable } from '../findings/printable.ts';
import type { ReportHead } from './data.ts';
import { momentText } from './moment.ts';
import { ThemeToggle } from './theme.tsx';
import { counted } from './words.ts';

/** Regions that are named at once. */
const FEW = 4;

/** Whose report it is, and when and with what it was made. */
export function Header({
  head,
  onPrint,
}: {
  readonly head: ReportHead;
  readonly onPrint: () => void;
}): JSX.Element {
  const { accountId, takenAt, summary } = head;
  return (
    <header class="masthead">
      <div class="topline">
        <p class="brand">
          <PlumbMark />
          Plumbline
        </p>
        <div class="tools">
          <button type="button" class="plain" onClick={onPrint}>
            Print
          </button>
          <ThemeToggle />
        </div>
      </div>
      <h1>{accountId === '' ? 'An account that nothing names' : `Account ${printable(accountId)}`}</h1>
      <p class="facts">
        <Regions regions={head.regions} />
        <span>
          read on <time dateTime={takenAt}>{momentText(takenAt)}</time>
        </span>
        <span>{counted(summary.stateMachines, 'state machine')}</span>
        <span>{counted(summary.roles, 'role')}</span>
      </p>
    </header>
  );
}

function Regions({ regions }: Pick<ReportHead, 'regions'>): JSX.Element {
  const names = regions.map(printable);
  if (names.length <= FEW) return <span>{names.join(', ')}</span>;
  return (
    <span>
      {names.slice(0, FEW - 1).join(', ')}{' '}
      <details class="inline">
        <summary>and {names.length - FEW + 1} more regions</summary>
        {names.slice(FEW - 1).join(', ')}
      </details>
    </span>
  );
}

/** A bob on its line. */
function PlumbMark(): JSX.Element {
  return (
    <svg class="bob" viewBox="0 0 16 24" width="16" height="24" aria-hidden="true">
      <path d="M8 0v9" />
      <path class="weight" d="M3.5 9h9v4.5L8 23l-4.5-9.5z" />
    </svg>
  );
}
