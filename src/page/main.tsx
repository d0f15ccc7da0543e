import { render } from 'preact';
import { App } from './app.tsx';
import { loadData } from './load.ts';

const root = document.getElementById('app');
if (root !== null) render(<App data={loadData(document)} />, root);
