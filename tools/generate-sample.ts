import { writeFile } from 'node:fs/promises';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { version } from '../src/version.ts';
import { buildPage } from './page.ts';

// The format takes the page as it was built last.
await buildPage();
const { html } = await import('../src/publish/formats/html.ts');

/** What the documents link to: the HTML report of the example account. */
const { files, fileTime } = await readSnapshotFolder('examples/account');
const report = audit(parseSnapshot(files, fileTime), { engineVersion: version, picture: true });
await writeFile('docs/sample-report.html', html.render(report, { width: 80, color: false }));
