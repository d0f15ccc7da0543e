import { createClients } from '../../src/collect/clients.ts';
import { type CollectOptions, collect } from '../../src/collect/collect.ts';
import type { CoverageEntry } from '../../src/collect/reader.ts';
import { asArray, isRecord, type JsonRecord, own } from '../../src/model/json.ts';
import { readValue } from '../../src/model/read.ts';
import { AUTHORIZATION_FILE, SNAPSHOT_FILE, type SnapshotFiles } from '../../src/model/snapshot.ts';
import { type FakeCall, fakeAws, type OnTheWay, type Routes } from './fake-aws.ts';
import { REGION } from './fake-aws-account.ts';

export interface Collection {
  readonly files: SnapshotFiles;
  readonly coverage: readonly CoverageEntry[];
  readonly calls: readonly FakeCall[];
}

/** Collects what the routes answer, with credentials that never expire and a clock that never waits. */
export async function collectFrom(
  routes: Routes,
  options: Partial<CollectOptions> = {},
  onTheWay?: OnTheWay,
): Promise<Collection> {
  const { requestHandler, calls } = fakeAws(routes, onTheWay);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const clients = createClients({ region: REGION, credentials, requestHandler });
  const files = await collect(clients, {
    regions: [REGION],
    now: () => new Date('2026-05-06T07:08:09Z'),
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    ...options,
  });
  clients.destroy();
  const coverage = asArray(own(fileIn(files, SNAPSHOT_FILE), 'coverage')) as readonly CoverageEntry[];
  return { files, coverage, calls };
}

/** A file of the collection as an object; without keys where it is absent. */
export function fileIn(files: SnapshotFiles, path: string): JsonRecord {
  const read = files.get(path);
  const value = read === undefined ? undefined : readValue(read);
  return isRecord(value) ? value : {};
}

/** A list of a collected file. */
export function listIn(files: SnapshotFiles, path: string, key: string): readonly JsonRecord[] {
  return asArray(own(fileIn(files, path), key)).filter(isRecord);
}

export function rolesIn(files: SnapshotFiles): readonly JsonRecord[] {
  return listIn(files, AUTHORIZATION_FILE, 'RoleDetailList');
}

/** The coverage that is not a good read. */
export function gapsIn(coverage: readonly CoverageEntry[]): readonly CoverageEntry[] {
  return coverage.filter(({ kind }) => kind !== 'known');
}
