import type { JSX } from 'preact';
import type { PageData } from './data.ts';

/** The whole page. */
export function App({ data }: { readonly data: PageData }): JSX.Element {
  const { accountId, regions, takenAt } = data.head;
  return (
    <main>
      <h1>Plumbline</h1>
      <p>
        {accountId} · {regions.join(', ')} · {takenAt}
      </p>
    </main>
  );
}
