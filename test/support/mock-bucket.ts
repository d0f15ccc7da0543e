import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AwsStub } from 'aws-sdk-client-mock';

type Bucket = AwsStub<never, never, S3Client['config']>;

function refusal(name: string, status: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status, attempts: 1 } });
}

/** What the bucket holds, by key: enough of S3 for a memory, conditions included. */
export function rememberingBucket(bucket: Bucket): ReadonlyMap<string, Uint8Array> {
  const objects = new Map<string, Uint8Array>();
  const tagOf = (key: string): string | undefined => {
    const body = objects.get(key);
    return body === undefined ? undefined : createHash('md5').update(body).digest('hex');
  };
  const mock = bucket as unknown as AwsStub<object, object, unknown>;
  const on = (command: unknown, answer: (input: Record<string, string>) => object): void => {
    mock.on(command as never).callsFake((input) => answer(input));
  };
  on(GetObjectCommand, ({ Key = '' }) => {
    const body = objects.get(Key);
    if (body === undefined) throw refusal('NoSuchKey', 404);
    return { Body: { transformToByteArray: async () => body }, ETag: tagOf(Key) };
  });
  on(PutObjectCommand, ({ Key = '', Body, IfMatch, IfNoneMatch }) => {
    if (IfMatch === undefined && IfNoneMatch !== '*') throw refusal('AccessDenied', 403);
    if (tagOf(Key) !== IfMatch) throw refusal('PreconditionFailed', 412);
    objects.set(Key, Body as unknown as Uint8Array);
    return { ETag: tagOf(Key) };
  });
  on(ListObjectsV2Command, ({ Prefix = '' }) => ({
    Contents: [...objects.keys()].filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key })),
    IsTruncated: false,
  }));
  return objects;
}
