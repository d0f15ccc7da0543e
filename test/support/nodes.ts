import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type NodeName = 'n22' | 'n24';

/** The versions of Node on which Lambda runs the functions, as the package `node-linux-<architecture>` has them. */
export const NODE_VERSIONS: Readonly<Record<NodeName, string>> = { n22: '22.23.5', n24: '24.22.3' };

export interface NodeBinary {
  readonly name: NodeName;
  readonly version: string;
  readonly path: string;
}

/** Ignored by git. */
export const NODES_FOLDER: string = join(import.meta.dirname, '../../.cache/nodes');

/** Those that `npm run nodes` has installed in the right version. */
export function installedNodes(): readonly NodeBinary[] {
  const names = Object.keys(NODE_VERSIONS) as NodeName[];
  return names.flatMap((name) => {
    const folder = join(NODES_FOLDER, 'node_modules', name);
    const version = NODE_VERSIONS[name];
    return versionIn(folder) === version ? [{ name, version, path: join(folder, 'bin/node') }] : [];
  });
}

function versionIn(folder: string): unknown {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/** All of them for a test file: where one is absent the file is skipped, and fails in continuous integration. */
export function nodesForTests(): readonly NodeBinary[] | undefined {
  const nodes = installedNodes();
  if (nodes.length === Object.keys(NODE_VERSIONS).length) return nodes;
  if (process.env.CI === 'true') throw new Error('Node 22 and 24 are not installed: `npm run nodes`');
  console.warn(
    'Node 22 and 24 are not installed (`npm run nodes`): the tests of the deployed functions are skipped',
  );
  return undefined;
}
