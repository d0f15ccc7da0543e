import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import type { MapStorage } from '../model/map-storage.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Machine } from './call.ts';
import type { Spellings } from './grant.ts';
import { stemOf } from './parameter.ts';

/** A bucket as far as the definition names it. */
export interface Bucket {
  readonly arns: Spellings;
  /** What generators grant for it; holds `arns`. */
  readonly loose: Spellings;
  /** False where only a run knows the name, or the rest of it. */
  readonly exact: boolean;
}

/** A text in policy syntax; `exact` where it is known to its end. */
export interface TextPattern {
  readonly pattern: string;
  readonly exact: boolean;
}

/** The one value of a parameter that stands in no list. */
export function parameterOf(storage: MapStorage, parameter: string): ParameterValue {
  const [value = { kind: 'absent' } as const] = valuesAt(storage, parameter);
  return value;
}

/** Every text that the value may stand for. */
export function textPattern(value: ParameterValue): TextPattern {
  const stem = stemOf(value);
  if (stem === undefined) return { pattern: '*', exact: false };
  const exact = value.kind === 'literal';
  return { pattern: `${escapeLiteral(stem)}${exact ? '' : '*'}`, exact };
}

/**
 * The bucket in the parameter `Bucket`; `undefined` where that is no name of an ordinary bucket. S3 ARNs hold neither
 * region nor account. A name that only a run knows may be that of an access point, which has an ARN of its own kind.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-usage-examples.html
 */
export function bucketOf(storage: MapStorage, machine: Machine): Bucket | undefined {
  const value = parameterOf(storage, 'Bucket');
  const { pattern, exact } = textPattern(value);
  const partition = escapeLiteral(machine.partition);
  if (value.kind === 'dynamic')
    return {
      arns: [`arn:${partition}:s3:::*`, `arn:${partition}:s3:*:*:accesspoint/*`],
      loose: ['*'],
      exact,
    };
  const stem = stemOf(value);
  if (stem === undefined || !BUCKET_NAME.test(stem) || OTHER_KIND.test(stem)) return undefined;
  const arn = `arn:${partition}:s3:::${pattern}`;
  return { arns: [arn], loose: [arn], exact };
}

const BUCKET_NAME = /^[A-Za-z0-9._-]+$/;

/**
 * Aliases of access points, and directory buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const OTHER_KIND = /(-s3alias|--ol-s3|--x-s3|--xa-s3|\.mrap)$/;

/** The objects of the bucket whose key matches the pattern; those of an access point are below its ARN anyway. */
export function objectsIn([bucket, ...accessPoints]: Spellings, key: string): Spellings {
  return [bucket === '*' ? bucket : `${bucket}/${key}`, ...accessPoints];
}
