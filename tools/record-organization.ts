import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { MemberAccount } from '../test/support/organization/accounts.ts';
import { oneOfEachShape, type Recording, recordingOf } from '../test/support/organization/replay.ts';
import { loadAll } from '../test/support/organization/world.ts';

interface Order {
  readonly accounts: readonly MemberAccount[];
  readonly megabytes: number;
}

/** One account of each shape, each read by one of the threads. The caller's bundle is what they run. */
export async function recordAll(
  accounts: readonly MemberAccount[],
  megabytes: number,
  bundle: string,
  threads: number = availableParallelism(),
): Promise<readonly Recording[]> {
  const shapes = oneOfEachShape(accounts);
  const parts = Array.from({ length: threads }, (_, thread) =>
    shapes.filter((_, at) => at % threads === thread),
  );
  const recorded = await Promise.all(parts.map((part) => recordApart({ accounts: part, megabytes }, bundle)));
  return recorded.flat();
}

function recordApart(order: Order, bundle: string): Promise<readonly Recording[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(bundle), { workerData: order });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

/** True in a thread that was started to record; it does so. */
export async function recordsForAnother(): Promise<boolean> {
  if (isMainThread) return false;
  const { accounts, megabytes }: Order = workerData;
  await loadAll();
  const recorded: Recording[] = [];
  for (const account of accounts) recorded.push(await recordingOf(account, megabytes));
  parentPort?.postMessage(recorded);
  return true;
}
