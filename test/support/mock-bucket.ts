import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3ClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-s3';
import type { AwsStub } from 'aws-sdk-client-mock';

/** Makes the mocked client a bucket in this process: enough of S3 for a memory, conditions included. */
export function rememberingBucket(
  bucket: AwsStub<ServiceInputTypes, ServiceOutputTypes, S3ClientResolvedConfig>,
): void {
  const objects = new Map<string, Uint8Array>();
  const tagOf = (key: string): string | undefined => {
    const body = objects.get(key);
    return body === undefined ? undefined : createHash('md5').update(body).digest('hex');
  };
  bucket.on(GetObjectCommand).callsFake(({ Key }) => {
    const body = objects.get(Key);
    if (body === undefined) throw refusal('NoSuchKey', 404);
    return { Body: { transformToByteArray: async () => body }, ETag: tagOf(Key) };
  });
  bucket.on(PutObjectCommand).callsFake(({ Key, Body, IfMatch, IfNoneMatch }) => {
    if (IfMatch === undefined && IfNoneMatch !== '*') throw refusal('AccessDenied', 403);
    if (tagOf(Key) !== IfMatch) throw refusal('PreconditionFailed', 412);
    objects.set(Key, Body);
    return { ETag: tagOf(Key) };
  });
  bucket.on(ListObjectsV2Command).callsFake(({ Prefix }) => ({
    Contents: [...objects.keys()].filter((key) => key.startsWith(Prefix)).map((Key) => ({ Key })),
    IsTruncated: false,
  }));
}

function refusal(name: string, status: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status, attempts: 1 } });
}
