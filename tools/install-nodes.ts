import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { installedNodes, NODE_VERSIONS, NODES_FOLDER } from '../test/support/nodes.ts';

// Some 370 MB that only tests and measurements of the functions need, so they are no dependencies of the package.
const installed = installedNodes().map(({ name }) => name);
const isMissing = Object.keys(NODE_VERSIONS).some((name) => !installed.some((each) => each === name));
// Elsewhere measurements are of the Node that is there.
if (isMissing && process.platform === 'linux') {
  mkdirSync(NODES_FOLDER, { recursive: true });
  const packages = Object.entries(NODE_VERSIONS).map(
    ([name, version]) => `${name}@npm:node-linux-${process.arch}@${version}`,
  );
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', ['install', ...options, '--prefix', NODES_FOLDER, ...packages], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
for (const { version, path } of installedNodes()) console.log(`Node ${version}: ${path}`);
