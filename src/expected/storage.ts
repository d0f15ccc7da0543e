import type { ParameterValue } from '../model/definition-value.ts';
import type { ExpectedGrant, Spellings } from './grant.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, gapping, granting, NOTHING, together } from './needs.ts';
import { gapAt, type RequestPart, valueIn } from './request-part.ts';
import { type S3Location, s3Location } from './s3-location.ts';
import {
  bucketGrants,
  bucketsOf,
  JOB,
  keyGrants,
  MODEL,
  objectGrant,
  objectsOf,
  type Reach,
  readGrants,
  type Surety,
} from './storage-grants.ts';

export type { Reach } from './storage-grants.ts';

/** The three ways to name objects. */
export const OBJECT: Reach = { kind: 'object' };
export const PREFIX: Reach = { kind: 'prefix', lists: true };
export const FOLDER: Reach = { kind: 'folder' };

/** What a job asks for to read what the field names. */
export function reads(part: RequestPart, path: string, reach: Reach, surety: Surety = {}): Needs {
  return storageNeeds(part, path, (value, location) => [
    ...readGrants(part, path, { value, location, reach, surety }),
    ...keyGrants(part, path, ['kms:Decrypt']),
    ...bucketGrants(part, path, location, JOB),
  ]);
}

/** What a model asks for to read what the field names. */
export function readsModel(part: RequestPart, path: string, reach: Reach, surety: Surety = {}): Needs {
  return storageNeeds(part, path, (value, location) => [
    ...readGrants(part, path, { value, location, reach, surety }),
    ...keyGrants(part, path, ['kms:Decrypt']),
    ...bucketGrants(part, path, location, MODEL),
  ]);
}

/** What writing below the field asks for. */
export function writes(part: RequestPart, path: string, reach: Reach, surety: Surety = {}): Needs {
  return storageNeeds(part, path, (value, location) => [
    ...objectGrant(part, path, 's3:PutObject', { value, location, reach, surety }),
    ...keyGrants(part, path, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']),
    ...bucketGrants(part, path, location, JOB),
  ]);
}

/** What the field justifies although nothing tells that it is used. */
export function mayUse(part: RequestPart, path: string): Needs {
  return together(
    reads(part, path, PREFIX, { isDoubtful: true }),
    writes(part, path, FOLDER, { isDoubtful: true }),
  );
}

/** Further actions that the bucket of a field justifies. */
export function mayDo(part: RequestPart, path: string, actions: readonly string[]): Needs {
  return storageNeeds(part, path, (_, location) => {
    const buckets = location.kind === 'objects' ? bucketsOf(part, location) : (['*'] as const);
    const resources: Spellings =
      location.kind === 'objects' ? [...buckets, ...objectsOf(buckets, '*')] : buckets;
    return allowedFor(part, path, { actions, resources, need: 'documented', source: 'docs-2023' });
  });
}

/** Anything in S3, where an object names further ones. */
export function anyStorage(part: RequestPart, path: string): Needs {
  return granting(...bucketGrants(part, path, { kind: 'anywhere' }, JOB));
}

function storageNeeds(
  part: RequestPart,
  path: string,
  grants: (value: ParameterValue, location: S3Location) => readonly ExpectedGrant[],
): Needs {
  const value = valueIn(part, path);
  const location = s3Location(value);
  switch (location.kind) {
    case 'none':
      return NOTHING;
    case 'unreadable':
      return gapping(gapAt(part, path, 'unsupported', 'it is no URI of S3 that this version reads'));
    case 'other': {
      const why = `what ${location.what} asks for is not known to this version`;
      return together(
        gapping(gapAt(part, path, 'unsupported', why), `it uses ${location.what}`),
        anyStorage(part, path),
      );
    }
    case 'anywhere':
    case 'objects':
      return granting(...grants(value, location));
  }
}
