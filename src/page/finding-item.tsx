import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { printable } from '../findings/printable.ts';
import type { PageData, Row } from './data.ts';
import { FindingPanel } from './finding-panel.tsx';
import { Prose } from './text.tsx';
import { CONFIDENCE_LABELS, SEVERITY_LABELS, STATUS_LABELS } from './words.ts';

export interface FindingItemProps {
  readonly data: PageData;
  readonly row: Row;
  /** An earlier run is known, so that it means something that a finding is new. */
  readonly isCompared: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (row: Row) => void;
  /** Shown below the line, open or not. */
  readonly children?: ComponentChildren;
}

/** A finding in one line, and all about it below where it is open. */
export function FindingItem(props: FindingItemProps): JSX.Element {
  const { data, row, isCompared, isOpen, onToggle, children } = props;
  // The same element is not compared again: most lines stay as they are when the list changes.
  const line = useMemo(() => <Line row={row} isCompared={isCompared} />, [row, isCompared]);
  const panel = `finding-${row.at}`;
  return (
    <li class={`finding ${row.severity}`} id={`row-${row.at}`}>
      <h4>
        <button
          type="button"
          class="disclosure"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panel : undefined}
          onClick={() => onToggle(row)}
        >
          {line}
        </button>
      </h4>
      {children}
      {isOpen && (
        <div class="panel" id={panel}>
          <FindingPanel data={data} row={row} isCompared={isCompared} />
        </div>
      )}
    </li>
  );
}

function Line({ row, isCompared }: Pick<FindingItemProps, 'row' | 'isCompared'>): JSX.Element {
  return (
    <>
      <span class="severity">{SEVERITY_LABELS[row.severity]}</span>
      <span class="message">
        <Prose>{row.message}</Prose>
      </span>
      <Remarks row={row} isCompared={isCompared} />
    </>
  );
}

function Remarks({ row, isCompared }: Pick<FindingItemProps, 'row' | 'isCompared'>): JSX.Element {
  const { ruleId, region, confidence, status } = row;
  const isNews = status !== 'active' && (status !== 'new' || isCompared);
  return (
    <span class="remarks">
      <span class="rule">{printable(ruleId)}</span>
      <span>{printable(region)}</span>
      {confidence === 'potential' && <span>{CONFIDENCE_LABELS[confidence].toLowerCase()}</span>}
      {isNews && <span class="news-word">{STATUS_LABELS[status].toLowerCase()}</span>}
    </span>
  );
}
