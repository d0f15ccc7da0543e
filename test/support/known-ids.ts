import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { judgeAccount } from '../../src/findings/judge-account.ts';
import { parseSnapshot } from '../../src/model/snapshot.ts';
import { type AccountJson, auditOf } from './rule-cases.ts';

/** What a finding is about, in the words of a person, and its name for ever. */
export interface KnownId {
  /** The example account, or the file of `test/accounts`. */
  readonly account: string;
  readonly rule: string;
  readonly resource: string;
  readonly id: string;
}

const ROOT = join(import.meta.dirname, '../..');
const ACCOUNTS = join(ROOT, 'test/accounts');

/** The ids of all findings of the accounts that the tests know, sorted. */
export async function idsToday(): Promise<readonly KnownId[]> {
  const { files, fileTime } = await readSnapshotFolder(join(ROOT, 'examples/account'));
  const example = judgeAccount(parseSnapshot(files, fileTime), {});
  const ids = idsOf('examples/account', example.findings);
  for (const file of readdirSync(ACCOUNTS).toSorted()) {
    const account = JSON.parse(readFileSync(join(ACCOUNTS, file), 'utf8')) as AccountJson;
    ids.push(...idsOf(file, auditOf(account).findings));
  }
  return ids;
}

function idsOf(account: string, findings: readonly Finding[]): KnownId[] {
  return findings
    .map(({ id, ruleId, resource }) => ({ account, rule: ruleId, resource: resource.arn, id }))
    .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function keyOf({ rule, resource, id }: KnownId): string {
  return `${rule} ${resource} ${id}`;
}
