import type { JSX } from 'preact';
import { printable } from '../findings/printable.ts';
import type { ReportHead } from './data.ts';

/** With what the report was made. */
export function Footer({ head: { engine, runId } }: { readonly head: ReportHead }): JSX.Element {
  return (
    <footer>
      <p>
        Plumbline {printable(engine.version)}
        {engine.data.map(({ name, version, date }) => (
          <span key={name}>
            {' '}
            · {printable(name)} {printable(version)} ({printable(date)})
          </span>
        ))}
      </p>
      <p>Run {printable(runId)}. This file holds all it shows: it loads nothing and sends nothing.</p>
    </footer>
  );
}
