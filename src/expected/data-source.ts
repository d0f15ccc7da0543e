import type { Needs } from './named-role.ts';
import { gapping, together } from './needs.ts';
import { gapAt, partsAt, type RequestPart, textIn, valueIn } from './request-part.ts';
import { anyStorage, mayUse, OBJECT, PREFIX, type Reach, reads, readsModel } from './storage.ts';

/**
 * Data in S3, named as a prefix or by a manifest, as in `S3DataSource`.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html
 */
export function readsData(part: RequestPart, uri = 'S3Uri'): Needs {
  // An object of a hub is fetched for the role, with permissions that nobody has published.
  if (valueIn(part, 'HubAccessConfig.HubContentArn').kind !== 'absent') return mayUse(part, uri);
  const type = valueIn(part, 'S3DataType');
  if (type.kind === 'dynamic') return together(readsSome(part, uri), anyStorage(part, uri));
  switch (textIn(part, 'S3DataType')) {
    case 'S3Prefix':
      return reads(part, uri, PREFIX);
    case 'ManifestFile':
    case 'AugmentedManifestFile':
      return readsManifest(part, uri);
    default:
      return readsSome(part, uri);
  }
}

/** A file that names further objects, in whatever bucket. */
export function readsManifest(part: RequestPart, uri: string): Needs {
  const named = gapAt(part, uri, 'undecided', 'which objects the manifest names is not in the request');
  const isGiven = valueIn(part, uri).kind !== 'absent';
  return together(reads(part, uri, OBJECT), ...(isGiven ? [gapping(named), anyStorage(part, uri)] : []));
}

function readsSome(part: RequestPart, uri: string): Needs {
  return reads(part, uri, SOME_OBJECT);
}

/** Whether the objects are listed as well is not told. */
const SOME_OBJECT: Reach = { kind: 'prefix', lists: false };

/**
 * The artifacts of a model in `S3DataSource`.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3ModelDataSource.html
 */
export function readsModelSource(part: RequestPart, path: string): Needs {
  return together(
    ...partsAt(part, path).map((source) => {
      const isShared = valueIn(source, 'HubAccessConfig.HubContentArn').kind !== 'absent';
      const surety = { isDoubtful: isShared };
      return together(
        readsModel(source, 'S3Uri', reachOf(source), surety),
        readsModel(source, 'ManifestS3Uri', OBJECT, surety),
      );
    }),
  );
}

function reachOf(source: RequestPart): Reach {
  switch (textIn(source, 'S3DataType')) {
    case 'S3Prefix':
      return PREFIX;
    case 'S3Object':
      return OBJECT;
    default:
      return SOME_OBJECT;
  }
}
