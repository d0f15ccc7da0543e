import { type JSX, render } from 'preact';
import { App } from './app.tsx';
import { loadData, ReportFileError } from './load.ts';
import { systemTheme } from './theme.tsx';

document.documentElement.dataset.theme = systemTheme();
const root = document.getElementById('app');
if (root !== null) {
  root.replaceChildren();
  render(pageOf(document), root);
}

function pageOf(from: Document): JSX.Element {
  try {
    return <App data={loadData(from)} />;
  } catch (error) {
    if (!(error instanceof ReportFileError)) throw error;
    return (
      <main>
        <h1>Plumbline</h1>
        <p class="broken" role="alert">
          {error.message}
        </p>
      </main>
    );
  }
}
