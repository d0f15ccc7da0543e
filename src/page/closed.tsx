import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Status } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { PageData, Row } from './data.ts';
import { FindingItem, type FindingItemProps } from './finding-item.tsx';
import { useLoaded } from './use-loaded.ts';
import { counted, statusMeaning } from './words.ts';

const SHOWN = 20;

interface ClosedProps extends Omit<FindingItemProps, 'row' | 'isOpen' | 'children'> {
  readonly rows: readonly Row[];
  readonly opened: ReadonlySet<number>;
}

/** What nobody has to see to: accepted for a time, or over since the run before. */
export function Closed({ rows, ...shared }: ClosedProps): JSX.Element | null {
  if (rows.length === 0) return null;
  const of = (status: Status): readonly Row[] => rows.filter((row) => row.status === status);
  return (
    <section class="closed" aria-labelledby="closed-title">
      <h2 id="closed-title">Accepted and resolved</h2>
      <Part title="Suppressed" rows={of('suppressed')} {...shared} />
      <Part title="Resolved" rows={of('resolved')} {...shared} />
    </section>
  );
}

function Part({
  title,
  rows,
  opened,
  ...shared
}: ClosedProps & { readonly title: string }): JSX.Element | null {
  const [shown, setShown] = useState(SHOWN);
  if (rows.length === 0) return null;
  const left = rows.length - shown;
  return (
    <div class="role">
      <div class="role-head">
        <h3>{title}</h3>
        <p class="tally">{counted(rows.length, 'finding')}</p>
      </div>
      <ul class="findings">
        {rows.slice(0, shown).map((row) => (
          <FindingItem key={row.at} row={row} isOpen={opened.has(row.at)} {...shared}>
            <Why data={shared.data} row={row} />
          </FindingItem>
        ))}
      </ul>
      {left > 0 && (
        <p class="more">
          <button type="button" onClick={() => setShown(shown + SHOWN)}>
            Show {counted(Math.min(left, SHOWN), 'more finding')}
          </button>
          <span>{counted(left, 'finding')} not shown</span>
        </p>
      )}
    </div>
  );
}

/** Reason and owner of a suppression, or why a finding is over. */
function Why({ data, row }: { readonly data: PageData; readonly row: Row }): JSX.Element | null {
  const loaded = useLoaded(() => data.finding(row.at), row.at);
  if (loaded.kind !== 'loaded') return null;
  const { suppression } = loaded.value;
  if (suppression === undefined) return <p class="why">{statusMeaning(loaded.value)}</p>;
  return (
    <p class="why">
      {printable(suppression.reason)} – {printable(suppression.owner)}, until {printable(suppression.expires)}
    </p>
  );
}
