import { gzipSync } from 'node:zlib';
import type { Entry } from '../findings/entry.ts';
import { digest } from '../findings/fingerprint.ts';
import { groupBy } from '../findings/group-by.ts';
import type { Report } from '../findings/report.ts';
import { dayOf } from './instant.ts';
import { machineEvent, wellFormedJson } from './machine-event.ts';
import { isAccountId } from './misplaced.ts';

/** A file of the archive: its path says what it holds, so that whoever writes it again writes the same. */
export interface ArchiveFile {
  /** With `/`, and of nothing but ids, regions and days. */
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array;
}

const RUN_ID = /^[A-Za-z0-9-]{1,128}$/;

/** `reports/<account>/<yyyy>/<mm>/<dd>/<run>.json.gz`. Throws where the report does not say of which account, day and run it is. */
export function reportFile(report: Report): ArchiveFile {
  const { accountId, takenAt, runId } = report;
  const day = dayOf(takenAt);
  if (!isAccountId(accountId)) throw new Error('`$.accountId`: expected an account id of 12 digits');
  if (day === undefined) throw new Error('`$.takenAt`: expected a time');
  if (!RUN_ID.test(runId)) throw new Error('`$.runId`: expected letters, digits and hyphens');
  return {
    path: `reports/${accountId}/${day.replaceAll('-', '/')}/${runId}.json.gz`,
    type: 'application/gzip',
    body: gzipSync(wellFormedJson(report)),
  };
}

/** The entries that go into one file, for each file. INVARIANT: none is misplaced. */
export function transitionGroups(entries: readonly Entry[]): readonly (readonly [Entry, ...Entry[]])[] {
  return [...groupBy(entries, ({ shard, at }) => [shard.accountId, shard.region, dayOf(at)]).values()];
}

/** `transitions/<account>/<region>/<yyyy-mm-dd>/<digest of the ids>.jsonl`: an event in each line. */
export function transitionFile(group: readonly [Entry, ...Entry[]]): ArchiveFile {
  const [{ shard, at }] = group;
  const name = digest(group.map(({ id }) => id).sort());
  return {
    path: `transitions/${shard.accountId}/${shard.region}/${dayOf(at)}/${name}.jsonl`,
    type: 'application/x-ndjson',
    body: Buffer.from(group.map((entry) => `${wellFormedJson(machineEvent(entry))}\n`).join('')),
  };
}
