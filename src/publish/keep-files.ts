import type { Entry } from '../findings/entry.ts';
import { type ArchiveFile, reportFile, transitionFile, transitionGroups } from './archive.ts';
import type { OpenChannel, Receipt } from './channel.ts';
import { misplaced } from './misplaced.ts';
import { reasonOf } from './reason.ts';

/** Writes a file, all or nothing, and tells where; one of its path that is there already is the same. */
export type Keep = (file: ArchiveFile) => Promise<string>;

/** A place that fails twice in a row is down: the rest would only wait for it. */
const PATIENCE = 2;

/** What both archives do: they differ in how a file is kept. */
export function archiveBy(keep: Keep): Required<Pick<OpenChannel, 'deliver' | 'archive'>> {
  return {
    deliver: async (entries) => ({ receipts: await keepTransitions(entries, keep), messages: 0 }),
    archive: async (report) => keep(reportFile(report)),
  };
}

async function keepTransitions(entries: readonly Entry[], keep: Keep): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  const placed: Entry[] = [];
  for (const entry of entries) {
    const why = misplaced(entry);
    if (why === undefined) placed.push(entry);
    else receipts.push({ kind: 'refused', id: entry.id, why });
  }
  let patience = PATIENCE;
  for (const group of transitionGroups(placed)) {
    if (patience === 0) {
      receipts.push(...group.map(({ id }): Receipt => ({ kind: 'postponed', id })));
      continue;
    }
    try {
      await keep(transitionFile(group));
      receipts.push(...group.map(({ id }): Receipt => ({ kind: 'delivered', id })));
      patience = PATIENCE;
    } catch (error) {
      receipts.push(...group.map(({ id }): Receipt => ({ kind: 'failed', id, why: reasonOf(error) })));
      patience -= 1;
    }
  }
  return receipts;
}
