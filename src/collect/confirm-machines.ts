import { asArray, type JsonRecord, own } from '../model/json.ts';
import { ABSENT, STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { describeMachines, machinesFile } from './machines.ts';
import type { Access, CoverageEntry, Part } from './reader.ts';
import { DESCRIBE_STATE_MACHINE, statesOf } from './states.ts';

/** Asks for each of the state machines of one region; those that exist are added to its file as if they had been listed. */
export async function confirmMachines(
  access: Access,
  region: string,
  arns: readonly string[],
  soFar: Part,
): Promise<Part> {
  const states = statesOf(access, region);
  const { machines, absent, coverage } = await describeMachines(access, states, arns);
  const told = [...absent.map((arn) => gone(arn, region)), ...coverage];
  if (machines.size === 0) return { files: new Map(), coverage: told };
  const path = `${region}/${STATE_MACHINES_FILE}`;
  const added = await machinesFile(access, states, machines);
  const before = soFar.files.get(path);
  return {
    files: new Map([[path, before === undefined ? added.file : merged(before, added.file)]]),
    coverage: [...told, ...added.coverage.filter(({ kind }) => kind !== 'known')],
  };
}

/** Asks for each of the versions of one region. One that exists and was not listed is an open question: what it is to its machine only a list tells. */
export async function confirmVersions(
  access: Access,
  region: string,
  arns: readonly string[],
): Promise<Part> {
  const { machines, absent, coverage } = await describeMachines(access, statesOf(access, region), arns);
  const unlisted = [...machines.keys()].map(
    (resource): CoverageEntry => ({
      source: DESCRIBE_STATE_MACHINE,
      region,
      resource,
      kind: 'failed',
      why: 'the version exists, and no list shows it',
    }),
  );
  return {
    files: new Map(),
    coverage: [...absent.map((arn) => gone(arn, region)), ...unlisted, ...coverage],
  };
}

function gone(resource: string, region: string): CoverageEntry {
  return { source: DESCRIBE_STATE_MACHINE, region, resource, kind: 'known', why: ABSENT };
}

/** Lists that one of the files lacks were not read. */
function merged(before: JsonRecord, added: JsonRecord): JsonRecord {
  const file: Record<string, readonly unknown[]> = {};
  for (const key of ['stateMachines', 'versions', 'aliases']) {
    const lists = [own(before, key), own(added, key)];
    if (lists.every(Array.isArray)) file[key] = lists.flatMap(asArray);
  }
  return file;
}
