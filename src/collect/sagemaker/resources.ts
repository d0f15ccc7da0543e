import { SAGEMAKER_KINDS, sageMakerFile } from '../../model/sagemaker-kinds.ts';
import { mapTwice } from '../pool.ts';
import { type Access, mayPass, type Part } from '../reader.ts';
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
    const kinds = SAGEMAKER_KINDS.flatMap((kind) =>
      operations.filter(({ noun }) => noun === kind.noun).map((how) => ({ kind, how })),
    );
    const ofKinds = await mapTwice(
      KINDS_AT_ONCE,
      kinds,
      async ({ kind, how }) => ({
        path: `${region}/${sageMakerFile(kind)}`,
        ...(await readKind(sagemaker, kind, how)),
      }),
      mayPass,
    );
    reads.push(...ofKinds);
  }
  return partOf(reads);
}
