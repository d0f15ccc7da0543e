import type { PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { isRecord, own } from '../../model/json.ts';
import type { ArchiveFile } from '../archive.ts';
import type { Channel, OpenChannel, PublishSettings } from '../channel.ts';
import { archiveBy } from '../keep-files.ts';
import { clientSettings, systemWire, type Wire } from '../wire.ts';

/** Every report and every transition, for ever, in a bucket. */
export const reportBucket: Channel = reportBucketOver(systemWire);

export function reportBucketOver(wire: Wire): Channel {
  return {
    name: 'report-bucket',
    needs: ['s3:PutObject'],
    audience: 'machines',
    keepsReports: true,
    isConfigured: (settings) => settings.reportBucket !== undefined,
    wants: () => true,
    open: (settings) => open(settings, wire),
  };
}

async function open({ reportBucket: Bucket, homeRegion }: PublishSettings, wire: Wire): Promise<OpenChannel> {
  const { S3Client, PutObjectCommand } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ ...clientSettings(wire, homeRegion), followRegionRedirects: true });
  const put = ({ path, type, body }: ArchiveFile) =>
    client.send(new PutObjectCommand({ Bucket, Key: path, Body: body, ContentType: type, IfNoneMatch: '*' }));
  return {
    ...archiveBy(async (file) => {
      await putOnce(() => put(file));
      return `s3://${Bucket}/${file.path}`;
    }),
    close: () => client.destroy(),
  };
}

/**
 * 412: it is there already. 409: somebody writes it at this moment, so that it is worth one more call.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
async function putOnce(put: () => Promise<PutObjectCommandOutput>, isLast = false): Promise<void> {
  try {
    const { ETag } = await put();
    if (ETag === undefined) throw new Error('the answer has no ETag: nothing says that the object is there');
  } catch (error) {
    const status = statusOf(error);
    if (status === 412) return;
    if (status !== 409 || isLast) throw error;
    await putOnce(put, true);
  }
}

function statusOf(error: unknown): unknown {
  const metadata = isRecord(error) ? own(error, '$metadata') : undefined;
  return isRecord(metadata) ? own(metadata, 'httpStatusCode') : undefined;
}
