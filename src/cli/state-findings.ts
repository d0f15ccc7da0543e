import type { Finding, ResolveReason } from '../findings/finding.ts';
import { folderObjects } from '../state/folder-objects.ts';
import { stateStore } from '../state/state-store.ts';
import { UsageError } from './io.ts';

/** What is left of a finding that is over. */
export interface OverFinding {
  readonly id: string;
  readonly status: 'resolved';
  readonly resolvedReason: ResolveReason;
  readonly resolvedAt: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** All that is remembered, of all accounts. */
export interface Remembered {
  /** Regions of which something is remembered. */
  readonly regions: readonly string[];
  readonly findings: readonly Finding[];
  readonly over: readonly OverFinding[];
}

/** What `audit --state` keeps in a folder. Throws UsageError where it holds nothing, and StateError. */
export async function readRemembered(folder: string): Promise<Remembered> {
  const store = stateStore(folderObjects(folder));
  const shards = await store.shards();
  if (shards.length === 0)
    throw new UsageError(
      `nothing is remembered in \`${folder}\`: \`plumbline audit --state\` keeps findings there`,
    );
  const findings: Finding[] = [];
  const over: OverFinding[] = [];
  for (const shard of shards) {
    const { head } = await store.load(shard);
    for (const [id, record] of Object.entries(head?.findings ?? {})) {
      if (record.kind === 'active') findings.push(record.finding);
      else {
        const { reason: resolvedReason, resolvedAt, firstSeen, lastSeen } = record;
        over.push({ id, status: 'resolved', resolvedReason, resolvedAt, firstSeen, lastSeen });
      }
    }
  }
  const regions = new Set(shards.map(({ region }) => region).filter((region) => region !== 'global'));
  return { findings, over, regions: [...regions] };
}
