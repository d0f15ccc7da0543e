import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { regionalArn } from './call.ts';
import type { Because, ExpectedGrant, Spellings } from './grant.ts';
import { allowedFor, requiredFor } from './needs.ts';
import { isCertain, type RequestPart } from './request-part.ts';
import type { S3Location } from './s3-location.ts';

/**
 * Which objects a URI stands for. `object`: the one with that key. `prefix`: whatever begins with it. `folder`: whatever
 * is below it, and, where it is known, the one at `path`.
 */
export type Reach =
  | { readonly kind: 'object' }
  | { readonly kind: 'prefix'; readonly lists: boolean }
  | { readonly kind: 'folder'; readonly path?: string };

/** How sure it is that what a field names is read or written. */
export interface Surety {
  /** True where the field alone does not tell that anybody will. */
  readonly isDoubtful?: boolean;
  readonly confidence?: Because['confidence'];
}

/** What is done with what a field names. */
export interface Touched {
  readonly value: ParameterValue;
  readonly location: S3Location;
  readonly reach: Reach;
  readonly surety: Surety;
}

/** Actions on objects, to `read` and to `write`, and on their bucket. */
type Actions = Readonly<Record<'read' | 'write' | 'list', readonly string[]>>;

/** Those of the templates for jobs, which read and write the same buckets. */
export const JOB: Actions = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  list: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
};
/** A model only reads: its template has neither PutObject nor ListBucket. */
export const MODEL: Actions = {
  read: ['s3:GetObject'],
  write: [],
  list: ['s3:ListBucket', 's3:GetBucketLocation'],
};
/** What CDK grants to whoever reads a bucket: https://docs.aws.amazon.com/cdk/v2/guide/permissions.html */
const CDK_READS = ['s3:GetObject*', 's3:GetBucket*', 's3:List*'] as const;

/** Reading the objects and, for a prefix, listing the bucket that holds them. */
export function readGrants(part: RequestPart, path: string, touched: Touched): readonly ExpectedGrant[] {
  const { value, location, reach, surety } = touched;
  const get = objectGrant(part, path, 's3:GetObject', touched);
  if (reach.kind !== 'prefix' || !reach.lists || surety.isDoubtful === true || !isCertain(value)) return get;
  const list = requiredFor(part, path, {
    actions: ['s3:ListBucket'],
    resources: bucketsOf(part, location),
    quantifier: location.kind === 'objects' && location.bucket.exact ? 'all' : 'some',
    need: 'list',
    source: 'api',
    confidence: confidenceOf(touched),
  });
  return [...get, ...list];
}

/** One action on the objects, where it is certain that they are used. */
export function objectGrant(
  part: RequestPart,
  path: string,
  action: 's3:GetObject' | 's3:PutObject',
  touched: Touched,
): readonly ExpectedGrant[] {
  const { value, location, reach, surety } = touched;
  if (surety.isDoubtful === true || !isCertain(value)) return [];
  const { key, exact } = reachedKey(location, reach);
  return requiredFor(part, path, {
    actions: [action],
    resources: objectsOf(bucketsOf(part, location), key),
    quantifier: exact ? 'all' : 'some',
    need: action === 's3:GetObject' ? 'read' : 'write',
    source: 'api',
    confidence: confidenceOf(touched),
  });
}

/** A place that only a run knows may be one whose permissions are of another kind. */
function confidenceOf({ location, surety }: Touched): Because['confidence'] {
  return location.kind === 'anywhere' ? 'potential' : (surety.confidence ?? 'confirmed');
}

function reachedKey(location: S3Location, reach: Reach): { readonly key: string; readonly exact: boolean } {
  if (location.kind !== 'objects') return { key: '*', exact: false };
  const { bucket, key } = location;
  if (!key.exact) return { key: key.pattern, exact: false };
  switch (reach.kind) {
    case 'object':
      return ENDS_FOLDER.test(key.pattern)
        ? { key: `${key.pattern}*`, exact: false }
        : { key: key.pattern, exact: bucket.exact };
    case 'prefix':
      return { key: `${key.pattern}*`, exact: false };
    case 'folder': {
      const folder = ENDS_FOLDER.test(key.pattern) ? key.pattern : `${key.pattern}/`;
      const { path } = reach;
      if (path === undefined) return { key: `${folder}*`, exact: false };
      return { key: `${folder}${escapeLiteral(path)}`, exact: bucket.exact };
    }
  }
}

const ENDS_FOLDER = /(^|\/)$/;

/** The bucket, or every bucket and access point. */
export function bucketsOf({ request }: RequestPart, location: S3Location): Spellings {
  const partition = escapeLiteral(request.place.partition);
  if (location.kind === 'objects') return [`arn:${partition}:s3:::${location.bucket.pattern}`];
  return [`arn:${partition}:s3:::*`, `arn:${partition}:s3:*:*:accesspoint/*`];
}

/** The objects of a bucket, in policy syntax; an access point has them below its own ARN. */
export function objectsOf([bucket, ...accessPoints]: Spellings, key: string): Spellings {
  return [`${bucket}/${key}`, ...accessPoints];
}

/** What templates and CDK grant on a whole bucket, where one is known. */
export function bucketGrants(
  part: RequestPart,
  path: string,
  location: S3Location,
  actions: Actions,
): readonly ExpectedGrant[] {
  const buckets = location.kind === 'objects' ? bucketsOf(part, location) : (['*'] as const);
  const [bucket] = buckets;
  const objects: Spellings = bucket === '*' ? ['*'] : objectsOf(buckets, '*');
  const each = (need: keyof Actions, resources: Spellings): readonly ExpectedGrant[] =>
    allowedFor(part, path, { actions: actions[need], resources, need, source: 'docs-2023' });
  return [
    ...each('read', objects),
    ...each('write', objects),
    ...each('list', buckets),
    ...allowedFor(part, path, {
      actions: CDK_READS,
      resources: bucket === '*' ? buckets : [bucket, ...objects],
      need: 'documented',
      source: 'cdk',
    }),
  ];
}

/** For a bucket that encrypts with a key of its own, of which no request says anything. */
export function keyGrants(
  part: RequestPart,
  path: string,
  actions: readonly string[],
): readonly ExpectedGrant[] {
  const resources = [regionalArn(part.request.place, 'kms', 'key/*')] as const;
  return allowedFor(part, path, { actions, resources, need: 'documented', source: 'docs-2023' });
}
