import { createHash } from 'node:crypto';
import type { Wire } from '../../src/publish/wire.ts';
import { type CallFault, fakeHttp, type HttpReply, keysOf, virtualClock, withFault } from './fake-http.ts';

export interface FakeBucket {
  readonly wire: Wire;
  /** By `<bucket>/<key>`. */
  readonly objects: Map<string, { readonly body: Buffer; readonly type: string }>;
  readonly regions: Set<string>;
  readonly calls: string[];
}

/** What S3 answers to a call, in the order of the calls. */
export type BucketFault = CallFault | 'conflict' | 'denied';

/** The part of S3 that writes once: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function fakeBucket(faults: readonly (BucketFault | undefined)[] = []): FakeBucket {
  const objects = new Map<string, { body: Buffer; type: string }>();
  const regions = new Set<string>();
  const calls: string[] = [];
  const requestHandler = fakeHttp(({ service, method, host, path, region, headers, body }) => {
    const fault = faults[calls.length];
    calls.push(`${service}:${method} ${path}`);
    regions.add(region);
    if (fault === 'conflict') return error(409, 'ConditionalRequestConflict');
    if (fault === 'denied') return error(403, 'AccessDenied');
    return withFault(fault, error(503, 'SlowDown'), () => {
      const name = `${host.split('.')[0]}${decodeURIComponent(path)}`;
      if (method !== 'PUT') return error(405, 'MethodNotAllowed');
      if (headers['if-none-match'] !== '*') return error(400, 'the test asks for a conditional write');
      if (objects.has(name)) return error(412, 'PreconditionFailed');
      objects.set(name, { body, type: headers['content-type'] ?? '' });
      return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
    });
  });
  return {
    wire: { requestHandler, credentials: keysOf('111122223333'), clock: virtualClock() },
    objects,
    regions,
    calls,
  };
}

function error(status: number, code: string): HttpReply {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>because of the test</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
