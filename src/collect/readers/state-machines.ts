import type { JsonRecord } from '../../model/json.ts';
import { STATE_MACHINES_FILE } from '../../model/snapshot.ts';
import { mapAtMost } from '../pool.ts';
import { type Access, type CoverageEntry, coverageOf, type Reader } from '../reader.ts';
import { aliasesOf, arnsIn, type Listing, versionsOf } from '../revisions.ts';
import {
  DESCRIBE_ALIAS,
  DESCRIBE_STATE_MACHINE,
  LIST_ALIASES,
  LIST_STATE_MACHINES,
  LIST_VERSIONS,
  type States,
  statesOf,
} from '../states.ts';

/** Every state machine of every region: what it is now, its published versions and its aliases. */
export const stateMachines: Reader = {
  name: 'state-machines',
  needs: [LIST_STATE_MACHINES, DESCRIBE_STATE_MACHINE, LIST_VERSIONS, LIST_ALIASES, DESCRIBE_ALIAS],
  read: async (access) => {
    const files = new Map<string, JsonRecord>();
    const coverage: CoverageEntry[] = [];
    for (const region of access.regions) {
      const file = await readRegion(access, statesOf(access, region), coverage);
      if (file !== undefined) files.set(`${region}/${STATE_MACHINES_FILE}`, file);
    }
    return { files, coverage };
  },
};

const AT_ONCE = 8;

/** The region's file, or nothing where its machines could not be listed; how it went is added to `coverage`. */
async function readRegion(
  access: Access,
  states: States,
  coverage: CoverageEntry[],
): Promise<JsonRecord | undefined> {
  const { region } = states;
  const listed = await states.listStateMachines();
  coverage.push(coverageOf({ source: LIST_STATE_MACHINES, region }, listed));
  if (listed.kind !== 'known' && listed.kind !== 'partial') return undefined;

  const machines = await describeAll(
    access,
    states,
    arnsIn(listed, 'stateMachines', 'stateMachineArn'),
    coverage,
  );
  const [versions, aliases] = await Promise.all([
    versionsOf(states, [...machines.keys()]),
    aliasesOf(states, [...machines.keys()]),
  ]);
  return {
    stateMachines: [...machines.values()],
    ...listingPart('versions', { source: LIST_VERSIONS, region }, versions, coverage),
    ...listingPart('aliases', { source: LIST_ALIASES, region }, aliases, coverage),
  };
}

/** Outputs by the machine's ARN. A machine that was deleted after it was listed leaves no trace. */
async function describeAll(
  access: Access,
  states: States,
  arns: readonly string[],
  coverage: CoverageEntry[],
): Promise<ReadonlyMap<string, JsonRecord>> {
  const { region } = states;
  let done = 0;
  const answers = await mapAtMost(AT_ONCE, arns, async (resource) => {
    const answer = await states.describeStateMachine(resource);
    done += 1;
    access.onProgress({ stage: `state machines in ${region}`, done, total: arns.length });
    return { resource, answer };
  });
  const machines = new Map<string, JsonRecord>();
  for (const { resource, answer } of answers) {
    if (answer.kind === 'known') machines.set(resource, answer.value);
    else if (answer.kind !== 'absent')
      coverage.push(coverageOf({ source: DESCRIBE_STATE_MACHINE, region, resource }, answer));
  }
  return machines;
}

/** A list under its key; a list that is not whole has no key, which reads as not read. */
function listingPart(
  key: 'versions' | 'aliases',
  source: { readonly source: string; readonly region: string },
  listing: Listing,
  coverage: CoverageEntry[],
): JsonRecord {
  switch (listing.kind) {
    case 'complete':
      coverage.push({ ...source, kind: 'known' });
      return { [key]: listing.items };
    case 'incomplete':
      coverage.push(listing.gap);
      return {};
  }
}
