import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { denial, type MayDo, refuseUnless } from './enforced-aws.ts';
import { fakeAws, type Routes } from './fake-aws.ts';

/** Objects by `<bucket>/<key>`. */
export type Objects = Map<string, Buffer>;

/** What answers behind the endpoint, and for whom. */
export interface Places {
  readonly mayDo: MayDo;
  readonly objects: Objects;
  /** Told of each call, by its IAM action. */
  readonly onCall: (action: string) => void;
  /** Requests that were published or put as events. */
  readonly told: string[];
}

export interface EnforcedPlaces {
  readonly endpoint: string;
  /** From now on these answer. */
  readonly serve: (places: Places) => void;
  readonly stop: () => Promise<void>;
}

/** S3, SNS and EventBridge on the loopback: whoever asks is decided on by the policy before anything is done. */
export async function startPlaces(): Promise<EnforcedPlaces> {
  let places: Places | undefined;
  const server = createServer((request, response) => {
    void answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (places === undefined) throw new Error('nobody is served');
    const isS3 = /\/s3\/aws4_request/.test(request.headers.authorization ?? '');
    const reply = isS3 ? s3Reply(request, body, places) : await otherReply(request, body, places);
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      places = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Objects that are read, listed and written under a condition; without ListBucket what is absent is denied. */
function s3Reply({ method, url = '', headers }: IncomingMessage, body: Buffer, places: Places): Reply {
  const { objects, mayDo, onCall } = places;
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(pathname).split('/');
  const key = rest.join('/');
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const isList = searchParams.has('list-type');
  const action = isList ? 's3:ListBucket' : method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
  onCall(action);
  const resource = isList ? bucketArn : `${bucketArn}/${key}`;
  if (!mayDo(action, resource)) return s3Error(403, 'AccessDenied', denial(action, resource));
  if (isList) return listed(objects, `${bucket}/`, searchParams.get('prefix') ?? '');
  if (method === 'PUT') return written(objects, `${bucket}/${key}`, headers, body);
  const stored = objects.get(`${bucket}/${key}`);
  if (stored !== undefined) return { status: 200, headers: { etag: tagOf(stored) }, body: stored };
  // Whoever may not list does not learn what there is: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
  onCall('s3:ListBucket');
  if (mayDo('s3:ListBucket', bucketArn)) return s3Error(404, 'NoSuchKey', 'no such key');
  return s3Error(403, 'AccessDenied', denial('s3:ListBucket', bucketArn));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function written(objects: Objects, name: string, headers: IncomingMessage['headers'], body: Buffer): Reply {
  const before = objects.get(name);
  const isMet =
    headers['if-none-match'] === '*'
      ? before === undefined
      : before !== undefined && tagOf(before) === headers['if-match'];
  if (!isMet) return s3Error(412, 'PreconditionFailed', 'the condition does not hold');
  objects.set(name, body);
  return { status: 200, headers: { etag: tagOf(body) } };
}

function listed(objects: Objects, bucket: string, prefix: string): Reply {
  const keys = [...objects.keys()].filter((name) => name.startsWith(`${bucket}${prefix}`));
  const contents = keys.map((name) => `<Contents><Key>${name.slice(bucket.length)}</Key></Contents>`);
  const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function s3Error(status: number, code: string, message: string): Reply {
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

async function otherReply(
  { headers }: IncomingMessage,
  body: Buffer,
  { mayDo, onCall, told }: Places,
): Promise<Reply> {
  const routes: Routes = {
    'sns:Publish': ({ TopicArn, Message }) => {
      refuseUnless(mayDo, 'sns:Publish', String(TopicArn));
      told.push(String(Message));
      return { MessageId: 'm-1' };
    },
    'events:PutEvents': ({ Entries }) => {
      const entries = Array.isArray(Entries) ? Entries : [];
      for (const { EventBusName } of entries) refuseUnless(mayDo, 'events:PutEvents', EventBusName);
      told.push(...entries.map(({ Detail }) => String(Detail)));
      return { FailedEntryCount: 0, Entries: entries.map((_, index) => ({ EventId: `e-${index}` })) };
    },
  };
  const { requestHandler } = fakeAws(routes, async ({ action }) => onCall(action));
  const { response } = await (requestHandler as unknown as InProcess).handle({ headers, body });
  return { status: response.statusCode, headers: response.headers, body: response.body };
}

interface InProcess {
  readonly handle: (request: {
    readonly headers: IncomingMessage['headers'];
    readonly body: Buffer;
  }) => Promise<{
    readonly response: {
      readonly statusCode: number;
      readonly headers: Record<string, string>;
      readonly body: Buffer;
    };
  }>;
}
