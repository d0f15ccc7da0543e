import { SAGEMAKER_KINDS, sageMakerFile } from '../../model/sagemaker-kinds.ts';
import { mapAtMost } from '../pool.ts';
import type { Access, Part } from '../reader.ts';
import { JOB_OPERATIONS } from './job-operations.ts';
import { readKind } from './kind.ts';
import { LONG_LIVED_OPERATIONS } from './long-lived-operations.ts';
import { type FileRead, partOf } from './part.ts';
import { sageMakerIn } from './region.ts';

/** Each kind has a quota of its own. */
const KINDS_AT_ONCE = 8;

/** The resources of every kind in every region. */
export async function readResources(access: Access): Promise<Part> {
  const operations = [...JOB_OPERATIONS, ...LONG_LIVED_OPERATIONS];
  const reads: FileRead[] = [];
  for (const region of access.regions) {
    const sagemaker = await sageMakerIn(access, region);
    const ofKinds = await mapAtMost(KINDS_AT_ONCE, SAGEMAKER_KINDS, async (kind) => {
      const how = operations.find(({ noun }) => noun === kind.noun);
      if (how === undefined) return [];
      const read = await readKind(sagemaker, kind, how);
      return [{ path: `${region}/${sageMakerFile(kind)}`, ...read }];
    });
    reads.push(...ofKinds.flat());
  }
  return partOf(reads);
}
