import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { TextPattern } from './bucket.ts';
import { stemOf } from './parameter.ts';

/** Where a URI points to. */
export type S3Location =
  | { readonly kind: 'objects'; readonly bucket: TextPattern; readonly key: TextPattern }
  /** Only a run knows. */
  | { readonly kind: 'anywhere' }
  /** Storage whose permissions are other ones than those of a bucket. */
  | { readonly kind: 'other'; readonly what: string }
  /** Not of S3. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'none' };

/**
 * `s3://bucket/key`, or one of the addresses of S3 in the web.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html
 */
export function s3Location(value: ParameterValue): S3Location {
  if (value.kind === 'absent') return { kind: 'none' };
  const stem = stemOf(value);
  if (value.kind === 'literal') return stem === undefined ? { kind: 'none' } : literalLocation(stem);
  const match = stem === undefined ? null : S3_URI.exec(stem);
  if (match === null) return { kind: 'anywhere' };
  const [, bucket = '', slash, key = ''] = match;
  if (slash === undefined) return begunBucket(bucket);
  return inBucket(bucket, { pattern: `${escapeLiteral(key)}*`, exact: false });
}

const S3_URI = /^s3:\/\/([^/]*)(\/)?(.*)$/s;
/** An access point is named by its ARN, whose slash ends no bucket name. */
const ACCESS_POINT_URI = /^s3:\/\/arn:/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const WEB_ADDRESS = /^https:\/\/(?:([^/]+)\.)?s3(?:[.-][a-z0-9.-]+)?\.amazonaws\.com(?:\.cn)?\/(.*)$/s;
const WEB_ACCESS_POINT = /\.s3-accesspoint\./;

function literalLocation(text: string): S3Location {
  if (ACCESS_POINT_URI.test(text) || WEB_ACCESS_POINT.test(text))
    return { kind: 'other', what: 'an access point' };
  const uri = S3_URI.exec(text);
  if (uri !== null) return inBucket(uri[1] ?? '', exactly(uri[3] ?? ''));
  const web = WEB_ADDRESS.exec(text);
  if (web === null) return { kind: 'unreadable' };
  const [, host, path = ''] = web;
  if (host !== undefined) return inBucket(host, exactly(path));
  const [bucket = '', ...key] = path.split('/');
  return inBucket(bucket, exactly(key.join('/')));
}

function exactly(text: string): TextPattern {
  return { pattern: escapeLiteral(text), exact: true };
}

const BUCKET_NAME = /^[A-Za-z0-9._-]+$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const ACCESS_POINT_ALIAS = /(-s3alias|--ol-s3|\.mrap)$/;
const DIRECTORY_BUCKET = /(--x-s3|--xa-s3)$/;

function inBucket(name: string, key: TextPattern): S3Location {
  if (ACCESS_POINT_ALIAS.test(name)) return { kind: 'other', what: 'an access point' };
  if (DIRECTORY_BUCKET.test(name)) return { kind: 'other', what: 'a directory bucket' };
  if (!BUCKET_NAME.test(name)) return { kind: 'unreadable' };
  return { kind: 'objects', bucket: exactly(name), key };
}

/** A name of which only the beginning is known may be that of an access point as well. */
function begunBucket(stem: string): S3Location {
  if (stem === '' || !BUCKET_NAME.test(stem)) return { kind: 'anywhere' };
  const bucket = { pattern: `${escapeLiteral(stem)}*`, exact: false };
  return { kind: 'objects', bucket, key: { pattern: '*', exact: false } };
}
