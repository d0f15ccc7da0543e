import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { type Init, startFunction } from '../test/support/lambda-runtime.ts';
import { installedNodes, type NodeBinary } from '../test/support/nodes.ts';
import { LAMBDA } from './bundles.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '11' } } });
const runs = Number(values.runs);
const taskRoot = join(import.meta.dirname, '../.cache/bench/lambda');

async function coldStart({ path }: NodeBinary, name: string): Promise<Init> {
  const { init, stop } = await startFunction({
    node: path,
    taskRoot,
    handler: `${name}.handler`,
    name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    timeoutSeconds: 900,
    env: { AWS_REGION: 'us-east-1' },
  });
  await stop();
  return init;
}

/** The least, in which other work on the machine does not show, and the median. */
function bestAndMedian(starts: readonly Init[], figure: keyof Init): string {
  const sorted = starts.map((start) => start[figure]).sort((left, right) => left - right);
  return [sorted[0], sorted[sorted.length >> 1]].map((value = 0) => value.toFixed(0)).join(' / ');
}

const nodes = installedNodes();
if (nodes.length === 0) throw new Error('Node 22 and 24 are not installed: `npm run nodes`');
await build({ ...LAMBDA, outdir: taskRoot });
console.log('| function | Node | init CPU (ms) | init (ms) | memory after init (MB) |');
console.log('|---|---|---|---|---|');
for (const name of Object.keys(LAMBDA.entryPoints ?? {}))
  for (const node of nodes) {
    const starts: Init[] = [];
    for (let run = 0; run < runs; run += 1) starts.push(await coldStart(node, name));
    const figures = (['cpuMs', 'wallMs', 'rssMegabytes'] as const).map((each) => bestAndMedian(starts, each));
    console.log(`| ${[name, node.version, ...figures].join(' | ')} |`);
  }
