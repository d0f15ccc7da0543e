import { asArray, asString, isRecord, own } from '../src/model/json.ts';
import { known, readValue } from '../src/model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../src/model/snapshot.ts';
import { computing, FUNCTION_LIMIT_MS } from '../test/support/organization/assumptions.ts';
import { lifeOf } from '../test/support/organization/life.ts';
import { sourceOf } from '../test/support/organization/member.ts';
import { tokenBuckets } from '../test/support/organization/token-buckets.ts';
import { loadAll } from '../test/support/organization/world.ts';
import { randomNumbers } from '../test/support/random-numbers.ts';
import { virtualTime } from '../test/support/virtual-time.ts';
import { head, row } from './markdown-rows.ts';

const MACHINES = [500, 1000, 1200, 1500, 2000, 10_000];
const MEGABYTES = [512, 1024, 1769];
/** Reading alone: computing is told for each size of memory. */
const NO_COMPUTING = Number.POSITIVE_INFINITY;

/** One account of two regions in one invocation of fifteen minutes: what is read of it, and whether it ends in time. */
async function largeAccount(machines: number): Promise<string> {
  const { clock, run } = virtualTime();
  const buckets = tokenBuckets(clock);
  const calls: string[] = [];
  const world = {
    clock,
    date: (): Date => new Date(Date.UTC(2026, 10, 20) + clock.now()),
    buckets,
    onCall: ({ action }: { readonly action: string }): number => calls.push(action),
    random: randomNumbers(1),
    megabytes: NO_COMPUTING,
  };
  const shape = { machines, roles: 2 * machines, notebooks: 0, failing: [] };
  const account = { id: '111122223333', shape, isReachable: true };
  const opened = sourceOf(account, world, lifeOf(Number.POSITIVE_INFINITY), FUNCTION_LIMIT_MS);
  const { files } = await run(opened.read({ confirm: [] }));
  opened.close();
  const read = calls.filter((action) => action === 'states:DescribeStateMachine').length;
  const gaps = gapsIn(files);
  const lists = gaps.filter((source) => /Versions|Aliases/.test(source)).length;
  const judging = MEGABYTES.map((megabytes) => computing({ machines: read, calls: calls.length }, megabytes));
  return row([
    machines,
    calls.length,
    seconds(clock.now()),
    read,
    lists,
    gaps.length - lists,
    buckets.throttles(),
    ...judging.map((ms) => `${seconds(ms)}${clock.now() + ms > FUNCTION_LIMIT_MS ? ': too late' : ''}`),
  ]);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`;
}

/** The sources of what was not read. */
function gapsIn(files: SnapshotFiles): readonly string[] {
  const header = readValue(files.get(SNAPSHOT_FILE) ?? known({}));
  const coverage = asArray(isRecord(header) ? own(header, 'coverage') : []).filter(isRecord);
  return coverage.flatMap((entry) =>
    own(entry, 'kind') === 'known' ? [] : [asString(own(entry, 'source')) ?? ''],
  );
}

await loadAll();
const columns = [
  'machines',
  'calls',
  'reading',
  'machines read',
  'versions, aliases',
  'other gaps',
  'throttles',
];
console.log(head(...columns, ...MEGABYTES.map((megabytes) => `judging, ${megabytes} MB`)));
for (const machines of MACHINES) console.log(await largeAccount(machines));
