import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { printable } from '../findings/printable.ts';
import { Announcements } from './announce.tsx';
import { Coverage } from './coverage.tsx';
import type { PageData } from './data.ts';
import { Findings } from './findings.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Summary } from './summary.tsx';
import { useLoaded } from './use-loaded.ts';
import { useView } from './use-view.ts';

/** The whole page: what it is about at once, its findings when they are unpacked. */
export function App({ data }: { readonly data: PageData }): JSX.Element {
  const [view, onView] = useView();
  const [prints, setPrints] = useState(0);
  const rows = useLoaded(() => data.rows(), data);
  const { head } = data;
  return (
    <Announcements>
      <a class="skip" href="#findings">
        Skip to the findings
      </a>
      <Header head={head} onPrint={() => setPrints(prints + 1)} />
      <main>
        <Summary head={head} filters={view.filters} onFilter={(filters) => onView({ ...view, filters })} />
        {rows.kind === 'loading' && <p class="quiet">Reading the findings …</p>}
        {rows.kind === 'failed' && (
          <p class="broken" role="alert">
            {printable(rows.why)}
          </p>
        )}
        {rows.kind === 'loaded' && (
          <Findings data={data} rows={rows.value} view={view} onView={onView} prints={prints} />
        )}
        <Coverage coverage={head.coverage} />
      </main>
      <Footer head={head} />
    </Announcements>
  );
}
