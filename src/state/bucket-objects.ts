import type { GetObjectCommandOutput, S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { isRecord, own } from '../model/json.ts';
import type { ObjectStore, StoredObject, WriteAnswer } from './object-store.ts';
import { reasonOf, reasonWithGrant, StateError } from './state-error.ts';

export interface BucketSettings {
  readonly bucket: string;
  readonly region: string;
  /** The account that the bucket must belong to; absent: whichever has the name. */
  readonly owner?: string;
  /** Default: the credentials of the environment, as the SDK finds them. */
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
  /** Milliseconds until an answer is given up; a test has less patience. */
  readonly answerMs?: number;
}

export interface BucketObjects extends ObjectStore {
  /** Closes the sockets. */
  readonly close: () => void;
}

const GET_OBJECT = 's3:GetObject';
const LIST_BUCKET = 's3:ListBucket';
const PUT_OBJECT = 's3:PutObject';

/**
 * What the store calls. Without ListBucket an absent object would be a denial, and no first run possible.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const bucketState: { readonly name: string; readonly needs: readonly string[] } = {
  name: 'bucket-state',
  needs: [GET_OBJECT, LIST_BUCKET, PUT_OBJECT],
};

const CONNECT_MS = 3_000;
const ANSWER_MS = 20_000;

const DELETED =
  'it was deleted; delete its delete marker, and what was remembered counts again, or delete all its versions to begin anew';

/** No list of states comes near it: a million objects. */
const MOST_PAGES = 1_000;

/** Statuses with which S3 refuses a condition: another tag, a write at the same moment, no such object. */
const CONFLICTS: ReadonlySet<number> = new Set([412, 409, 404]);

/**
 * Objects of a bucket; the bucket has versions, as it is the only copy of what is remembered.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function bucketObjects(settings: BucketSettings): BucketObjects {
  const { bucket, owner } = settings;
  const open = once(() => openClients(settings));
  const of = { Bucket: bucket, ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }) };
  const nameOf = (path: string): string => `s3://${bucket}/${path}`;
  return {
    get: async (path) => {
      const { sdk, reading } = await open.value();
      try {
        return await stored(await reading.send(new sdk.GetObjectCommand({ ...of, Key: path })));
      } catch (error) {
        if (isNamed(error, 'NoSuchKey') && !wasDeleted(error)) return undefined;
        throw new StateError(
          `\`${nameOf(path)}\` cannot be read: ${wasDeleted(error) ? DELETED : reasonWithGrant(error, GET_OBJECT)}`,
          { cause: error },
        );
      }
    },
    put: async (path, body, etag) => {
      const { sdk, writing } = await open.value();
      const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
      try {
        const sent = await writing.send(
          new sdk.PutObjectCommand({ ...of, Key: path, Body: body, ...condition }),
        );
        if (sent.ETag !== undefined) return { kind: 'written', etag: sent.ETag };
        return { kind: 'unknown', why: 'the answer has no tag' };
      } catch (error) {
        return answerTo(error, nameOf(path), etag);
      }
    },
    list: async (prefix) => {
      const { sdk, reading } = await open.value();
      try {
        return await pages((ContinuationToken) =>
          reading.send(
            new sdk.ListObjectsV2Command({
              ...of,
              Prefix: prefix,
              ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
            }),
          ),
        );
      } catch (error) {
        const why = reasonWithGrant(error, LIST_BUCKET);
        throw new StateError(`\`${nameOf(prefix)}\` cannot be listed: ${why}`, { cause: error });
      }
    },
    placeOf: (path) => ({
      name: nameOf(path),
      restore: 'delete its newest version in the bucket, and the version before it counts again',
    }),
    close: () => {
      void open.ifAsked()?.then(({ reading, writing }) => {
        reading.destroy();
        writing.destroy();
      });
    },
  };
}

/**
 * Reads are repeated by the SDK. A conditional write is not: where the first was done and only its answer lost, the second
 * finds another tag and would be told of a conflict with itself.
 */
async function openClients({ region, credentials, answerMs }: BucketSettings): Promise<Clients> {
  const sdk = await import('@aws-sdk/client-s3');
  const config = {
    region,
    ...(credentials === undefined ? {} : { credentials }),
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs ?? ANSWER_MS,
      // Otherwise the time is only written to the log.
      throwOnRequestTimeout: true,
    },
  } as const;
  return {
    sdk,
    reading: new sdk.S3Client({ ...config, maxAttempts: 5 }),
    writing: new sdk.S3Client({ ...config, maxAttempts: 1 }),
  };
}

interface Clients {
  readonly sdk: typeof import('@aws-sdk/client-s3');
  readonly reading: S3Client;
  readonly writing: S3Client;
}

async function stored({ Body, ETag }: GetObjectCommandOutput): Promise<StoredObject> {
  if (Body === undefined || ETag === undefined) throw new StateError('the answer has no body, or no tag');
  return { body: await Body.transformToByteArray(), etag: ETag };
}

/** Only an answer that says so is a conflict or a refusal; after anything else the object may have been written. */
function answerTo(error: unknown, name: string, etag: string | undefined): WriteAnswer {
  const { httpStatusCode: status, attempts } = metadataOf(error);
  if (status === undefined || status >= 500 || attempts > 1) return { kind: 'unknown', why: reasonOf(error) };
  const isAbsent = status === 404 && (etag === undefined || isNamed(error, 'NoSuchBucket'));
  if (CONFLICTS.has(status) && !isAbsent) return { kind: 'conflict' };
  throw new StateError(`\`${name}\` cannot be written: ${reasonWithGrant(error, PUT_OBJECT)}`, {
    cause: error,
  });
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/**
 * Whether there was an object that somebody deleted: all that is remembered may lie beneath the marker.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 */
function wasDeleted(error: unknown): boolean {
  const response = error instanceof Error && '$response' in error ? error.$response : undefined;
  const headers = isRecord(response) ? own(response, 'headers') : undefined;
  return isRecord(headers) && own(headers, 'x-amz-delete-marker') === 'true';
}

function metadataOf(error: unknown): { readonly httpStatusCode?: number; readonly attempts: number } {
  const metadata = isRecord(error) ? own(error, '$metadata') : undefined;
  if (!isRecord(metadata)) return { attempts: 1 };
  const status = own(metadata, 'httpStatusCode');
  const attempts = own(metadata, 'attempts');
  return {
    ...(typeof status === 'number' ? { httpStatusCode: status } : {}),
    attempts: typeof attempts === 'number' ? attempts : 1,
  };
}

interface ListPage {
  readonly Contents?: readonly { readonly Key?: string | undefined }[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextContinuationToken?: string | undefined;
}

/** An end of the list is one only where the answer says so. */
async function pages(ask: (token: string | undefined) => Promise<ListPage>): Promise<readonly string[]> {
  const paths: string[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { Contents = [], IsTruncated, NextContinuationToken } = await ask(token);
    for (const { Key } of Contents) if (Key !== undefined) paths.push(Key);
    if (IsTruncated === false) return paths.sort();
    if (NextContinuationToken === undefined || NextContinuationToken === token) break;
    token = NextContinuationToken;
  }
  throw new StateError('the list has no end');
}

interface Once<Value> {
  readonly value: () => Promise<Value>;
  /** Undefined where nobody has asked for it. */
  readonly ifAsked: () => Promise<Value> | undefined;
}

function once<Value>(make: () => Promise<Value>): Once<Value> {
  let made: Promise<Value> | undefined;
  return {
    value: () => {
      made ??= make();
      return made;
    },
    ifAsked: () => made,
  };
}
