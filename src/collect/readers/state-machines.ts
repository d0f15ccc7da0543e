import { STATE_MACHINES_FILE } from '../../model/snapshot.ts';
import { describeMachines, machinesFile } from '../machines.ts';
import { mapTwice } from '../pool.ts';
import { type Access, coverageOf, joined, mayPass, type Part, type Reader } from '../reader.ts';
import { arnsIn } from '../revisions.ts';
import {
  DESCRIBE_ALIAS,
  DESCRIBE_STATE_MACHINE,
  LIST_ALIASES,
  LIST_STATE_MACHINES,
  LIST_VERSIONS,
  statesOf,
} from '../states.ts';
import { BEFORE_ROLES } from '../time-shares.ts';

/** Every state machine of every region: what it is now, its published versions and its aliases. */
export const stateMachines: Reader = {
  name: 'state-machines',
  needs: [LIST_STATE_MACHINES, DESCRIBE_STATE_MACHINE, LIST_VERSIONS, LIST_ALIASES, DESCRIBE_ALIAS],
  until: BEFORE_ROLES,
  read: async (access) =>
    joined(await mapTwice(1, access.regions, (region) => readRegion(access, region), mayPass)),
};

/** The region's file, or none where its machines could not be listed. A machine that was deleted after it was listed leaves no trace. */
async function readRegion(access: Access, region: string): Promise<Part> {
  const states = statesOf(access, region);
  const listed = await states.listStateMachines();
  const ofList = coverageOf({ source: LIST_STATE_MACHINES, region }, listed);
  if (listed.kind !== 'known' && listed.kind !== 'partial') return { files: new Map(), coverage: [ofList] };

  const described = await describeMachines(
    access,
    states,
    arnsIn(listed, 'stateMachines', 'stateMachineArn'),
  );
  const { file, coverage } = await machinesFile(access, states, described.machines);
  return {
    files: new Map([[`${region}/${STATE_MACHINES_FILE}`, file]]),
    coverage: [ofList, ...described.coverage, ...coverage],
  };
}
